import { readFirmLocks } from '../attempts/firm-locks.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export interface LockedUser {
  readonly userId: UserId
  readonly displayName: string
  readonly lockedUntil: Instant
}

export interface LockedUsers {
  /** Earliest release first. */
  readonly first: readonly LockedUser[]
  readonly all: number
}

/** Those of a firm's people whose logon by OTP is locked now. A stranger can lock thousands: of them the first are named. */
export async function lockedUsers(
  db: ReadDb,
  { firm, at, atMost }: { readonly firm: ParticipantId; readonly at: Instant; readonly atMost: number },
): Promise<LockedUsers> {
  const locks = await readFirmLocks(db, { firm, account: null, at })
  const shown = locks.slice(0, atMost)
  if (shown.length === 0) return { first: [], all: 0 }
  const people = await db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.user_id as userId', 'p.display_name as displayName'])
    .where(
      'a.id',
      'in',
      shown.map(({ accountId }) => accountId),
    )
    .execute()
  const byAccount = new Map(people.map(({ id, ...person }) => [id, person]))
  const first = shown.flatMap(({ accountId, lockedUntil }) => {
    const person = byAccount.get(accountId)
    return person === undefined ? [] : [{ ...person, lockedUntil }]
  })
  return { first, all: locks.length }
}
