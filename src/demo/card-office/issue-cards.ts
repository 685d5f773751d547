import type { Instant } from '../../kernel/instant.ts'
import type { Randomness } from '../../kernel/randomness.ts'
import type { DemoPerson } from '../directory/people.ts'
import type { CardOffice } from './open-card-office.ts'
import { writeP12 } from './write-p12.ts'

type CardState = 'good' | 'revoked' | 'expired'

/** Everybody else who logs on to CCMS or the DMS has a good card of the old regime. */
const OTHERWISE: Readonly<Record<string, Exclude<CardState, 'good'> | 'none'>> = {
  NPFUSR02: 'expired',
  TRCUSR02: 'revoked',
  MFSUSR03: 'none',
}
const HOLDERS: readonly DemoPerson['role'][] = ['user', 'da-maker', 'da-checker', 'da-single']
/** Of what expired: before the first day the demo clock can show. */
const EXPIRED_AT = Temporal.Instant.from('2023-03-31T23:59:59+08:00')
const DIGITS = 6

export interface DemoCard {
  readonly userId: string
  readonly state: CardState
  readonly certificate: Uint8Array
  readonly p12: Uint8Array
  /** The card password, and that of the file. */
  readonly password: string
}

interface Issuing {
  readonly office: CardOffice
  readonly randomness: Randomness
  readonly wire: Instant
}

/** A card and a card password for each; keys are drawn side by side. */
export function issueCards(
  issuing: Issuing,
  people: readonly Pick<DemoPerson, 'userId' | 'role'>[],
): Promise<readonly DemoCard[]> {
  const holders = people.filter(({ role, userId }) => HOLDERS.includes(role) && OTHERWISE[userId] !== 'none')
  return Promise.all(holders.map(({ userId }, index) => issueOne(issuing, userId, index)))
}

async function issueOne(
  { office, randomness, wire }: Issuing,
  userId: string,
  index: number,
): Promise<DemoCard> {
  const otherwise = OTHERWISE[userId]
  const state = otherwise === undefined || otherwise === 'none' ? 'good' : otherwise
  const by = office.issuing[index % 2 === 0 ? 0 : 1]
  const card = await office.issue(userId, by, state === 'expired' ? EXPIRED_AT : undefined)
  if (state === 'revoked') office.revoke(card, wire.subtract({ hours: 24 }))
  const password = String(randomness.integer(10 ** DIGITS)).padStart(DIGITS, '0')
  const { certificate } = card
  return { userId, state, certificate, p12: writeP12(card, password), password }
}
