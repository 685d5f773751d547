import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { BinariesChoice } from '../../src/db/embedded/find-binaries.ts'
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { scratchFolder } from './scratch-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's server: database `sallyport` on it is migrated and touched by nobody (support/database.ts copies it). */
    postgres: { readonly ownerUrl: string; readonly superuserUrl: string; readonly readerUrl: string }
    /** A folder as startEmbedded makes it, with a migrated cluster that no server works on: `copyCluster`. */
    cluster: string
  }
}

export const MIGRATIONS = join(import.meta.dirname, '../../migrations')
export const MIGRATED_AT = Temporal.Instant.from('2023-05-02T09:00+08:00')

/** What a test may lose in a power cut. The product refuses such a server (src/db/refuse-unsafe-server.ts). */
const NOT_DURABLE = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
}

/** One server for all tests of a project (vitest.config.ts says whose), gone with them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = scratchFolder('tests')
  const [untouched, folder] = [join(scratch, 'untouched'), join(scratch, 'server')]
  const of = {
    binaries: project.config.env['SALLYPORT_TEST_POSTGRES'] as BinariesChoice,
    randomness: systemRandomness,
    settings: NOT_DURABLE,
  }
  const first = await startEmbedded({ ...of, folder: untouched, throwaway: true })
  await migrate({ ownerUrl: first.ownerUrl, folder: MIGRATIONS, at: MIGRATED_AT })
  await first.stop()
  copyCluster(untouched, folder)
  const server = await startEmbedded({ ...of, folder })
  const { ownerUrl, superuserUrl, readerUrl } = server
  project.provide('postgres', { ownerUrl, superuserUrl, readerUrl })
  project.provide('cluster', untouched)
  return async () => {
    await server.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** To make a cluster and migrate it takes three seconds of a core, to copy one a tenth of one. Its owner may be nobody. */
export function copyCluster(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  execFileSync('cp', ['-a', join(from, 'cluster'), join(to, 'cluster')])
}
