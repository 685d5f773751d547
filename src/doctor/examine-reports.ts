import { openReportStore } from '../overnight-reports/open-report-store.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'

/** Looks, and writes nothing: whether a report could be put there is known once one is. */
export async function examineReports({ config }: LookedAt): Promise<readonly Finding[]> {
  const reports = config.reports.place
  const fault = await openReportStore(reports).fault()
  if (reports.is === 'folder')
    return fault === undefined
      ? [ok(`${reports.path} can be read and written`)]
      : [warn(`${reports.path}: ${fault}`, 'The first report makes the folder, where the program may.')]
  const where = `bucket ${reports.bucket} at ${reports.endpoint}`
  return fault === undefined
    ? [ok(`${where} answers`)]
    : [fail(`${where}: ${fault}`, 'Until it answers, nothing is published, and downloads are a 503.')]
}
