import type { Database } from '../db/transaction.ts'
import { parseProgramme } from '../programme/parse-programme.ts'

/** The functions of the programme in force, which are what a group may open. Undefined where no node ever served one. */
export async function readFunctions(database: Database): Promise<ReadonlySet<string> | undefined> {
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
  return new Set(parsed.value.functions.map(({ id }) => id))
}
