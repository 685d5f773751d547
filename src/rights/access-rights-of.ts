import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { AccessRight } from '../kernel/vocabulary.ts'

/** The rights a Client Connect user has for one firm, as they are now: for another firm he may have others, or none. */
export async function accessRightsOf(
  db: ReadDb,
  account: AccountId,
  participant: ParticipantId,
): Promise<readonly AccessRight[]> {
  const held = await db
    .selectFrom('access_right as r')
    .innerJoin('membership as m', 'm.id', 'r.membership_id')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select('r.right')
    .where('m.account_id', '=', account)
    .where('m.participant_id', '=', participant)
    .where('m.role', '=', 'client-connect')
    .where('m.valid_to', 'is', null)
    .where('r.valid_to', 'is', null)
    .where('a.status', '=', 'active')
    .orderBy('r.right')
    .execute()
  return held.map(({ right }) => right)
}
