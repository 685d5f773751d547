import { z } from 'zod'
import type { EventKind } from '../../audit/kinds.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import {
  type Authority,
  authorityFacts,
  type ChangeLine,
  type ChangeWorld,
  type Problem,
} from '../../changes/kind.ts'
import type { ReadDb, Tx } from '../../db/transaction.ts'
import type { AccountId, CardId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { tellHolder } from '../../resets/tell-holder.ts'
import { type CardOnPaper, readCard } from '../../smartcards/read-card.ts'
import { type CardInForce, type Taken, whoseIs } from '../look-cards.ts'
import { saySerial } from '../rules/say-serial.ts'
import { endCard, insertCard } from '../store.ts'

/**
 * What bringing a card is, whoever asks for it: a firm's DAs for its users, Client Connect users and operators for DAs.
 *
 * |           | he has          | event           | and then                                                     |
 * | --------- | --------------- | --------------- | ------------------------------------------------------------ |
 * | `assign`  | no card         | `card.assigned` |                                                              |
 * | `replace` | a card in force | `card.replaced` | that one ends, and the logon sessions it opened end with it  |
 */
const BRINGS = {
  assign: { wants: 'no card', event: 'card.assigned', told: 'card-assigned' },
  replace: { wants: 'a card', event: 'card.replaced', told: 'card-replaced' },
} as const satisfies Record<
  string,
  { readonly event: EventKind; readonly wants: string; readonly told: string }
>
export type Brings = keyof typeof BRINGS

/** The certificate itself is kept with the request: checker and auditor can see which card was meant. */
export const broughtInput = z.strictObject({
  id: z.uuid().transform((id) => id as CardId),
  accountId,
  certificate: z.base64().max(12_000),
})

/** A certificate that was brought, and whether its card can be anybody's. */
export interface CardSeen {
  readonly brought: Result<CardOnPaper, 'not-a-card' | 'weak-key'>
  readonly taken: Taken
  readonly isOver: boolean
}

export async function lookBrought(db: ReadDb, certificate: string, at: Instant): Promise<CardSeen> {
  const brought = readCard(Buffer.from(certificate, 'base64'))
  const isOver = brought.ok && Temporal.Instant.compare(brought.value.notAfter, at) <= 0
  return { brought, isOver, taken: brought.ok ? await whoseIs(db, brought.value) : null }
}

interface CardToPut {
  readonly card: CardOnPaper
  readonly replaced: CardId | null
  readonly lines: readonly Omit<ChangeLine, 'about'>[]
}

export function proposeCard(
  brings: Brings,
  { brought, taken, isOver }: CardSeen,
  old: CardInForce | null,
): Result<CardToPut, Problem> {
  if (!brought.ok) return refused({ code: brought.refusal, field: 'certificate' })
  const problem = whyNot(BRINGS[brings].wants, taken, isOver, old)
  if (problem !== null) return refused(problem)
  return done({ card: brought.value, replaced: old?.id ?? null, lines: linesOf(old, brought.value) })
}

/** A card is one person's for ever: not even he gets one back that ended. Whose it is, a firm learns of its own alone. */
function whyNot(
  wants: 'no card' | 'a card',
  taken: Taken,
  isOver: boolean,
  old: CardInForce | null,
): Problem | null {
  const field = 'certificate'
  if (taken === 'somebody') return { code: 'card-taken', field }
  if (taken !== null) return { code: 'card-taken-by', field, about: taken }
  if (isOver) return { code: 'card-expired', field }
  if (wants === 'no card' && old !== null) return { code: 'has-card' }
  if (wants === 'a card' && old === null) return { code: 'no-card' }
  return null
}

function linesOf(old: CardInForce | null, brought: CardOnPaper): readonly Omit<ChangeLine, 'about'>[] {
  const was = (say: (card: CardInForce) => string) => (old === null ? null : say(old))
  const { serial, subject: after, issuerName, notAfter } = brought
  return [
    { field: 'card', before: was((card) => saySerial(card.serial)), after: saySerial(serial) },
    { field: 'card-subject', before: was(({ subject }) => subject), after },
    { field: 'card-issuer', before: null, after: issuerName },
    { field: 'card-valid-to', before: was((card) => card.notAfter.toString()), after: notAfter.toString() },
  ]
}

export interface BroughtCard {
  readonly id: CardId
  readonly accountId: AccountId
  readonly card: CardOnPaper
  readonly replaced: CardId | null
}

export async function putCard(
  tx: Tx,
  world: ChangeWorld,
  brings: Brings,
  { id, accountId: account, card, replaced }: BroughtCard,
  authority: Authority,
  at: Instant,
): Promise<void> {
  if (replaced !== null && !(await endCard(tx, replaced, 'replaced', at)))
    throw new Error(`card ${replaced} ended meanwhile`)
  const { issuer, serial, key, subject, notAfter } = card
  await insertCard(tx, { id, accountId: account, issuer, serial, key, subject, notAfter, at })
  const { event: kind, told: change } = BRINGS[brings]
  await recordEvent(tx, world, {
    ...{ kind, at, accountId: account, reference: null },
    facts: { ...authorityFacts(authority), card: id, ...(replaced && { replaced }) },
    particulars: { ...card, notAfter: notAfter.toString() },
  })
  await tellHolder(tx, world, { account, told: { kind: 'changed-by-firm', change }, at })
}
