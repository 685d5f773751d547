import type { ReportId } from '../../src/kernel/ids.ts'
import type { Report } from '../../src/overnight-reports/store.ts'
import { NotEntitledPage } from '../../src/surfaces/overnight/pages/not-entitled-page.tsx'
import { ReportsPage } from '../../src/surfaces/overnight/pages/reports-page.tsx'
import type { Frame } from '../../src/web/frame.ts'
import { sampleAround } from './room-samples.tsx'
import { asItIs, at, type Say } from './sample-frame.ts'

/** Overnight Report Download: days in each state. */
export function overnightSamples(frame: Frame, say: Say = asItIs) {
  const around = { ...sampleAround(frame, say), functionName: say('Overnight Report Download') }
  const day = Temporal.PlainDate.from('2023-06-09')
  const report: Report = {
    ...{ id: '0190c2a1' as ReportId, day, name: say('positions-2023-06-09.csv'), revision: 1, size: 999 },
    sha256: Buffer.alloc(32, 0xab),
    publishedAt: at('2023-06-09T22:30+08:00'),
  }
  const reports = [report, { ...report, revision: 2, size: 1_234_567 }, { ...report, size: 2_000_000_000 }]
  const days = [
    { day: Temporal.PlainDate.from('2023-06-12'), mayStillCome: true, reports: [] },
    { day, mayStillCome: true, reports },
    { day: Temporal.PlainDate.from('2023-06-08'), mayStillCome: false, reports: [] },
  ]
  const list = {
    ...around,
    path: '/overnight/C00101',
    hrefOf: (id: ReportId) => `/overnight/C00101/reports/${id}`,
  }
  return {
    'overnight-reports': <ReportsPage {...list} days={days} older={day} newest />,
    'overnight-none': <ReportsPage {...list} days={[]} older={null} newest={false} />,
    'overnight-not-entitled': <NotEntitledPage {...around} firmName={say('Kite Terrace')} />,
  }
}
