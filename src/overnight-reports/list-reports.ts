import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Programme } from '../programme/programme.ts'
import { dayOf } from '../programme/rules/calendar.ts'
import { businessDaysShown, type DayShown } from './rules/business-days-shown.ts'
import { type Report, readOldestDay, readReports } from './store.ts'

export interface DayOfReports extends DayShown {
  readonly reports: readonly Report[]
}

export interface ReportList {
  /** Newest first. */
  readonly days: readonly DayOfReports[]
  /** `?before=` of the next page; null on the last. */
  readonly older: Temporal.PlainDate | null
}

/** How far back a list goes for a firm that has no reports at all. */
const AT_LEAST_DAYS = 7

/** A participant's reports, by business day. In the participant's scope. */
export async function listReports(
  db: ReadDb,
  programme: Programme,
  wanted: {
    readonly participant: ParticipantId
    readonly at: Instant
    readonly before: Temporal.PlainDate | null
  },
): Promise<ReportList> {
  const { participant, at, before } = wanted
  const recent = dayOf(programme.clock.zone, at).subtract({ days: AT_LEAST_DAYS })
  const first = await readOldestDay(db, participant)
  const oldest = first !== null && Temporal.PlainDate.compare(first, recent) < 0 ? first : recent
  const { days, older } = businessDaysShown(programme, at, { before, oldest })
  if (days.length === 0) return { days: [], older: null }
  const reports = await readReports(db, { participant, days: days.map(({ day }) => day), at })
  const of = Map.groupBy(reports, ({ day }) => day.toString())
  return { days: days.map((shown) => ({ ...shown, reports: of.get(shown.day.toString()) ?? [] })), older }
}
