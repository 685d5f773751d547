import type { z } from 'zod'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import type { ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { done, refused } from '../../kernel/result.ts'
import { type CardsSeen, lookCards } from '../look-cards.ts'
import {
  type Brings,
  type BroughtCard,
  broughtInput,
  type CardSeen,
  lookBrought,
  proposeCard,
  putCard,
} from './bring-card.ts'

type Asked = z.infer<typeof broughtInput>
type Kind = ChangeKind<Asked, CardsSeen & CardSeen, BroughtCard>

export const assignCard = putting('assign')
export const replaceCard = putting('replace')

function putting(brings: Brings): Kind {
  return {
    id: `card.${brings}`,
    chain: 'firm',
    restricts: false,
    input: broughtInput,
    look: async (db, { accountId: account, certificate }, known) => ({
      ...(await lookCards(db, account, known)),
      ...(await lookBrought(db, certificate, known.at)),
    }),
    propose: (asked, seen) => propose(brings, asked, seen),
    apply: (tx, world, brought, authority, at) => putCard(tx, world, brings, brought, authority, at),
  }
}

function propose(
  brings: Brings,
  { id, accountId: account }: Asked,
  seen: CardsSeen & CardSeen,
): ReturnType<Kind['propose']> {
  const may = mayChangeUser(seen.user, 'account')
  if (!may.ok) return refused({ code: may.refusal })
  const proposed = proposeCard(brings, seen, seen.card)
  if (!proposed.ok) return proposed
  const { userId: about, accounts: concerns } = may.value
  const { card, replaced, lines } = proposed.value
  return done({
    proposal: { id, accountId: account, card, replaced },
    concerns,
    lines: lines.map((line) => ({ about, ...line })),
    more: 0,
    before: canonicalJson({ user: seen.user, card: replaced, taken: seen.taken }),
  })
}
