import { Readable } from 'node:stream'
import type { Database } from '../db/transaction.ts'
import type { ReportId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { ReportStore } from '../overnight-reports/report-store.ts'
import { insertReports } from '../overnight-reports/store.ts'
import type { MinuteOfDay, Programme } from '../programme/programme.ts'
import { businessDaysOf } from '../programme/rules/business-days.ts'
import { instantOf } from '../programme/rules/calendar.ts'

/** When a night's reports are out. Those of days to come are there too: each is seen once the demo clock says so. */
const PUBLISHED = (22 * 60 + 30) as MinuteOfDay
const FIRST = Temporal.PlainDate.from('2023-06-07')
const LAST = Temporal.PlainDate.from('2023-06-14')
/** Rows of made-up positions a report has. */
const SERIES = ['HSI 19200 C', 'HSI 19400 C', 'HKB 60.00 P', 'TCH 340.00 C', 'HKX 310.00 P', 'AIA 78.00 P']

interface Seeding {
  readonly database: Database
  readonly reports: ReportStore
  readonly randomness: Randomness
  readonly programme: Programme
}

/** Two reports a business day for each firm, about the week of the launch. */
export async function seedReports(seeding: Seeding): Promise<void> {
  const { database, reports, randomness, programme } = seeding
  const firms = await database.read({ as: 'operations' }, (db) =>
    db.selectFrom('participant').select(['id as participant', 'code']).execute(),
  )
  const written = firms.flatMap((firm) =>
    daysOf(programme).flatMap((day) => [
      { ...firm, day, name: `positions-${day}.csv`, text: positions(firm.code, day, randomness) },
      { ...firm, day, name: `margin-${day}.csv`, text: margin(firm.code, day, randomness) },
    ]),
  )
  const kept = await Promise.all(
    written.map(async ({ code: _, text, ...report }) => {
      const id = randomness.uuid() as ReportId
      const bytes = await reports.put(id, Readable.from([Buffer.from(text)]))
      const publishedAt = instantOf(programme.clock.zone, report.day, PUBLISHED)
      return { ...report, ...bytes, id, revision: 1, publishedAt, publishedBy: 'demo' }
    }),
  )
  await database.write({ as: 'operations' }, (tx) => insertReports(tx, kept))
}

function daysOf(programme: Programme): readonly Temporal.PlainDate[] {
  const { compare } = Temporal.PlainDate
  return businessDaysOf(programme).days.filter((day) => compare(day, FIRST) >= 0 && compare(day, LAST) <= 0)
}

function positions(code: string, day: Temporal.PlainDate, { integer }: Randomness): string {
  const rows = SERIES.map((series) => [series, integer(400), integer(400)].join(','))
  return lines(`Positions of ${code} at the close of ${day} (made up)`, ['series,long,short', ...rows])
}

function margin(code: string, day: Temporal.PlainDate, { integer }: Randomness): string {
  const rows = ['house', 'client', 'market maker'].map((account) =>
    [account, integer(9_000_000), 'HKD'].join(','),
  )
  return lines(`Margin required of ${code} for ${day} (made up)`, ['account,amount,currency', ...rows])
}

function lines(head: string, rows: readonly string[]): string {
  return `${[head, ...rows].join('\r\n')}\r\n`
}
