import { chmodSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { awaitFormerServer } from './await-former-server.ts'
import {
  type Address,
  type Cluster,
  clusterAt,
  majorOf,
  type Passwords,
  readPasswords,
  type Urls,
  urlsOf,
} from './cluster.ts'
import { OUTLIVES } from './end-leftovers.ts'
import { type Binaries, type BinariesChoice, findBinaries } from './find-binaries.ts'
import { findFreePort } from './find-free-port.ts'
import { findLauncher, type Launcher, launchLine } from './find-launcher.ts'
import { launchServer } from './launch-server.ts'

export interface ClusterSettings {
  /** Made if missing, mode 0700. Holds the cluster, its passwords and the server's log. */
  readonly folder: string
  readonly binaries: BinariesChoice
  /** On 127.0.0.1; a free one if absent. */
  readonly port?: number
  /** Server parameters beside our own, as `name: value`. */
  readonly settings?: Readonly<Record<string, string>>
  /** Whether the server ends with this program, however that ends. True if absent. */
  readonly tied?: boolean
}

export interface EmbeddedPostgres extends Urls, Address {
  readonly folder: string
  readonly passwords: Passwords
  readonly major: number
  readonly pid: number
  /** Settles once the server is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Fast shutdown: open transactions are rolled back, connections cut. */
  stop(): Promise<void>
}

/** A cluster's place, and what works on it. */
export interface Place {
  readonly folder: string
  readonly cluster: Cluster
  readonly binaries: Binaries
  readonly launcher: Launcher
  /** The number in a lock file that nobody lives behind (await-former-server.ts). */
  readonly formerPid: number | undefined
}

/** Throws EmbeddedError if the folder is in use, or no fitting PostgreSQL is found. */
export async function placeOf({ folder, binaries, tied }: ClusterSettings): Promise<Place> {
  const real = makeFolder(folder)
  const cluster = clusterAt(join(real, 'cluster'))
  return {
    folder: real,
    cluster,
    binaries: findBinaries(binaries, majorOf(cluster)),
    launcher: findLauncher(tied),
    formerPid: await awaitFormerServer(cluster.data),
  }
}

/** Starts the cluster's server, as whatever its files make it. Throws EmbeddedError if it doesn't come up. */
export async function startCluster(place: Place, wanted: ClusterSettings): Promise<EmbeddedPostgres> {
  const { folder, cluster, binaries, launcher, formerPid } = place
  const port = wanted.port ?? (await findFreePort())
  const { tied = true } = wanted
  const server = await launchServer({
    line: launchLine(launcher, join(binaries.folder, 'postgres'), [
      ...['-D', cluster.data],
      ...parameters({ ...OWN_SETTINGS, ...wanted.settings, ...(tied ? {} : OUTLIVES), port: String(port) }),
    ]),
    data: cluster.data,
    log: join(folder, 'postgres.log'),
    formerPid,
    tied,
  })
  const address = { host: '127.0.0.1', port }
  const passwords = readPasswords(cluster)
  return { ...server, ...urlsOf(passwords, address), ...address, folder, passwords, major: binaries.major }
}

/**
 * On the command line, not in a file: the same on every build, in force on clusters made by an older program, and no part of
 * a copy.
 */
const OWN_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // A statement or a key in the log could hold a name or an address.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  // A standby that was away is back within a second; one that is silent is taken for gone after ten.
  wal_retrieve_retry_interval: '500ms',
  wal_receiver_status_interval: '1s',
  wal_receiver_timeout: '10s',
  wal_sender_timeout: '10s',
  // A copy takes the log that was written meanwhile from the server. What a dead standby keeps is bounded: then it is copied.
  wal_keep_size: '128MB',
  max_slot_wal_keep_size: '1GB',
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
