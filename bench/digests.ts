import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FIRST } from '../src/db/authority.ts'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { openLongWork } from '../src/db/open-long-work.ts'
import { withClient } from '../src/db/with-client.ts'
import { systemRandomness } from '../src/kernel/system.ts'
import { takeAfter, takeBefore, takeHome } from '../src/sites/take-digests.ts'
import { privateMebibytes } from './processes.ts'
import { seedDirectory } from './seed-users.ts'
import { OPENED_AT } from './site.ts'
import { rounded } from './statistics.ts'

const ACCOUNTS = Number(process.env['SALLYPORT_BENCH_USERS'] ?? 1_000_000)
const CHANGED = 1_000
const NUMBER = 1
const LOOK_MILLISECONDS = 50

/**
 * What opening and discarding a branch take for the digests of a million accounts, and the most memory that one process had to
 * itself meanwhile, the program's or the server's. The branch is a second database of one server.
 */
export async function benchDigests() {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  const postgres = await startEmbedded({ folder, binaries: 'npm', randomness: systemRandomness })
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, folder: MIGRATIONS, at: OPENED_AT })
    await withClient(postgres.superuserUrl, prepare)
    const there = await copyOf(postgres.superuserUrl, postgres.ownerUrl)
    return await measure(postgres.ownerUrl, there, postgres.superuserUrl)
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function prepare(client: Parameters<Parameters<typeof withClient>[1]>[0]): Promise<void> {
  await seedDirectory(client, ACCOUNTS)
  await client.query(`insert into branch (number, request, site, programme_id, session_id, until_at, state, step, begun_at, begun_by)
    values (${NUMBER}, 1, 'secondary', 'bench', 'session-2', '2023-06-10T23:00+08:00', 'opening', 'marked', '2023-06-10T21:45+08:00', 'bench')`)
  await client.query('vacuum analyze')
}

async function copyOf(superuserUrl: string, ownerUrl: string): Promise<string> {
  const [copy, main, maintenance] = [new URL(ownerUrl), new URL(ownerUrl), new URL(superuserUrl)]
  copy.pathname = '/branch'
  maintenance.pathname = '/postgres'
  await withClient(maintenance.href, (client) =>
    client.query(`create database branch template ${main.pathname.slice(1)} owner ${main.username}`),
  )
  return copy.href
}

async function measure(homeUrl: string, thereUrl: string, superuserUrl: string) {
  const at = (url: string) => openLongWork({ url, authority: FIRST }, 'bench digests')
  const [home, there] = [await at(homeUrl), await at(thereUrl)]
  const pids = [process.pid, await pidOf(home), await pidOf(there)]
  const before = pids.map(privateMebibytes)
  const most = [...before]
  const watch = setInterval(() => {
    for (const [n, pid] of pids.entries()) most[n] = Math.max(most[n] ?? 0, privateMebibytes(pid))
  }, LOOK_MILLISECONDS)
  const seconds = {
    before: await timed(() => takeBefore(home, there, NUMBER)),
    after: await timed(async () => {
      await change(superuserUrl, '/branch')
      await takeAfter(home, there, NUMBER)
    }),
    home: await timed(() => takeHome(home, NUMBER)),
  }
  clearInterval(watch)
  await Promise.all([home.close(), there.close()])
  const more = most.map((mebibytes, n) => rounded(mebibytes - (before[n] ?? 0)))
  const [program, authority, branch] = more
  return { accounts: ACCOUNTS, changed: CHANGED, seconds, mebibytesMore: { program, authority, branch } }
}

async function pidOf(work: Awaited<ReturnType<typeof openLongWork>>): Promise<number> {
  const [row] = await work.run<{ pid: number }>('select pg_backend_pid() as pid')
  return row?.pid ?? 0
}

function change(superuserUrl: string, pathname: string): Promise<unknown> {
  const url = new URL(superuserUrl)
  url.pathname = pathname
  return withClient(url.href, (client) =>
    client.query(`update credential set sealed = sha256(sealed) where id in
      (select id from credential where kind = 'password' order by id limit ${CHANGED})`),
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return rounded((performance.now() - began) / 1000)
}
