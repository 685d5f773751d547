import type { ReadDb } from '../db/transaction.ts'
import { parseProgramme } from '../programme/parse-programme.ts'

/** The time zone of the programme that a node last began to serve; UTC where none ever did. */
export async function zoneInForce(db: ReadDb): Promise<string> {
  const newest = await db
    .selectFrom('programme_in_force')
    .select(['programme_id', 'source'])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
  const parsed = newest && parseProgramme(newest.source, newest.programme_id)
  return parsed?.ok ? parsed.value.clock.zone : 'UTC'
}
