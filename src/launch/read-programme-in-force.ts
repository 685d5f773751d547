import type { Database } from '../db/transaction.ts'
import { parseProgramme } from '../programme/parse-programme.ts'
import type { Programme } from '../programme/programme.ts'

/** The programme file that a node last began to serve. Undefined where none ever did. */
export async function readProgrammeInForce(database: Database): Promise<Programme | undefined> {
  const newest = await database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('programme_in_force')
      .select(['programme_id', 'source'])
      .orderBy('revision', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  if (newest === undefined) return undefined
  const parsed = parseProgramme(newest.source, newest.programme_id)
  if (!parsed.ok)
    throw new Error(`the programme in force, ${newest.programme_id}, can't be read by this program`)
  return parsed.value
}
