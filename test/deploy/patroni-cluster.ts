import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, createWriteStream, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreePort } from '../../src/db/embedded/find-free-port.ts'
import { processesIn } from '../../src/db/embedded/processes-in.ts'
import { packageRoot } from '../../src/package-root.ts'
import { signal } from '../faults/between-sites/service-manager.ts'
import { scratchFolder } from '../support/scratch-folder.ts'

const BINARIES = '/usr/lib/postgresql/15/bin'
/** Of Debian's package: PostgreSQL refuses root. */
const idOf = (which: '-u' | '-g') => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
const OWNER_PASSWORD = 'of-the-owner'
const SUPERUSER_PASSWORD = 'of-the-superuser'
const MEMBERS = ['db1', 'db2'] as const
export type MemberName = (typeof MEMBERS)[number]

interface Member {
  readonly name: MemberName
  readonly role: string
  readonly state: string
}

/** One etcd, two members of Patroni and HAProxy, by the files we ship. */
export interface PatroniCluster {
  /** Of the owner, through HAProxy. */
  readonly ownerUrl: string
  /** To look behind row security. */
  readonly superuserUrl: string
  /** Who leads, and whether the other has all that was acknowledged. */
  members(): Promise<readonly Member[]>
  /** Waits until one leads and the other is its synchronous standby; the leader's name. */
  paired(): Promise<MemberName>
  /** Ends a member's PostgreSQL as a power cut would; Patroni stays. */
  killServer(name: MemberName): Promise<void>
  stop(): Promise<void>
}

export async function startPatroniCluster(): Promise<PatroniCluster> {
  const folder = scratchFolder('patroni')
  const shipped = join(folder, 'deploy')
  cpSync(join(packageRoot, 'deploy/patroni'), shipped, { recursive: true })
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'))
  chmodSync(folder, 0o755)
  const running: ChildProcess[] = []
  const start = (name: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const child = spawnTied(isRoot, words, { ...env, HOME: folder })
    const log = createWriteStream(join(folder, `${name}.log`))
    child.stdout?.pipe(log)
    child.stderr?.pipe(log)
    running.push(child)
  }
  const ports = await Array.fromAsync({ length: 9 }, findFreePort)
  const port = (index: number) => ports[index] ?? 0
  const [client, peer, proxy] = [port(0), port(1), port(2)]
  start('etcd', etcdLine(join(folder, 'etcd'), client, peer))
  const places = MEMBERS.map((name, index) => ({ name, database: port(3 + index), api: port(5 + index) }))
  for (const { name, database, api } of places)
    start(name, ['patroni', join(shipped, 'patroni.yaml')], {
      ...memberSettings(folder, name, client),
      ...{ PATRONI_RESTAPI_LISTEN: `127.0.0.1:${api}`, PATRONI_RESTAPI_CONNECT_ADDRESS: `127.0.0.1:${api}` },
      PATRONI_POSTGRESQL_LISTEN: `127.0.0.1:${database}`,
      PATRONI_POSTGRESQL_CONNECT_ADDRESS: `127.0.0.1:${database}`,
      SALLYPORT_PROVIDE: join(shipped, 'provide-database'),
    })
  start('haproxy', ['haproxy', '-db', '-f', join(shipped, 'haproxy.cfg')], proxySettings(proxy, places))
  const members = () => askMembers(places.map(({ api }) => api))
  return {
    ownerUrl: `postgres://sallyport_owner:${OWNER_PASSWORD}@127.0.0.1:${proxy}/sallyport`,
    superuserUrl: `postgres://postgres:${SUPERUSER_PASSWORD}@127.0.0.1:${proxy}/sallyport`,
    members,
    paired: () => pairedLeader(members),
    killServer: async (name) => {
      const [pid] = (await readFile(join(folder, name, 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGKILL')
    },
    stop: async () => {
      // Nobody wants the data any more: in order it takes Patroni six seconds to end its server.
      await Promise.all(running.map(kill))
      for (const name of MEMBERS) for (const pid of processesIn(join(folder, name))) signal(pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

function memberSettings(folder: string, name: MemberName, etcd: number): Readonly<Record<string, string>> {
  return {
    PATRONI_NAME: name,
    PATRONI_ETCD3_HOSTS: `"127.0.0.1:${etcd}"`,
    PATRONI_POSTGRESQL_DATA_DIR: join(folder, name),
    PATRONI_POSTGRESQL_BIN_DIR: BINARIES,
    PATRONI_POSTGRESQL_PGPASS: join(folder, `${name}.pgpass`),
    PATRONI_SUPERUSER_PASSWORD: SUPERUSER_PASSWORD,
    PATRONI_REPLICATION_PASSWORD: 'of-the-replicator',
    PATRONI_REWIND_PASSWORD: 'of-the-rewinder',
    SALLYPORT_OWNER_PASSWORD: OWNER_PASSWORD,
  }
}

function proxySettings(
  port: number,
  places: readonly { readonly name: MemberName; readonly database: number; readonly api: number }[],
): Readonly<Record<string, string>> {
  const members = places.flatMap(({ name, database, api }) => {
    const setting = `SALLYPORT_${name.toUpperCase()}`
    return [
      [setting, `127.0.0.1:${database}`],
      [`${setting}_HOST`, '127.0.0.1'],
      [`${setting}_API`, String(api)],
    ]
  })
  return { SALLYPORT_BIND: `127.0.0.1:${port}`, ...Object.fromEntries(members) }
}

function etcdLine(data: string, client: number, peer: number): readonly string[] {
  const [at, between] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`]
  return [
    ...['etcd', '--data-dir', data, '--listen-client-urls', at, '--advertise-client-urls', at],
    ...['--listen-peer-urls', between, '--initial-advertise-peer-urls', between],
    ...['--initial-cluster', `default=${between}`],
  ]
}

/** Ends with us, however we end. */
function spawnTied(isRoot: boolean, words: readonly string[], env: Readonly<Record<string, string>>) {
  const become = isRoot ? ['--reuid=postgres', '--regid=postgres', '--init-groups'] : []
  return spawn('setpriv', ['--pdeathsig', 'TERM', ...become, ...words], {
    env: { PATH: `${BINARIES}:/usr/sbin:/usr/bin:/bin`, LC_ALL: 'C.UTF-8', ...env },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function askMembers(apis: readonly number[]): Promise<readonly Member[]> {
  for (const api of apis) {
    try {
      const answer = await fetch(`http://127.0.0.1:${api}/cluster`, { signal: AbortSignal.timeout(2_000) })
      return ((await answer.json()) as { members: readonly Member[] }).members
    } catch {
      // Not up yet, or not up any more: the other knows.
    }
  }
  return []
}

async function pairedLeader(members: () => Promise<readonly Member[]>): Promise<MemberName> {
  for (;;) {
    const now = (await members()).filter(({ state }) => state === 'running' || state === 'streaming')
    const leader = now.find(({ role }) => role === 'leader')
    if (leader !== undefined && now.some(({ role }) => role === 'sync_standby')) return leader.name
    await pause(200)
  }
}
