import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ByWhom } from './declare-absence.ts'

export interface Absence {
  readonly id: string
  readonly account: AccountId
  readonly userId: UserId
  readonly from: Instant
  readonly until: Instant
}

/** Who is away, or will be: of one firm, or of the operators. */
export function listAbsences(
  db: ReadDb,
  { participant, at }: Pick<ByWhom, 'participant' | 'at'>,
): Promise<readonly Absence[]> {
  return db
    .selectFrom('absence')
    .innerJoin('account', 'account.id', 'absence.account_id')
    .select(['absence.id', 'account.id as account', 'account.user_id as userId'])
    .select(['absence.from_at as from', 'absence.until_at as until'])
    .where('absence.withdrawn_at', 'is', null)
    .where('absence.until_at', '>', at)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('membership')
          .select('membership.id')
          .whereRef('membership.account_id', '=', 'account.id')
          .where('membership.participant_id', participant === null ? 'is' : '=', participant)
          .where('membership.valid_to', 'is', null),
      ),
    )
    .orderBy('absence.from_at')
    .execute()
}
