import type { Known } from '../changes/kind.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, UserId } from '../kernel/ids.ts'
import type { AccountStatus } from '../kernel/vocabulary.ts'

/** A user of the firm as a change finds him. */
export interface UserOfFirm {
  readonly userId: UserId
  readonly status: AccountStatus
  readonly email: string | null
}

/**
 * Undefined where he is no user of this firm, or has another role there besides: Delegated Administrators and Client
 * Connect users are not for DMS to change.
 */
export function userOfFirm(
  db: ReadDb,
  account: AccountId,
  { participant }: Known,
): Promise<UserOfFirm | undefined> {
  return db
    .selectFrom('account')
    .innerJoin('membership', 'membership.account_id', 'account.id')
    .leftJoin('registered_email as email', (on) =>
      on.onRef('email.account_id', '=', 'account.id').on('email.valid_to', 'is', null),
    )
    .select(['account.user_id as userId', 'account.status', 'email.address as email'])
    .where('account.id', '=', account)
    .where('membership.participant_id', '=', participant)
    .where('membership.role', '=', 'user')
    .where('membership.valid_to', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('membership as other')
            .select('other.id')
            .whereRef('other.account_id', '=', 'account.id')
            .where('other.participant_id', '=', participant)
            .where('other.role', '<>', 'user')
            .where('other.valid_to', 'is', null),
        ),
      ),
    )
    .executeTakeFirst()
}

/** Also by somebody removed: a User ID is never given again (domain P13). */
export async function isTaken(db: ReadDb, userId: UserId): Promise<boolean> {
  const found = await db.selectFrom('account').select('id').where('user_id', '=', userId).executeTakeFirst()
  return found !== undefined
}
