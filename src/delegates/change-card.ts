import { z } from 'zod'
import {
  type Brings,
  type BroughtCard,
  broughtInput,
  type CardSeen,
  lookBrought,
  proposeCard,
  putCard,
} from '../cards/changes/bring-card.ts'
import { type ClosedPassword, closePassword } from '../cards/changes/close-password.ts'
import { liftRevocation, type OneCard, oneCard, revokeNow } from '../cards/changes/end-one-card.ts'
import { type CardsSeen, lookHeld } from '../cards/look-cards.ts'
import { saySerial } from '../cards/rules/say-serial.ts'
import { accountId } from '../changes/input-fields.ts'
import type { ChangeKind, ChangeLine, Known, Problem } from '../changes/kind.ts'
import type { ReadDb } from '../db/transaction.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { AccountId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Delegate } from './delegates-of.ts'
import type { Hands } from './hands.ts'
import { type FirmAndDelegate, lookAtDelegate } from './look-at-firm.ts'
import { whyNotOneFirms } from './rules/may-be-delegate.ts'

/** The card and the card password of a Delegated Administrator: as a user's (src/cards/changes), through other hands. */

type Held = Omit<CardsSeen, 'user'>
type Seen = Held & { readonly found: FirmAndDelegate | undefined }
type Kind<Input, More, Proposal> = ChangeKind<Input, Seen & More, Proposal>

const whoInput = z.strictObject({ accountId })

async function look(db: ReadDb, account: AccountId, known: Known): Promise<Seen> {
  return { found: await lookAtDelegate(db, account, known), ...(await lookHeld(db, account)) }
}

/** Who is another firm's as well has his card from none of them: operators see to it, as to all of his account. */
function delegateIn({ found }: Seen, hands: Hands): Result<Delegate, Problem> {
  if (found === undefined) return refused({ code: 'not-found' })
  const problem = whyNotOneFirms(hands.of('card-assign').chain, 'account', found.elsewhere)
  return problem === null ? done(found.delegate) : refused(problem)
}

function drafted<Proposal>(
  { userId: about, accountId: concerned, membershipId }: Delegate,
  proposal: Proposal,
  lines: readonly Omit<ChangeLine, 'about'>[],
  restsOn: Readonly<Record<string, string | null>>,
) {
  return done({
    proposal,
    concerns: [concerned],
    lines: lines.map((line) => ({ about, ...line })),
    more: 0,
    before: canonicalJson({ membership: membershipId, ...restsOn }),
  })
}

export const bringingCard = (
  hands: Hands,
  brings: Brings,
): Kind<z.infer<typeof broughtInput>, CardSeen, BroughtCard> => ({
  ...hands.of(`card-${brings}`),
  restricts: false,
  input: broughtInput,
  look: async (db, { accountId: account, certificate }, known) => ({
    ...(await look(db, account, known)),
    ...(await lookBrought(db, certificate, known.at)),
  }),
  propose: ({ id, accountId: account }, seen) => {
    const delegate = delegateIn(seen, hands)
    if (!delegate.ok) return delegate
    const proposed = proposeCard(brings, seen, seen.card)
    if (!proposed.ok) return proposed
    const { card, replaced, lines } = proposed.value
    const put = { id, accountId: account, card, replaced }
    return drafted(delegate.value, put, lines, { card: replaced, taken: seen.taken })
  },
  apply: (tx, world, brought, authority, at) => putCard(tx, world, brings, brought, authority, at),
})

/** At once, on one person's word: a lost card waits for nobody. */
export const revokingCard = (hands: Hands): Kind<OneCard, object, OneCard> => ({
  ...hands.of('card-revoke'),
  restricts: true,
  input: oneCard,
  look: (db, { accountId: account }, known) => look(db, account, known),
  propose: (asked, seen) => {
    const delegate = delegateIn(seen, hands)
    if (!delegate.ok) return delegate
    const { card } = seen
    if (card === null || card.id !== asked.card) return refused({ code: 'no-card' })
    const lines = [{ field: 'card', before: saySerial(card.serial), after: null }] as const
    return drafted(delegate.value, asked, lines, { card: card.id })
  },
  apply: revokeNow,
  lift: liftRevocation,
})

export const resettingCardPassword = (
  hands: Hands,
): Kind<z.infer<typeof whoInput>, object, ClosedPassword> => ({
  ...hands.of('card-reset-password'),
  restricts: false,
  input: whoInput,
  look: (db, { accountId: account }, known) => look(db, account, known),
  propose: (asked, seen) => {
    const delegate = delegateIn(seen, hands)
    if (!delegate.ok) return delegate
    const { password } = seen
    if (password === null) return refused({ code: 'no-card-password' })
    const lines = [{ field: 'card-password', before: 'set', after: null }] as const
    return drafted(delegate.value, { ...asked, closed: password }, lines, { password })
  },
  apply: closePassword,
})
