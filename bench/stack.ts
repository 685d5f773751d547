import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open-database.ts'
import { makeDemoClock } from '../src/demo/demo-clock.ts'
import type { Epoch } from '../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../src/kernel/system.ts'
import { folderStore } from '../src/overnight-reports/folder-store.ts'
import { packageRoot } from '../src/package-root.ts'
import { parseProgramme } from '../src/programme/parse-programme.ts'
import { answering } from '../src/web/answer-request.ts'
import { wire } from '../src/wire.ts'
import { type BenchUser, seedUsers } from './seed-users.ts'
import { OPENED_AT, ORIGIN } from './site.ts'

/**
 * What is measured: the program, built with this file as it is with its own main.ts, wired as `serve` wires it, over plain
 * HTTP and with a PostgreSQL of its own on the same core. Spoken to over the channel of its parent (start-stack.ts).
 */
export interface StackReady {
  readonly port: number
  readonly users: readonly BenchUser[]
  readonly reportsFolder: string
  /** Process ids: the program's, PostgreSQL's. */
  readonly pids: { readonly node: number; readonly postgres: number }
  readonly postgres: { readonly major: number; readonly superuserUrl: string }
  readonly hashesAtOnce: number
  /** Milliseconds that the programme clock is ahead of the machine's; negative where it is behind. */
  readonly clockAhead: number
}

/** `hash`: so many callers hash for so long, and nothing else is done. */
export type StackAsked =
  | { readonly do: 'hash'; readonly milliseconds: number; readonly callers: number }
  | { readonly do: 'stop' }
export type StackAnswer = { readonly hashes: number; readonly milliseconds: number }

const POOL = 20

const users = Number(process.argv[2] ?? 1000)
const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
const postgres = await startEmbedded({ folder, binaries: 'npm', randomness: systemRandomness })
await migrate({ ownerUrl: postgres.ownerUrl, folder: MIGRATIONS, at: OPENED_AT })
const database = openDatabase({ url: postgres.ownerUrl, poolSize: POOL, applicationName: 'sallyport' })
const feedDatabase = openDatabase({ url: postgres.ownerUrl, poolSize: 1, applicationName: 'sallyport feed' })
const clock = makeDemoClock(systemClock, OPENED_AT)
const node = wire({
  site: 'primary',
  epoch: 'primary/0' as Epoch,
  origins: [ORIGIN],
  clocks: { programme: clock, wire: systemClock },
  randomness: systemRandomness,
  sealingKeys: [{ id: 1, secret: systemRandomness.bytes(32) }],
  programme: launched(),
  database,
  feedDatabase,
  transport: { send: async () => ({ outcome: 'sent', answer: '250 kept' }) },
  mailFrom: 'no-reply@bench.example',
  reports: folderStore(join(folder, 'reports')),
  demoClock: null,
  report: (fault) => process.stderr.write(`${fault instanceof Error ? fault.stack : fault}\n`),
})
const seeded = await seedUsers(postgres.superuserUrl, node.world, users)
const server = createServer({ keepAliveTimeout: 60_000 }, answering(node.app, node.front))
server.listen(0, '127.0.0.1', () => {
  const ready: StackReady = {
    port: (server.address() as AddressInfo).port,
    users: seeded,
    reportsFolder: join(folder, 'reports'),
    pids: { node: process.pid, postgres: postgres.pid },
    postgres: { major: postgres.major, superuserUrl: postgres.superuserUrl },
    hashesAtOnce: availableParallelism(),
    clockAhead: clock.now().epochMilliseconds - systemClock.now().epochMilliseconds,
  }
  process.send?.(ready)
})

process.on('message', async (asked: StackAsked) => {
  if (asked.do === 'hash') process.send?.(await hashAlone(asked))
  else await stop()
})
process.on('disconnect', stop)

/** The launch is firm in it, instead of tentative: nobody has to sign a go. */
function launched() {
  const file = join(packageRoot, 'programmes/seoch-2fa-2023.yaml')
  const parsed = parseProgramme(readFileSync(file, 'utf8').replace('status: tentative', 'status: firm'), file)
  if (!parsed.ok) throw new Error(parsed.refusal.map(({ reason }) => reason).join('\n'))
  return parsed.value
}

async function hashAlone({
  milliseconds,
  callers,
}: Extract<StackAsked, { do: 'hash' }>): Promise<StackAnswer> {
  const began = performance.now()
  let hashes = 0
  const caller = async () => {
    while (performance.now() - began < milliseconds) {
      await node.world.hasher.verify(null, 'a password of nobody', 'ceiling')
      hashes += 1
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return { hashes, milliseconds: performance.now() - began }
}

async function stop(): Promise<void> {
  server.closeAllConnections()
  await node.stop()
  await feedDatabase.close()
  await database.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}
