import { sql } from 'kysely'
import type { Database } from '../db/transaction.ts'
import type { ListStore } from './keep-lists.ts'

/** Of several nodes that fetch at once the one with the older list writes nothing. */
export function listStore(database: Database): ListStore {
  return {
    read: () =>
      database.read({ as: 'operations' }, async (db) => {
        const rows = await db.selectFrom('card_revocation_list').select('der').execute()
        return rows.map(({ der }) => der)
      }),
    keep: (slot, { list }, wire) =>
      database.write({ as: 'operations' }, async (tx) => {
        const number = list.number?.toString() ?? null
        const row = { der: Buffer.from(list.der), this_update: list.thisUpdate, number, kept_at: wire }
        await tx
          .insertInto('card_revocation_list')
          .values({ slot, ...row })
          .onConflict((conflict) =>
            conflict
              .column('slot')
              .doUpdateSet(row)
              .where('card_revocation_list.this_update', '<=', list.thisUpdate)
              .where(
                sql<boolean>`coalesce(card_revocation_list.number <= ${number}, card_revocation_list.number is null)`,
              ),
          )
          .execute()
      }),
  }
}
