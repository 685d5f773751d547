import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import { folderStore } from '../overnight-reports/folder-store.ts'
import { hashOnAllCores } from '../passwords/hash-on-all-cores.ts'
import { type Certificates, makeCertificates } from './certificates.ts'
import { wholeDirectory } from './directory/directory.ts'
import { DEMO_FILES } from './files.ts'
import { type DrawnPassword, drawPasswords } from './seed-credentials.ts'
import { type DrawnReport, drawReports } from './seed-reports.ts'
import type { DemoSettings } from './settings.ts'
import { type Issued, issueDemoCards } from './start-cards.ts'

/** What the demo holds and needs no database to be made. */
export interface Contents {
  readonly certificates: Promise<Certificates>
  readonly issued: Promise<Issued>
  readonly passwords: Promise<ReadonlyMap<string, DrawnPassword>>
  readonly reports: Promise<readonly DrawnReport[]>
}

/** Begins all of it at once, while PostgreSQL makes its cluster. */
export function prepareContents({
  folder,
  hashing,
  programme: { parsed: programme },
}: Pick<DemoSettings, 'folder' | 'hashing' | 'programme'>): Contents {
  const randomness = systemRandomness
  const hostnames = ['localhost', '127.0.0.1']
  const hasher = hashOnAllCores({ randomness, cores: coresBesidePostgres(), ...hashing })
  const reports = folderStore(join(folder, DEMO_FILES.reports))
  const contents = {
    certificates: makeCertificates({ now: systemClock.now(), randomness, hostnames }),
    issued: issueDemoCards(),
    passwords: drawPasswords({ hasher, randomness }, wholeDirectory.people),
    reports: drawReports({ reports, randomness, programme }, wholeDirectory.firms),
  }
  // Where PostgreSQL does not start, nobody asks for them.
  for (const each of Object.values(contents)) each.catch(() => undefined)
  return contents
}

/** The hashes are as much work as all the rest, and the database is waited for longest: it keeps a core to itself. */
function coresBesidePostgres(): number {
  return Math.max(1, availableParallelism() - 1)
}
