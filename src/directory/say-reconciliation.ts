import type { Change } from './reconcile.ts'
import type { Bounded, Outcome, Reconciliation } from './reconciliation.ts'
import { sayFault } from './rules/fault.ts'
import { COUNTS } from './rules/tally.ts'

/** The reconciliation as a person reads it at a terminal: details first, so that sums and verdict stay on the screen. */
export function sayReconciliation(report: Reconciliation): readonly string[] {
  return [
    ...section('Changes', report.changes, sayChange),
    ...section('Warnings', report.warnings, sayFault),
    ...(report.faults.count > 0 ? [] : tables(report)),
    ...digests(report),
    '',
    VERDICTS[report.outcome],
  ]
}

const VERDICTS: Readonly<Record<Outcome, string>> = {
  faulty: 'Nothing can be brought in until every fault is mended.',
  'nothing-to-change': 'Nothing to change: the directory is what the files say, but for what stands above.',
  'would-change': 'Nothing was changed. --apply does it.',
  applied: 'Applied, in one transaction.',
}

function section<T>(title: string, { first, count }: Bounded<T>, say: (one: T) => string): readonly string[] {
  if (count === 0) return []
  const shown = count > first.length ? `, the first ${first.length} shown` : ''
  return [`${title} (${count}${shown})`, ...first.map((one) => `  ${say(one)}`), '']
}

/** `HLSUSR01 registered_email: a@hl.example -> b@hl.example`. */
function sayChange({ verdict, kind, key, field, before, after, filed }: Change): string {
  const what = `${verdict.padEnd(8)} ${kind} ${key} ${field}:`
  if (verdict === 'conflict')
    return `${what} ${quote(after)} was changed here and stays; the file has ${quote(filed)}`
  if (verdict === 'missing' && before === after) return `${what} ${quote(before)}, in no file; untouched`
  return `${what} ${quote(before)} -> ${quote(after)}`
}

function quote(value: string | null): string {
  return value === null ? 'nothing' : JSON.stringify(value)
}

function tables({ kinds, participants, total }: Reconciliation): readonly string[] {
  const verdicts = ['added', 'changed', 'ended', 'unchanged', 'conflict', 'missing'] as const
  return [
    ...table([
      ['record', ...verdicts],
      ...kinds.map((counted) => [counted.kind, ...verdicts.map((verdict) => String(counted[verdict]))]),
    ]),
    '',
    ...table([
      ['participant', ...COUNTS],
      ...participants.map((tally) => [
        tally.participant === '' ? '(house)' : tally.participant,
        ...COUNTS.map((count) => String(tally[count])),
      ]),
      ['all', ...COUNTS.map((count) => String(total[count]))],
    ]),
    '',
  ]
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
}

function digests({ files, proposal, digest }: Reconciliation): readonly string[] {
  return [
    ...files.map(({ name, rows, sha256 }) => `${name.padEnd(16)}  sha256 ${sha256}  ${rows} rows`),
    `proposal          sha256 ${proposal}`,
    `directory after   sha256 ${digest}`,
  ]
}
