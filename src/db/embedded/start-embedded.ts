import { chmodSync, mkdirSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Randomness } from '../../kernel/randomness.ts'
import { awaitFormerServer } from './await-former-server.ts'
import { type Cluster, clusterAt, LOGINS, majorOf, readPasswords } from './cluster.ts'
import { type BinariesChoice, findBinaries } from './find-binaries.ts'
import { findLauncher, launchLine } from './find-launcher.ts'
import { initialiseCluster } from './initialise-cluster.ts'
import { launchServer } from './launch-server.ts'

export interface EmbeddedSettings {
  /** Made if missing, mode 0700. Holds the cluster, its passwords and the server's log. */
  readonly folder: string
  readonly binaries: BinariesChoice
  readonly randomness: Randomness
  /** A power cut may take a cluster that is begun afresh each time: its thousand files are not flushed one by one. */
  readonly throwaway?: boolean
  /** On 127.0.0.1; a free one if absent. */
  readonly port?: number
  /** Server parameters beside our own, as `name: value`. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface EmbeddedPostgres {
  /** Of the database `sallyport`: for migrate, openDatabase. */
  readonly ownerUrl: string
  /** Sees all, changes nothing. */
  readonly readerUrl: string
  /** For what only a superuser may do: configuration, other databases. The program itself never works as one. */
  readonly superuserUrl: string
  readonly port: number
  readonly major: number
  readonly pid: number
  /** Settles once the server is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Fast shutdown: open transactions are rolled back, connections cut. */
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL of our own on 127.0.0.1, making its cluster first if the folder has none. Throws
 * EmbeddedError if the folder is in use, no fitting PostgreSQL is found, or the server doesn't come up. If we die, the
 * server shuts down (find-launcher.ts); if it was killed, the next start recovers what was committed.
 */
export async function startEmbedded(wanted: EmbeddedSettings): Promise<EmbeddedPostgres> {
  const folder = makeFolder(wanted.folder)
  const cluster = clusterAt(join(folder, 'cluster'))
  const binaries = findBinaries(wanted.binaries, majorOf(cluster))
  const launcher = findLauncher()
  const formerPid = await awaitFormerServer(cluster.data)
  if (majorOf(cluster) === undefined) {
    await initialiseCluster(cluster, { throwaway: false, ...wanted, binaries, launcher })
  }
  const port = wanted.port ?? (await findFreePort())
  const server = await launchServer({
    line: launchLine(launcher, join(binaries.folder, 'postgres'), [
      ...['-D', cluster.data],
      ...parameters({ ...OWN_SETTINGS, ...wanted.settings, port: String(port) }),
    ]),
    data: cluster.data,
    log: join(folder, 'postgres.log'),
    formerPid,
  })
  return { ...server, ...urlsOf(cluster, port), port, major: binaries.major }
}

/** On the command line, not in a file: the same on every build, and in force on clusters made by an older program. */
const OWN_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // A statement or a key in the log could hold a name or an address.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

/** The real path: processes are known by it (await-former-server.ts). */
function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  return realpathSync(path)
}

function parameters(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function urlsOf(cluster: Cluster, port: number) {
  const passwords = readPasswords(cluster)
  const url = (login: keyof typeof LOGINS) =>
    `postgres://${LOGINS[login]}:${passwords[login]}@127.0.0.1:${port}/sallyport`
  return { ownerUrl: url('owner'), readerUrl: url('reader'), superuserUrl: url('superuser') }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
