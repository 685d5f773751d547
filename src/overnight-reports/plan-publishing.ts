import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { isReportName } from './rules/report-name.ts'
import { readNewest } from './store.ts'

/** A file of a night's folder, and what publishing it would do. */
export interface PlannedReport {
  /** `FOLDER/C00101/positions.csv`. */
  readonly file: string
  readonly participant: ParticipantId
  readonly code: string
  readonly name: string
  readonly size: number
  readonly would: 'be new' | 'replace' | 'change nothing'
}

export interface Plan {
  readonly reports: readonly PlannedReport[]
  /** `path: what is wrong`. With one of them nothing is published. */
  readonly faults: readonly string[]
}

/** Reads a folder of a business day's reports, `CODE/file` each, and compares it with what is published. */
export async function planPublishing(
  database: Database,
  folder: string,
  day: Temporal.PlainDate,
): Promise<Plan> {
  const reports: PlannedReport[] = []
  const faults: string[] = []
  const listed = await readdir(folder, { withFileTypes: true }).catch((fault: Error) => fault)
  if (listed instanceof Error) return { reports, faults: [`${folder}: ${reasonOf(listed)}`] }
  const known = await firmsByCode(
    database,
    listed.map(({ name }) => name),
  )
  for (const entry of listed.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    const participant = known.get(entry.name)
    if (!entry.isDirectory())
      faults.push(`${path}: wanted is a folder for each participant, named by its code`)
    else if (participant === undefined) faults.push(`${path}: there is no participant ${entry.name}`)
    else {
      const found = await filesOf(path)
      faults.push(...found.faults)
      for (const { name, file, size } of found.files) {
        const would = await compare(database, { participant, day, name, file })
        reports.push({ file, participant, code: entry.name, name, size, would })
      }
    }
  }
  if (reports.length === 0 && faults.length === 0) faults.push(`${folder}: holds no report`)
  return { reports, faults }
}

export async function firmsByCode(
  database: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, ParticipantId>> {
  if (codes.length === 0) return new Map()
  const rows = await database.read({ as: 'operations' }, (db) =>
    db.selectFrom('participant').select(['id', 'code']).where('code', 'in', codes).execute(),
  )
  return new Map(rows.map(({ id, code }) => [code, id]))
}

async function filesOf(folder: string) {
  const files: { readonly name: string; readonly file: string; readonly size: number }[] = []
  const faults: string[] = []
  for (const name of (await readdir(folder)).toSorted()) {
    const file = join(folder, name)
    const found = await stat(file)
    const fault = faultOf(name, found)
    if (fault === null) files.push({ name, file, size: found.size })
    else faults.push(`${file}: ${fault}`)
  }
  return { files, faults }
}

function faultOf(name: string, found: Stats): string | null {
  if (!found.isFile()) return 'is no file'
  if (found.size === 0) return 'is empty'
  if (isReportName(name)) return null
  return 'a name has letters, digits, dots, hyphens and underscores, 100 of them at most'
}

interface Compared {
  readonly participant: ParticipantId
  readonly day: Temporal.PlainDate
  readonly name: string
  readonly file: string
}

async function compare(database: Database, { file, ...place }: Compared): Promise<PlannedReport['would']> {
  const newest = await database.read({ as: 'operations' }, (db) => readNewest(db, place))
  if (newest === undefined) return 'be new'
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return newest.sha256.equals(hash.digest()) ? 'change nothing' : 'replace'
}
