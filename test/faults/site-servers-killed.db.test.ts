import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { endLeftovers } from '../../src/db/embedded/end-leftovers.ts'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import { withClient } from '../../src/db/with-client.ts'
import { folderControl } from '../../src/sites/servers/folder-control.ts'
import type { BranchServer } from '../../src/sites/site-control.ts'
import { serverGone, temporaryFolder } from '../support/embedded.ts'
import { BINARIES, start } from '../support/start-postgres.ts'

/** A copy is taken of whatever serves the site: here it has no other site. */
const folder = temporaryFolder()
let server: EmbeddedPostgres

beforeAll(async () => {
  server = await start(join(folder, 'secondary'))
  await withClient(server.ownerUrl, (client) =>
    client.query('create table noted as select n from generate_series(1, 100000) as n'),
  )
})
afterAll(() => server.stop())

const servers = (tied: boolean) => ({
  site: 'secondary' as const,
  clusterFolder: join(folder, 'secondary'),
  address: { host: server.host, port: server.port },
  branchFolder: join(folder, 'branches'),
  binaries: BINARIES,
  tied,
})

function runCopy(branch: number, tied: boolean) {
  const script = join(import.meta.dirname, '../support/site-program.ts')
  const words = [script, JSON.stringify(servers(tied)), String(branch)]
  return spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
}

const count = async ({ ownerUrl }: Pick<BranchServer, 'ownerUrl'>) =>
  (
    await withClient(ownerUrl, (client) =>
      client.query<{ n: number }>('select count(*)::int as n from noted'),
    )
  ).rows[0]?.n

const postmasterOf = (branch: number) =>
  Number(readFileSync(join(folder, `branches/${branch}/cluster/data/postmaster.pid`), 'utf8').split('\n')[0])

it.each([
  ['the first file came in', 1, 'data.unfinished/PG_VERSION'],
  ['it was in place', 2, 'data/PG_VERSION'],
  ['its server began', 3, 'data/postmaster.pid'],
])(
  'a copy whose command is killed when %s is whole when it is asked for again',
  async (_, branch, reached) => {
    const command = runCopy(branch, true)
    await vi.waitFor(
      () => expect(existsSync(join(folder, `branches/${branch}/cluster`, reached))).toBe(true),
      {
        timeout: 30_000,
        interval: 1,
      },
    )
    command.kill('SIGKILL')
    await once(command, 'exit')
    const control = folderControl(servers(true))
    onTestFinished(() => control.removeBranch(branch))
    const copied = await control.copyStandby(branch)
    expect(await count(copied)).toBe(100_000)
    await control.removeBranch(branch)
    expect(existsSync(join(folder, `branches/${branch}`))).toBe(false)
  },
)

it('a server that a command starts outlives it, until whoever owns the folder ends what was left there', async () => {
  const command = runCopy(5, false)
  onTestFinished(() => folderControl(servers(true)).removeBranch(5))
  const copied = JSON.parse(await text(command.stdout))
  expect(await count(copied)).toBe(100_000)
  const pid = postmasterOf(5)
  await endLeftovers(folder)
  await serverGone(pid)
  expect(await count(server)).toBe(100_000)
})

it('a server that is tied to a command ends with it', async () => {
  const command = runCopy(6, true)
  onTestFinished(() => folderControl(servers(true)).removeBranch(6))
  await once(command.stdout, 'data')
  const pid = postmasterOf(6)
  command.kill('SIGKILL')
  await serverGone(pid)
})
