import { z } from 'zod'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import type { EventKind } from '../../audit/kinds.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { type Authority, authorityFacts, type ChangeKind, type ChangeWorld } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { CardId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { tellHolder } from '../../resets/tell-holder.ts'
import { type CardsSeen, lookCards } from '../look-cards.ts'
import { saySerial } from '../rules/say-serial.ts'
import { endCard, restoreCard } from '../store.ts'

/** Which card: another that is put in its place before this one is confirmed or lifted is not meant. */
export const oneCard = z.strictObject({ accountId, card: z.uuid().transform((id) => id as CardId) })
export type OneCard = z.infer<typeof oneCard>
type OnCard = Parameters<ChangeKind<OneCard, never, OneCard>['apply']>

/**
 * A card that is lost or seen in other hands is of no use at once, on one person's word; what it opened ends with it.
 * Another confirms that, or lifts it: the card was in its owner's pocket after all, and is his and in force again.
 */
export const revokeCard: ChangeKind<OneCard, CardsSeen, OneCard> = {
  id: 'card.revoke',
  chain: 'firm',
  restricts: true,
  input: oneCard,
  look: (db, { accountId: account }, known) => lookCards(db, account, known),
  propose: (asked, { user, card }) => {
    const may = mayChangeUser(user, 'account')
    if (!may.ok) return refused({ code: may.refusal })
    if (card === null || card.id !== asked.card) return refused({ code: 'no-card' })
    const { userId: about, accounts } = may.value
    return done({
      proposal: asked,
      concerns: accounts,
      lines: [{ about, field: 'card', before: saySerial(card.serial), after: null }],
      more: 0,
      before: canonicalJson({ user, card: card.id }),
    })
  },
  apply: revokeNow,
  lift: liftRevocation,
}

export async function revokeNow(...[tx, world, revoked, authority, at]: OnCard): Promise<void> {
  if (!(await endCard(tx, revoked.card, 'revoked', at)))
    throw new Error(`card ${revoked.card} ended meanwhile`)
  await record(tx, world, 'card.revoked', revoked, authority, at)
  await tellHolder(tx, world, { account: revoked.accountId, change: 'card-revoked', at })
}

export async function liftRevocation(...[tx, world, revoked, authority, at]: OnCard): Promise<void> {
  if (await restoreCard(tx, revoked.card)) await record(tx, world, 'card.restored', revoked, authority, at)
}

function record(
  tx: Tx,
  world: ChangeWorld,
  kind: Extract<EventKind, 'card.revoked' | 'card.restored'>,
  { accountId: account, card }: OneCard,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const facts = { ...authorityFacts(authority), card }
  return recordEvent(tx, world, { kind, at, accountId: account, reference: null, facts, particulars: {} })
}
