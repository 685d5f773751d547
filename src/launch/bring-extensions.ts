import { sql } from 'kysely'
import { type Database, reading } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Programme, TestSession } from '../programme/programme.ts'
import { inForceOf } from '../programme/rules/extended.ts'
import { finishBy } from '../programme/rules/situation.ts'
import { prolongSessions } from '../sessions/prolong-sessions.ts'
import { readDecisions } from './read-in-force.ts'

/**
 * A branch is a copy, and hears of nothing decided since; but that its session goes on is decided at home. Brings such decisions
 * there as they were recorded, each once, whichever node comes first, and who is logged on there stays. Its own record is at home.
 */
export async function bringExtensions(
  home: Database,
  there: Database,
  programme: Programme,
  at: Instant,
): Promise<void> {
  const recorded = await home.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('launch_decision')
      .selectAll()
      .where('programme_id', '=', programme.id)
      .where('kind', '=', 'extension')
      .orderBy('revision')
      .execute(),
  )
  if (recorded.length === 0) return
  await there.write({ as: 'operations' }, async (tx) => {
    for (const decision of recorded) {
      const before = sessionOf(programme, await readDecisions(reading(tx), programme.id), decision.session)
      const { numAffectedRows } = await sql`
        insert into launch_decision (revision, programme_id, kind, decided_at, maker, checker, remark, session, until)
          overriding system value
        values (${decision.revision}, ${decision.programme_id}, ${decision.kind}, ${decision.decided_at}, ${decision.maker},
          ${decision.checker}, ${decision.remark}, ${decision.session}, ${decision.until})
        on conflict (revision) do nothing`.execute(tx)
      if (numAffectedRows !== 1n || before === undefined) continue
      const after = sessionOf(programme, await readDecisions(reading(tx), programme.id), decision.session)
      const end = (session: TestSession) => finishBy(programme, session.closesAt)
      if (after !== undefined) await prolongSessions(tx, { from: end(before), to: end(after) }, at)
    }
  })
}

function sessionOf(
  programme: Programme,
  { decisions }: Awaited<ReturnType<typeof readDecisions>>,
  id: string | null,
): TestSession | undefined {
  return inForceOf(programme, decisions).programme.sessions.find((session) => session.id === id)
}
