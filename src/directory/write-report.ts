import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LongWork } from '../db/open-long-work.ts'
import { type Change, selectChanges } from './reconcile.ts'
import type { Reconciliation } from './reconciliation.ts'
import { COUNTS } from './rules/tally.ts'
import { writeCsv } from './write-csv.ts'

/** Two files: `reconciliation.csv`, a line a participant and the total; `changes.csv`, every field that changes. */
export async function writeReport(
  work: LongWork,
  folder: string,
  { participants, total, digest }: Reconciliation,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const lines = [...participants, { ...total, participant: 'TOTAL', digest }]
  await writeCsv(
    join(folder, 'reconciliation.csv'),
    ['participant', ...COUNTS, 'sha256'],
    lines.map((tally) => [tally.participant, ...COUNTS.map((count) => String(tally[count])), tally.digest]),
  )
  await work.transaction('read only', () =>
    writeCsv(join(folder, 'changes.csv'), CHANGE_COLUMNS, changeRows(work)),
  )
}

const CHANGE_COLUMNS = ['verdict', 'kind', 'key', 'field', 'before', 'after', 'filed', 'line']

async function* changeRows(work: LongWork) {
  for await (const change of work.stream<Change>(selectChanges('all')))
    yield [
      change.verdict,
      change.kind,
      change.key,
      change.field,
      change.before ?? '',
      change.after ?? '',
      change.filed ?? '',
      String(change.line ?? ''),
    ]
}
