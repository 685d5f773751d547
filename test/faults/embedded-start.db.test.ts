import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { EmbeddedError } from '../../src/db/embedded/embedded-error.ts'
import { refuseUnsafeServer } from '../../src/db/refuse-unsafe-server.ts'
import { withClient } from '../../src/db/with-client.ts'
import { startForTest, temporaryFolder } from '../support/embedded.ts'

const ask = async (url: string, question: string) =>
  (await withClient(url, (client) => client.query(question))).rows

/** Made by the first test, on top of what a killed initialisation would have left; the others start it again. */
const folder = temporaryFolder()
const oldFolder = temporaryFolder()
mkdirSync(join(folder, 'cluster.unfinished/data/base'), { recursive: true })
writeFileSync(join(folder, 'cluster.unfinished/data/PG_VERSION'), '18\n')

it('makes a cluster that is the same on every build, closed to all but us, and keeps its rows over a stop', async () => {
  const first = await startForTest(folder)
  expect(await ask(first.superuserUrl, CHARACTER)).toEqual([
    {
      checksums: 'on',
      addresses: '127.0.0.1',
      sockets: '',
      timezone: 'UTC',
      encoding: 'UTF8',
      collate: 'C',
      ctype: 'C',
      provider: 'c',
      owner: 'sallyport_owner',
      powerful: ['postgres', 'sallyport_replication'],
    },
  ])
  expect(await refuseUnsafeServer(first.ownerUrl)).toEqual({ ok: true, value: first.major })
  expect(modeOf(folder)).toBe('700')
  expect(modeOf(join(folder, 'cluster/passwords.json'))).toBe('600')
  expect(modeOf(join(folder, 'postgres.log'))).toBe('600')
  expect(readdirSync(folder).sort()).toEqual(['cluster', 'postgres.log'])

  await withClient(first.ownerUrl, (client) => client.query('create table kept as select 1 as one'))
  await first.stop()
  const second = await startForTest(folder)
  expect(await ask(second.ownerUrl, 'select * from kept')).toEqual([{ one: 1 }])
  expect(second.ownerUrl.replace(/:\d+\//, '')).toBe(first.ownerUrl.replace(/:\d+\//, ''))
})

it('refuses a wrong password, and a login without one', async () => {
  const server = await startForTest(folder)
  const wrong = new URL(server.superuserUrl)
  wrong.password = 'postgres'
  await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  wrong.password = ''
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password')
})

it('refuses a folder that another program works in, says so, and leaves it at work', async () => {
  const first = await startForTest(folder)
  await expect(startForTest(folder)).rejects.toThrow(
    `in use by another program's PostgreSQL (process ${first.pid})`,
  )
  expect(await ask(first.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('refuses a data folder of a major version it has no programs for', async () => {
  mkdirSync(join(oldFolder, 'cluster/data'), { recursive: true })
  writeFileSync(join(oldFolder, 'cluster/data/PG_VERSION'), '9\n')
  await expect(startForTest(oldFolder)).rejects.toThrow(
    /made by PostgreSQL 9, found: \d\d in .*Install postgresql-9/,
  )
})

it('says what the server said when a given port is taken', async () => {
  const taken = createServer()
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void taken.close())
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const start = startForTest(folder, { port })
  await expect(start).rejects.toThrow(EmbeddedError)
  await expect(start).rejects.toThrow('Address already in use')
})

it('starts though the lock file of a killed server names a living process of somebody else', async () => {
  const first = await startForTest(folder)
  process.kill(first.pid, 'SIGKILL')
  await first.ended
  const lockFile = join(folder, 'cluster/data/postmaster.pid')
  const stranger = await bystander()
  writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replace(/^\d+/, String(stranger.pid)))
  const second = await startForTest(folder)
  expect(await ask(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('is refused by the start-up check when told to be fast and loose', async () => {
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }
  const { ownerUrl } = await startForTest(folder, { settings })
  const answer = await refuseUnsafeServer(ownerUrl)
  expect(answer.ok ? [] : answer.refusal.map((sentence) => sentence.split(' ')[0])).toEqual(
    Object.keys(settings),
  )
})

const CHARACTER = `
  select current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
         current_setting('unix_socket_directories') as sockets, current_setting('timezone') as timezone,
         pg_encoding_to_char(encoding) as encoding, datcollate as collate, datctype as ctype,
         datlocprovider as provider, datdba::regrole::text as owner,
         (select array_agg(rolname::text order by rolname) from pg_roles
           where rolsuper or rolcreaterole or rolbypassrls or rolcreatedb or rolreplication) as powerful
    from pg_database where datname = current_database()`

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

async function bystander(): Promise<ChildProcess> {
  const process = spawn('sleep', ['60'])
  onTestFinished(() => void process.kill())
  return process
}
