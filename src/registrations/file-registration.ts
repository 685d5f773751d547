import { addresseeOf } from '../accounts/addressee-of.ts'
import { type AuditEvent, recordEvent } from '../audit/record-event.ts'
import { readStanding } from '../changes/read-standing.ts'
import { reading, type Scope, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Role } from '../kernel/vocabulary.ts'
import { sayDay } from '../programme/rules/say-time.ts'
import { sendLetter } from '../sign-in/address-letter.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import { type EntryFault, judgeEntry, type TypedEntry } from './rules/judge-entry.ts'
import { registrationNumber } from './rules/number-text.ts'
import { type OfferedEvent, offeredEvent, stageOf } from './rules/offered.ts'
import { closeVersion, insertVersion } from './store.ts'

export type RegistrationWorld = Pick<
  SignInWorld,
  'database' | 'programme' | 'sealer' | 'randomness' | 'epoch' | 'heard' | 'mailQueued'
>

/** Who files: one of the firm's own people, or, after the deadline, an operator on its behalf. */
export interface Filer {
  readonly as: 'firm' | 'operator'
  readonly account: AccountId
}

export interface Filing {
  readonly participant: ParticipantId
  readonly event: string
  readonly filer: Filer
  /** The version that was on screen and is to be replaced; null: none was. */
  readonly replaces: string | null
  readonly at: Instant
}

export type FilingRefusal =
  | { readonly is: 'no-such-event' | 'not-entitled' | 'closed' | 'changed-meanwhile' }
  | { readonly is: 'faulty'; readonly faults: readonly EntryFault[] }

export interface Filed {
  readonly number: string
  readonly now: 'registered' | 'amended' | 'withdrawn'
}

/** Registers a firm for an event, or puts another version in the place of the one it has. */
export async function fileRegistration(
  world: RegistrationWorld,
  filing: Filing,
  typed: TypedEntry,
): Promise<Result<Filed, FilingRefusal>> {
  return inFilersScope(world, filing, async (tx, offered) => {
    const judged = judgeEntry(offered, typed)
    if (!judged.ok) return refused({ is: 'faulty', faults: judged.refusal } as const)
    const { participant, event, filer, at, replaces } = filing
    const before = replaces === null ? undefined : await closeVersion(tx, replaces, participant, event, at)
    if (replaces !== null && before === undefined) return refused({ is: 'changed-meanwhile' } as const)
    const number = await insertVersion(tx, {
      ...{ id: world.randomness.uuid(), participant, event, number: before, entry: judged.value, at },
      ...{ filedBy: filer.account, late: filer.as === 'operator' },
    })
    if (number === undefined) return refused({ is: 'changed-meanwhile' } as const)
    const filed = {
      number: registrationNumber(number),
      now: before === undefined ? 'registered' : 'amended',
    } as const
    await tell(tx, world, filing, offered, filed)
    return done(filed)
  })
}

/** Takes a firm's registration back; its past versions stay. */
export async function withdrawRegistration(
  world: RegistrationWorld,
  filing: Filing & { readonly replaces: string },
): Promise<Result<Filed, FilingRefusal>> {
  return inFilersScope(world, filing, async (tx, offered) => {
    const { replaces, participant, event, at } = filing
    const number = await closeVersion(tx, replaces, participant, event, at)
    if (number === undefined) return refused({ is: 'changed-meanwhile' } as const)
    const filed = { number: registrationNumber(number), now: 'withdrawn' } as const
    await tell(tx, world, filing, offered, filed)
    return done(filed)
  })
}

type Work = (tx: Tx, offered: OfferedEvent) => Promise<Result<Filed, FilingRefusal>>

/** One transaction, in which the filer's right is read as well: he may have lost it since the page was shown. */
async function inFilersScope(world: RegistrationWorld, filing: Filing, work: Work) {
  const { participant, filer, at } = filing
  const scope: Scope = filer.as === 'firm' ? { as: 'participant', participant } : { as: 'operations' }
  const outcome = await world.database.write(scope, async (tx) => {
    const answer = await judgeFiling(tx, world, filing, work)
    if (!answer.ok) await recordEvent(tx, world, refusalEvent(filing, answer.refusal, at))
    return answer
  })
  if (outcome.ok) world.mailQueued()
  return outcome
}

async function judgeFiling(
  tx: Tx,
  world: RegistrationWorld,
  filing: Filing,
  work: Work,
): Promise<Result<Filed, FilingRefusal>> {
  const offered = offeredEvent(world.programme, filing.event)
  if (offered === undefined) return refused({ is: 'no-such-event' })
  if (!(await mayFile(tx, filing))) return refused({ is: 'not-entitled' })
  const stage = stageOf(offered, filing.at)
  if (stage !== (filing.filer.as === 'firm' ? 'open' : 'late')) return refused({ is: 'closed' })
  return work(tx, offered)
}

async function mayFile(tx: Tx, { filer, participant, at }: Filing): Promise<boolean> {
  const standing = await readStanding(reading(tx), { account: filer.account, participant, at })
  if (!standing?.active) return false
  if (filer.as === 'operator') return standing.asOperator.some((role) => OPERATORS.includes(role))
  return standing.inFirm.includes('client-connect') && standing.rights.includes('EU_Events')
}

const OPERATORS: readonly Role[] = ['operator-maker', 'operator-checker']

const KINDS = {
  registered: 'event.registered',
  amended: 'event.registration-amended',
  withdrawn: 'event.registration-withdrawn',
} as const

/** The event, and a letter to who filed it. */
async function tell(tx: Tx, world: RegistrationWorld, filing: Filing, { event }: OfferedEvent, filed: Filed) {
  const { filer, at, participant } = filing
  await recordEvent(tx, world, {
    kind: KINDS[filed.now],
    at,
    accountId: filer.account,
    reference: null,
    facts: { participant, event: event.id, number: filed.number, late: filer.as === 'operator' },
    particulars: {},
  })
  const holder = await addresseeOf(reading(tx), filer.account)
  const letter = { holder, door: null, network: null, at, notAfter: at.add({ hours: 72 }), deliver: true }
  const about = { number: filed.number, event: event.title, until: sayDay(event.registration.until) }
  await sendLetter(tx, world, letter, { kind: 'event-registration', now: filed.now, ...about })
}

function refusalEvent({ filer, participant, event }: Filing, { is }: FilingRefusal, at: Instant): AuditEvent {
  return {
    kind: 'event.registration-refused',
    at,
    accountId: filer.account,
    reference: null,
    facts: { participant, event, because: is, by: filer.as },
    particulars: {},
  }
}
