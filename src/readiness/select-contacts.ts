import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { Contacts, FirmContact } from './directory.ts'

/** Those on record now, of every firm, by name. */
export async function selectContacts(db: ReadDb): Promise<Contacts> {
  const rows = await selectRows(
    db,
    sql<FirmContact & { code: string }>`
    select p.code, c.name, c.office, c.telephone
    from participant_contact c join participant p on p.id = c.participant_id
    where c.valid_to is null order by c.name, c.id`,
  )
  return Map.groupBy(rows, ({ code }) => code)
}
