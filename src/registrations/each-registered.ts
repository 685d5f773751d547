import { sql } from 'kysely'
import { type Database, type ReadDb, selectRows } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Way } from './rules/offered.ts'

/** One line of who comes: a firm, a session, a means. */
export interface Registered {
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
  readonly number: number
  readonly contactName: string
  readonly contactTelephone: string
  readonly filedAt: Instant
  readonly late: boolean
  readonly session: string
  readonly by: Way
  readonly people: number
}

/** The registrations in force of so many firms, the next ones by code. */
export function registeredAfter(
  db: ReadDb,
  event: string,
  after: string,
  firms: number,
): Promise<readonly Registered[]> {
  return selectRows(
    db,
    sql<Registered>`
    with firm as materialized (
      select p.code, p.name_en, p.name_zh, r.* from event_registration r join participant p on p.id = r.participant_id
      where r.event_id = ${event} and r.valid_to is null and p.code collate "C" > ${after}
      order by p.code collate "C" limit ${firms})
    select firm.code, name_en as "nameEn", name_zh as "nameZh", number, contact_name as "contactName",
      contact_telephone as "contactTelephone", registered_at as "filedAt", late, session_id as session, means as by, people
    from firm join event_attendance a on a.registration_id = firm.id
    order by firm.code collate "C", session_id, means`,
  )
}

const AT_ONCE = 500

/** All of them: each batch is a reading of its own, so that who is slow to take the file keeps no connection. */
export async function* eachRegistered(database: Database, event: string): AsyncGenerator<Registered> {
  for (let after = ''; ; ) {
    const rows = await database.read({ as: 'operations' }, (db) => registeredAfter(db, event, after, AT_ONCE))
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.code
  }
}
