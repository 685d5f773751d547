import { execFile } from 'node:child_process'
import { readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { clusterAt, readPasswords, type Urls, urlsOf } from '../../../src/db/embedded/cluster.ts'
import type { BinariesChoice } from '../../../src/db/embedded/find-binaries.ts'
import { readLockFile } from '../../../src/db/embedded/lock-file.ts'
import { processesIn } from '../../../src/db/embedded/processes-in.ts'
import type { SiteId } from '../../../src/kernel/ids.ts'
import { packageRoot } from '../../../src/package-root.ts'
import { COMPILED, startLine } from '../../support/serving-node.ts'
import type { Disk } from './disk.ts'
import type { Place } from './network.ts'
import type { ProxyFiles } from './proxy-files.ts'
import { programUnit, ServiceManager, type Unit } from './service-manager.ts'

export const UNITS = ['operators', 'postgres', 'between', 'node', 'front'] as const
export type UnitName = (typeof UNITS)[number]

/** One site: a host of its own with a disk, a database server, a node and proxies. */
export interface DataCentre {
  readonly site: SiteId
  readonly place: Place
  readonly disk: Disk
  readonly manager: ServiceManager
  /** Its own database server, over the operators' line. */
  readonly urls: Urls
  /** Of what runs under this name. The database server's is its first process, whose end is that of all. */
  pidOf(unit: UnitName): number | undefined
  /** `sallyport site …` at the site's host, its database server in nobody else's hands meanwhile. */
  run(words: readonly string[], typed?: readonly string[]): Promise<Ran>
  /** The last that was said there, for whoever looks for a reason. */
  said(): string
}

export interface Ran {
  readonly status: number | null
  readonly output: string
}

interface Told {
  readonly site: SiteId
  readonly place: Place
  readonly disk: Disk
  readonly proxies: ProxyFiles
  readonly settingsFile: string
  readonly binaries: BinariesChoice
  /** Of its node. */
  readonly environment: Readonly<Record<string, string>>
}

const execute = promisify(execFile)
const PORT = 5432
const REMEMBERED = 20_000

export function dataCentre(told: Told): DataCentre {
  const { site, place, disk, proxies, settingsFile, binaries, environment } = told
  let said = ''
  const hear = (name: string) => (text: string) => {
    said = `${said}${name}: ${text}`.slice(-REMEMBERED)
  }
  const haproxy = (name: UnitName, file: string) =>
    programUnit(name, [...place.within, '/usr/sbin/haproxy', '-db', '-f', file], hear(name))
  const node = programUnit(
    'node',
    [...place.within, process.execPath, PROGRAM, 'serve', '--config', settingsFile],
    hear('node'),
    {
      ...{ ...COMPILED, ...environment },
      ...{ SALLYPORT_PROXY_LISTEN: `${place.node}:8446`, SALLYPORT_OPS_LISTEN: `${place.node}:9464` },
    },
  )
  const units: Readonly<Record<UnitName, Unit>> = {
    operators: haproxy('operators', proxies.operators),
    postgres: postgresUnit(place, disk, binaries),
    between: haproxy('between', proxies.between),
    node,
    front: haproxy('front', proxies.front),
  }
  const manager = new ServiceManager(
    UNITS.map((name) => units[name]),
    (name, fault) => hear(name)(`${fault}\n`),
  )
  const { data, ...cluster } = clusterAt(join(realpathSync(disk.folder), 'cluster'))
  return {
    ...{ site, place, disk, manager },
    urls: urlsOf(readPasswords({ data, ...cluster }), { host: place.operators, port: PORT }),
    pidOf: (name) => (name === 'postgres' ? firstProcess(data) : units[name].pids()[0]),
    run: (words, typed = []) =>
      manager.holding(['postgres'], async () => {
        const line = [...place.within, process.execPath, PROGRAM, 'site', ...words]
        const program = startLine([...line, '--config', settingsFile, '--apply'], COMPILED, typed)
        const status = await program.ended
        hear(`site ${words[0]}`)(program.output())
        return { status, output: program.output() }
      }),
    said: () => said,
  }
}

const PROGRAM = join(packageRoot, 'bin/sallyport.js')

function firstProcess(data: string): number | undefined {
  const lock = readLockFile(data)
  return lock !== undefined && worksIn(data, lock.pid) ? lock.pid : undefined
}

/** processes-in.ts asks the same of all the processes there are. */
function worksIn(data: string, pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data
  } catch {
    return false
  }
}

function postgresUnit(
  { within: [enter, ...there] }: Place,
  { folder }: Disk,
  binaries: BinariesChoice,
): Unit {
  const program = join(import.meta.dirname, 'server-program.ts')
  const data = join(realpathSync(folder), 'cluster/data')
  return {
    name: 'postgres',
    start: async () => {
      await execute(enter, [...there, process.execPath, program, folder, String(PORT), binaries])
    },
    runs: () => firstProcess(data) !== undefined || processesIn(data).length > 0,
    pids: () => processesIn(data),
  }
}
