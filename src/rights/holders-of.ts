import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId, UserId } from '../kernel/ids.ts'
import type { AccessRight } from '../kernel/vocabulary.ts'

/** The people of a firm who have an access right in Client Connect and can use it. */
export function holdersOf(
  db: ReadDb,
  participant: ParticipantId,
  right: AccessRight,
): Promise<readonly { readonly userId: UserId; readonly name: string }[]> {
  return db
    .selectFrom('access_right as r')
    .innerJoin('membership as m', 'm.id', 'r.membership_id')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.user_id as userId', 'p.display_name as name'])
    .where('m.participant_id', '=', participant)
    .where('m.valid_to', 'is', null)
    .where('r.right', '=', right)
    .where('r.valid_to', 'is', null)
    .where('a.status', '=', 'active')
    .orderBy('a.user_id')
    .execute()
}
