import type { ReadDb } from '../db/transaction.ts'
import type { Programme } from '../programme/programme.ts'
import type { InForce, LaunchDecision } from '../programme/rules/in-force.ts'

/** What is decided by, and the revision it was read at: the number of the newest recorded decision, 0 for none. */
export interface InForceNow {
  readonly inForce: InForce
  readonly revision: number
}

export async function readInForce(db: ReadDb, programme: Programme): Promise<InForceNow> {
  const { decisions, revision } = await readDecisions(db, programme.id)
  return { inForce: { programme, decisions }, revision }
}

interface Recorded {
  readonly decisions: readonly LaunchDecision[]
  readonly revision: number
}

/** What was decided about the launch of one programme, oldest first. */
export async function readDecisions(db: ReadDb, programmeId: string): Promise<Recorded> {
  const rows = await db
    .selectFrom('launch_decision')
    .innerJoin('account as maker', 'maker.id', 'launch_decision.maker')
    .innerJoin('account as checker', 'checker.id', 'launch_decision.checker')
    .select([
      'revision',
      'kind',
      'decided_at',
      'maker.user_id as maker',
      'checker.user_id as checker',
      'remark',
    ])
    .where('programme_id', '=', programmeId)
    .orderBy('revision')
    .execute()
  const decisions = rows.map((row) => ({
    kind: row.kind,
    decidedAt: row.decided_at,
    maker: row.maker,
    checker: row.checker,
    remark: row.remark,
  }))
  return { decisions, revision: rows.at(-1)?.revision ?? 0 }
}
