import type { ReadDb } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Holder } from './find-holder.ts'

/** What a letter needs to know of whom it is for, and no more: no credential is read. */
export type Addressee = Pick<Holder, 'accountId' | 'userId' | 'displayName' | 'language' | 'email'>

export async function addresseeOf(db: ReadDb, account: AccountId): Promise<Addressee | undefined> {
  const row = await db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .leftJoin('registered_email as e', (join) =>
      join.onRef('e.account_id', '=', 'a.id').on('e.valid_to', 'is', null),
    )
    .select(['a.id', 'a.user_id', 'p.display_name', 'p.language', 'e.address'])
    .where('a.id', '=', account)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, user_id, display_name, language, address } = row
  return { accountId: id, userId: user_id, displayName: display_name, language, email: address }
}
