import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, FunctionId, ParticipantId } from '../kernel/ids.ts'

/** Whether one of his user groups at this firm has the function: at another firm he may have others (F3.12). */
export async function mayUseFunction(
  db: ReadDb,
  { account, participant, wanted }: { account: AccountId; participant: ParticipantId; wanted: FunctionId },
): Promise<boolean> {
  const found = await db
    .selectFrom('membership as m')
    .innerJoin('user_group_member as gm', 'gm.membership_id', 'm.id')
    .innerJoin('user_group_function as gf', 'gf.user_group_id', 'gm.user_group_id')
    .select('m.id')
    .where('m.account_id', '=', account)
    .where('m.participant_id', '=', participant)
    .where('m.valid_to', 'is', null)
    .where('gm.valid_to', 'is', null)
    .where('gf.function_id', '=', wanted)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
