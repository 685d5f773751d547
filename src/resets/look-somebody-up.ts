import { type SoughtPerson, seekPerson } from '../accounts/seek-person.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { ChangeWorld } from '../changes/kind.ts'
import { reading } from '../db/transaction.ts'
import { type AccountId, parseUserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { parseReference } from '../kernel/reference.ts'
import { findRefusal, type Refusal } from './find-refusal.ts'

export interface Look {
  /** A User ID or a reference, as it was typed. */
  readonly asked: string
  readonly by: AccountId
  readonly at: Instant
}

export interface Sought {
  readonly refusal: Refusal | null
  readonly person: SoughtPerson | null
}

/**
 * Somebody of whichever firm, for the desk: by his User ID, or by a reference he was shown. Who looks is recorded with whom
 * he looked at: the desk sees everybody, and has to answer for it.
 */
export function lookSomebodyUp(
  world: Pick<ChangeWorld, 'database' | 'sealer' | 'epoch' | 'randomness'>,
  { asked, by, at }: Look,
): Promise<Sought> {
  return world.database.write({ as: 'operations' }, async (tx) => {
    const db = reading(tx)
    const reference = parseReference(asked)
    const refusal = (reference && (await findRefusal(db, reference))) ?? null
    const userId = reference === undefined ? parseUserId(asked) : refusal?.user?.userId
    const budget = userId && budgetKeyOf(world.sealer, userId)
    const person = (userId && budget && (await seekPerson(db, { userId, budget, at }))) ?? null
    const facts = { by: reference === undefined ? 'user-id' : 'reference', of: person?.accountId ?? null }
    const event = { kind: 'person.looked-up', at, accountId: by, reference: null } as const
    await recordEvent(tx, world, { ...event, facts, particulars: { asked } })
    return { refusal, person }
  })
}
