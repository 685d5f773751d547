import { z } from 'zod'
import type { EventKind } from '../../audit/kinds.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { type Authority, authorityFacts, type ChangeKind, type ChangeWorld } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import type { CardId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { tellHolder } from '../../resets/tell-holder.ts'
import { endCard, restoreCard } from '../store.ts'

/** Which card: another that is put in its place before this one is confirmed or lifted is not meant. */
export const oneCard = z.strictObject({ accountId, card: z.uuid().transform((id) => id as CardId) })
export type OneCard = z.infer<typeof oneCard>
type OnCard = Parameters<ChangeKind<OneCard, never, OneCard>['apply']>

export async function revokeNow(...[tx, world, revoked, authority, at]: OnCard): Promise<void> {
  if (!(await endCard(tx, revoked.card, 'revoked', at)))
    throw new Error(`card ${revoked.card} ended meanwhile`)
  await record(tx, world, 'card.revoked', revoked, authority, at)
  await tellHolder(tx, world, {
    account: revoked.accountId,
    told: { kind: 'changed-by-firm', change: 'card-revoked' },
    at,
  })
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
