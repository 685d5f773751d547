import { prepared } from '../db/prepared.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { Programme } from '../programme/programme.ts'
import { inForceOf } from '../programme/rules/extended.ts'
import type { InForce, LaunchDecision } from '../programme/rules/in-force.ts'
import { decisionOf } from './decision-of.ts'

/**
 * What is decided by, and the revision it was read at: how many decisions are recorded. They are only ever added, and a
 * number drawn earlier may be committed later, so their count tells more than the newest number.
 */
export interface InForceNow {
  readonly inForce: InForce
  readonly revision: number
}

export type ReadInForce = (db: ReadDb) => Promise<InForceNow>

/** One node's way to know what is in force. */
export interface RememberedInForce {
  /** Always as it is now, in one statement that answers nothing where nothing is new. */
  readonly read: ReadInForce
  /** As it was last read here, or the file alone: for what decides nothing, such as a banner. */
  last(): InForce
}

export function rememberInForce(programme: Programme): RememberedInForce {
  let known: InForceNow | undefined
  return {
    read: async (db) => {
      const { decisions, revision } = await readDecisions(db, programme.id, known?.revision)
      if (known === undefined || revision > known.revision)
        known = { inForce: inForceOf(programme, decisions), revision }
      return known
    },
    last: () => known?.inForce ?? { programme, decisions: [] },
  }
}

export async function readInForce(db: ReadDb, programme: Programme): Promise<InForceNow> {
  const { decisions, revision } = await readDecisions(db, programme.id)
  return { inForce: inForceOf(programme, decisions), revision }
}

interface Recorded {
  readonly decisions: readonly LaunchDecision[]
  readonly revision: number
}

/** Nothing if there still are as many as `known`. */
const decisionsOf = prepared(
  (db, { programmeId, known }: { readonly programmeId: string; readonly known: number }) =>
    db
      .selectFrom('launch_decision')
      .innerJoin('account as maker', 'maker.id', 'launch_decision.maker')
      .innerJoin('account as checker', 'checker.id', 'launch_decision.checker')
      .leftJoin('account as person', 'person.id', 'launch_decision.account_id')
      .leftJoin('participant', 'participant.id', 'launch_decision.participant_id')
      .select(['revision', 'kind', 'decided_at', 'maker.user_id as maker', 'checker.user_id as checker'])
      .select(['remark', 'person.user_id as person', 'participant.code as participant'])
      .select(['switches_at', 'decide_by', 'system', 'business_days', 'session', 'until'])
      .where('programme_id', '=', programmeId)
      .where(
        (of) =>
          of
            .selectFrom('launch_decision')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .where('programme_id', '=', programmeId),
        '<>',
        known,
      )
      .orderBy('revision'),
)

/** What was decided about the launch of one programme, oldest first; nothing if there still are as many as `known`. */
export async function readDecisions(db: ReadDb, programmeId: string, known = 0): Promise<Recorded> {
  const { rows } = await decisionsOf(db, { programmeId, known })
  return { decisions: rows.map(decisionOf), revision: rows.length }
}
