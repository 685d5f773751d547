import type { Tx } from '../db/transaction.ts'
import type { AccountId, BudgetKey, CardId, CardPasswordId } from '../kernel/ids.ts'
import type { Attempt } from './attempt-store.ts'
import type { AttemptStep } from './steps.ts'

/**
 * What a card is asked for, and at which steps; no attempt of the one is of any use to the other.
 *
 * | journey   | begun                             | asked of the card | proven                |
 * | --------- | --------------------------------- | ----------------- | --------------------- |
 * | `card`    | at a smartcard door, by nobody    | `card`            | `card-proven`         |
 * | `step-up` | in a logon session by smartcard   | `step-up-card`    | `step-up-card-proven` |
 */
export const CARD_STEPS = {
  card: { asked: 'card', proven: 'card-proven' },
  'step-up': { asked: 'step-up-card', proven: 'step-up-card-proven' },
} as const satisfies Partial<Record<Attempt['journey'], Readonly<Record<'asked' | 'proven', AttemptStep>>>>

export type CardJourney = keyof typeof CARD_STEPS

/** What a smartcard logon rests on: a card, and the card password that was right with it. */
export interface ProvenByCard {
  readonly card: CardId
  readonly password: CardPasswordId
}

interface Proof {
  readonly journey: CardJourney
  readonly accountId: AccountId
  readonly budgetKey: BudgetKey
  readonly proven: ProvenByCard
}

/** A card was proven: whose attempt it is, and what it rests on. The caller has locked it. */
export async function keepProof(
  tx: Tx,
  { id, draft }: Pick<Attempt, 'id' | 'draft'>,
  { journey, accountId, budgetKey, proven }: Proof,
): Promise<void> {
  const leadsTo = draft?.toString('ascii') ?? ''
  await tx
    .updateTable('sign_in_attempt')
    .set({
      ...{ step: CARD_STEPS[journey].proven, account_id: accountId },
      ...{ budget_key: Buffer.from(budgetKey, 'hex') },
      draft: Buffer.from(`${proven.card} ${proven.password} ${leadsTo}`),
    })
    .where('id', '=', id)
    .execute()
}

/** Of an attempt in which a card was proven; of any other it is a bug. */
export function proofIn({ draft }: Attempt): ProvenByCard {
  const [card, password] = draft?.toString('ascii').split(' ') ?? []
  if (card === undefined || password === undefined) throw new Error('no card was proven in this attempt')
  return { card: card as CardId, password: password as CardPasswordId }
}

/** The page that a step-up by card was begun from; its path has no blank in it. */
export function leadsBackTo({ draft, step }: Pick<Attempt, 'draft' | 'step'>): string {
  const kept = draft?.toString('ascii') ?? ''
  return step === CARD_STEPS['step-up'].proven ? (kept.split(' ')[2] ?? '') : kept
}
