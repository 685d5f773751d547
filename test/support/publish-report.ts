import { Readable } from 'node:stream'
import type { ReportId } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { insertReports } from '../../src/overnight-reports/store.ts'
import type { TestNode } from './node.ts'
import { deskOf } from './requests.ts'

/** A report of a firm (`C00102`) for Friday 9 June, put up at half past ten that night. */
export async function publishReport(
  test: TestNode,
  code: string,
  name: string,
  text: string,
): Promise<ReportId> {
  const id = systemRandomness.uuid() as ReportId
  const kept = await test.node.world.reports.put(id, Readable.from([Buffer.from(text)]))
  const participant = await deskOf(test).firm(code)
  await test.database.write({ as: 'operations' }, (tx) =>
    insertReports(tx, [
      {
        ...{ id, participant, name, ...kept, revision: 1, publishedBy: 'test' },
        day: Temporal.PlainDate.from('2023-06-09'),
        publishedAt: Temporal.Instant.from('2023-06-09T22:30+08:00'),
      },
    ]),
  )
  return id
}
