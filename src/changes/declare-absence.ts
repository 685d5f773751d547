import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import { type Instant, isBefore } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { scopeOf } from './make-request.ts'
import { readStanding } from './read-standing.ts'
import { hasAHand } from './rules/who-may.ts'
import type { RequestWorld } from './world.ts'

interface Declaring extends ByWhom {
  readonly account: AccountId
  readonly from: Instant
  readonly until: Instant
}

export interface ByWhom {
  /** The firm in which it is said; null: among operators. */
  readonly participant: ParticipantId | null
  readonly by: AccountId
  readonly at: Instant
}

export type AbsenceRefusal = { readonly is: 'not-entitled' | 'not-found' | 'no-such-time' }

/**
 * Says that somebody with a hand in requests is away: himself, or a colleague who has one too. Nothing is taken from him;
 * his firm's requests just do not wait for him (escalate-requests.ts).
 */
export function declareAbsence(
  world: Omit<RequestWorld, 'kinds'>,
  { account, from, until, ...whom }: Declaring,
): Promise<Result<{ readonly id: string }, AbsenceRefusal>> {
  const { participant, by, at } = whom
  return world.database.write(scopeOf(participant), async (tx) => {
    if (!isBefore(from, until) || !isBefore(at, until)) return refused({ is: 'no-such-time' })
    if (!(await worksThere(tx, by, whom))) return refused({ is: 'not-entitled' })
    if (!(await worksThere(tx, account, whom))) return refused({ is: 'not-found' })
    const id = world.randomness.uuid()
    await tx
      .insertInto('absence')
      .values({ id, account_id: account, from_at: from, until_at: until, declared_by: by, declared_at: at })
      .execute()
    await recordEvent(tx, world, {
      ...{ kind: 'absence.declared', at, accountId: account, reference: null, particulars: {} },
      facts: { absence: id, by, from: from.toString(), until: until.toString() },
    })
    return done({ id })
  })
}

/** Whether he has a hand in requests there. */
export async function worksThere(tx: Tx, account: AccountId, { participant, at }: ByWhom): Promise<boolean> {
  const him = await readStanding(reading(tx), { account, participant, at })
  return him !== undefined && hasAHand(him, participant === null)
}
