import { Readable } from 'node:stream'
import type { Tx } from '../db/transaction.ts'
import type { ReportId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { ReportStore } from '../overnight-reports/report-store.ts'
import { insertReports, type NewReport } from '../overnight-reports/store.ts'
import type { MinuteOfDay, Programme } from '../programme/programme.ts'
import { businessDaysOf } from '../programme/rules/business-days.ts'
import { instantOf } from '../programme/rules/calendar.ts'
import type { Firm } from './directory/firms.ts'

/** When a night's reports are out. Those of days to come are there too: each is seen once the demo clock says so. */
const PUBLISHED = (22 * 60 + 30) as MinuteOfDay
const FIRST = Temporal.PlainDate.from('2023-06-07')
const LAST = Temporal.PlainDate.from('2023-06-14')
/** Rows of made-up positions a report has. */
const SERIES = ['HSI 19200 C', 'HSI 19400 C', 'HKB 60.00 P', 'TCH 340.00 C', 'HKX 310.00 P', 'AIA 78.00 P']

interface Drawing {
  readonly reports: ReportStore
  readonly randomness: Randomness
  readonly programme: Programme
}

/** In the store already; the register knows it once the firm is there. */
export type DrawnReport = Omit<NewReport, 'participant'> & Pick<Firm, 'code'>

/** Two reports a business day for each firm, about the week of the launch. */
export async function drawReports(
  { reports, randomness, programme }: Drawing,
  firms: readonly Pick<Firm, 'code'>[],
): Promise<readonly DrawnReport[]> {
  const written = firms.flatMap((firm) =>
    daysOf(programme).flatMap((day) => [
      { code: firm.code, day, name: `positions-${day}.csv`, text: positions(firm.code, day, randomness) },
      { code: firm.code, day, name: `margin-${day}.csv`, text: margin(firm.code, day, randomness) },
    ]),
  )
  return Promise.all(
    written.map(async ({ text, ...report }) => {
      const id = randomness.uuid() as ReportId
      const bytes = await reports.put(id, Readable.from([Buffer.from(text)]))
      const publishedAt = instantOf(programme.clock.zone, report.day, PUBLISHED)
      return { ...report, ...bytes, id, revision: 1, publishedAt, publishedBy: 'demo' }
    }),
  )
}

export async function seedReports(tx: Tx, drawn: readonly DrawnReport[]): Promise<void> {
  const firms = await tx.selectFrom('participant').select(['id', 'code']).execute()
  const idOf = new Map(firms.map(({ id, code }) => [code, id]))
  const reports = drawn.map(({ code, ...report }) => {
    const participant = idOf.get(code)
    if (participant === undefined) throw new Error(`${code} is no firm of the directory`)
    return { ...report, participant }
  })
  await insertReports(tx, reports)
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
