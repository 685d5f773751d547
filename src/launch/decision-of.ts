import type { LaunchDecisionTable } from '../db/launch-tables.ts'
import type { SystemId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { LaunchDecision, Some } from '../programme/rules/in-force.ts'

/** A row of `launch_decision`, with people by User ID and participants by code. */
export interface DecisionRow {
  readonly revision: number
  readonly kind: LaunchDecisionTable['kind']
  readonly decided_at: Instant
  readonly maker: UserId
  readonly checker: UserId
  readonly remark: string
  readonly person: UserId | null
  readonly participant: string | null
  readonly switches_at: Instant | null
  readonly decide_by: Instant | null
  readonly system: SystemId | null
  readonly business_days: number | null
  readonly session: string | null
  readonly until: Instant | null
}

/** What a kind needs it has: the table's checks say so, and a row that lacks it is a bug. */
export function decisionOf(row: DecisionRow): LaunchDecision {
  const { kind, decided_at: decidedAt, maker, checker, remark } = row
  const signed = { decidedAt, maker, checker, remark }
  const of = subjectOf(row)
  switch (kind) {
    case 'go':
    case 'no-go':
      return { ...signed, kind }
    case 'postponement': {
      const switchesAt = present(row, 'switches_at')
      if (of !== 'everybody') return { ...signed, kind, of, switchesAt }
      return { ...signed, kind, of, switchesAt, decideBy: present(row, 'decide_by') }
    }
    case 'rollback':
      return { ...signed, kind, of }
    case 'extension':
      return { ...signed, kind, session: present(row, 'session'), until: present(row, 'until') }
    case 'grace':
      if (of === 'everybody') throw new Error(`launch decision ${row.revision}: a grace for everybody`)
      return {
        ...signed,
        kind,
        of,
        system: present(row, 'system'),
        businessDays: present(row, 'business_days'),
      }
  }
}

function subjectOf({ participant, person }: DecisionRow): 'everybody' | Some {
  if (participant !== null) return { participant }
  return person === null ? 'everybody' : { person }
}

function present<Column extends keyof DecisionRow>(
  row: DecisionRow,
  column: Column,
): NonNullable<DecisionRow[Column]> {
  const value = row[column]
  if (value === null) throw new Error(`launch decision ${row.revision}: no ${column}`)
  return value as NonNullable<DecisionRow[Column]>
}
