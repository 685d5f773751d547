import { z } from 'zod'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind, type ChangeLine, type Problem } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { AccountId, CardId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { tellHolder } from '../../resets/tell-holder.ts'
import { type CardOnPaper, readCard } from '../../smartcards/read-card.ts'
import { type CardInForce, type CardsSeen, lookCards, type Taken, whoseIs } from '../look-cards.ts'
import { saySerial } from '../rules/say-serial.ts'
import { endCard, insertCard } from '../store.ts'

/** The certificate itself is kept with the request: checker and auditor can see which card was meant. */
const input = z.strictObject({
  id: z.uuid().transform((id) => id as CardId),
  accountId,
  certificate: z.base64().max(12_000),
})
type Asked = z.infer<typeof input>

interface Seen extends CardsSeen {
  readonly brought: Result<CardOnPaper, 'not-a-card' | 'weak-key'>
  readonly taken: Taken
  readonly isOver: boolean
}

interface Proposal {
  readonly id: CardId
  readonly accountId: AccountId
  readonly card: CardOnPaper
  readonly replaced: CardId | null
}
type Kind = ChangeKind<Asked, Seen, Proposal>

/**
 * | kind           | the user has   | event           | and then                                                     |
 * | -------------- | -------------- | --------------- | ------------------------------------------------------------ |
 * | `card.assign`  | no card        | `card.assigned` |                                                              |
 * | `card.replace` | a card in force | `card.replaced` | that one ends, and the logon sessions it opened end with it  |
 */
const PUTS = {
  'card.assign': { wants: 'no card', event: 'card.assigned', told: 'card-assigned' },
  'card.replace': { wants: 'a card', event: 'card.replaced', told: 'card-replaced' },
} as const

export const assignCard = putting('card.assign')
export const replaceCard = putting('card.replace')

function putting(id: keyof typeof PUTS): Kind {
  const { event, told } = PUTS[id]
  return {
    id,
    chain: 'firm',
    restricts: false,
    input,
    look: async (db, { accountId: account, certificate }, known) => {
      const brought = readCard(Buffer.from(certificate, 'base64'))
      const isOver = brought.ok && Temporal.Instant.compare(brought.value.notAfter, known.at) <= 0
      const taken = brought.ok ? await whoseIs(db, brought.value) : null
      return { ...(await lookCards(db, account, known)), brought, taken, isOver }
    },
    propose: (asked, seen) => propose(id, asked, seen),
    apply: async (tx, world, { id: card, accountId: account, card: brought, replaced }, authority, at) => {
      await put(tx, { id: card, accountId: account, brought, replaced, at })
      await recordEvent(tx, world, {
        ...{ kind: event, at, accountId: account, reference: null },
        facts: { ...authorityFacts(authority), card, ...(replaced && { replaced }) },
        particulars: { ...brought, notAfter: brought.notAfter.toString() },
      })
      await tellHolder(tx, world, { account, change: told, at })
    },
  }
}

function propose(id: keyof typeof PUTS, asked: Asked, seen: Seen): ReturnType<Kind['propose']> {
  const may = mayChangeUser(seen.user, 'account')
  if (!may.ok) return refused({ code: may.refusal })
  if (!seen.brought.ok) return refused({ code: seen.brought.refusal, field: 'certificate' })
  const problem = whyNot(PUTS[id].wants, seen)
  if (problem !== null) return refused(problem)
  const { userId: about, accounts, accountId: account } = may.value
  const { user, card, brought, taken } = seen
  return done({
    proposal: { id: asked.id, accountId: account, card: brought.value, replaced: card?.id ?? null },
    concerns: accounts,
    lines: linesOf(card, brought.value).map((line) => ({ about, ...line })),
    more: 0,
    before: canonicalJson({ user, card: card?.id ?? null, taken }),
  })
}

/** A card is one person's for ever: not even he gets one back that ended. Whose it is, a firm learns of its own alone. */
function whyNot(wants: 'no card' | 'a card', { taken, isOver, card }: Seen): Problem | null {
  const field = 'certificate'
  if (taken === 'somebody') return { code: 'card-taken', field }
  if (taken !== null) return { code: 'card-taken-by', field, about: taken }
  if (isOver) return { code: 'card-expired', field }
  if (wants === 'no card' && card !== null) return { code: 'has-card' }
  if (wants === 'a card' && card === null) return { code: 'no-card' }
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

interface Put {
  readonly id: CardId
  readonly accountId: AccountId
  readonly brought: CardOnPaper
  readonly replaced: CardId | null
  readonly at: Instant
}

async function put(tx: Tx, { id, accountId: account, brought, replaced, at }: Put): Promise<void> {
  if (replaced !== null && !(await endCard(tx, replaced, 'replaced', at)))
    throw new Error(`card ${replaced} ended meanwhile`)
  const { issuer, serial, key, subject, notAfter } = brought
  await insertCard(tx, { id, accountId: account, issuer, serial, key, subject, notAfter, at })
}
