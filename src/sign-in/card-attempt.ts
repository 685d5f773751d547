import type { Tx } from '../db/transaction.ts'
import type { AccountId, AttemptId, BudgetKey, CardId, CardPasswordId } from '../kernel/ids.ts'
import type { Attempt } from './attempt-store.ts'

/** What a smartcard logon rests on: a card, and the card password that was right with it. */
export interface ProvenByCard {
  readonly card: CardId
  readonly password: CardPasswordId
}

interface Proof {
  readonly accountId: AccountId
  readonly budgetKey: BudgetKey
  readonly proven: ProvenByCard
}

/** A card was proven: whose attempt it is, and what it rests on. The caller has locked it. */
export async function keepProof(
  tx: Tx,
  id: AttemptId,
  { accountId, budgetKey, proven }: Proof,
): Promise<void> {
  await tx
    .updateTable('sign_in_attempt')
    .set({
      ...{ step: 'card-proven', account_id: accountId, budget_key: Buffer.from(budgetKey, 'hex') },
      draft: Buffer.from(`${proven.card} ${proven.password}`),
    })
    .where('id', '=', id)
    .execute()
}

/** Of an attempt at the step `card-proven`; at any other it is a bug. */
export function proofIn({ draft }: Attempt): ProvenByCard {
  const [card, password] = draft?.toString('ascii').split(' ') ?? []
  if (card === undefined || password === undefined) throw new Error('no card was proven in this attempt')
  return { card: card as CardId, password: password as CardPasswordId }
}
