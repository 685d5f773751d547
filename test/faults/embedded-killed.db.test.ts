import { symlinkSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { runProgram, serverGone, startForTest, temporaryFolder } from '../support/embedded.ts'

/** Inserts 1, 2, 3 … through some connections at once until the server goes; returns what it had acknowledged. */
async function insertUntilCut(
  url: string,
  from: number,
  acknowledged: (count: number) => void,
): Promise<readonly number[]> {
  let next = from
  const kept: number[] = []
  const writer = () =>
    withClient(url, async (client) => {
      for (;;) {
        const n = next++
        await client.query('insert into load values ($1)', [n])
        kept.push(n)
        acknowledged(kept.length)
      }
    })
  await Promise.allSettled([writer(), writer(), writer(), writer()])
  return kept
}

const rowsIn = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>('select n from load')
    return new Set(rows.map(({ n }) => n))
  })
const makeTable = (url: string) =>
  withClient(url, (client) => client.query('create table load (n int primary key)'))

const folder = temporaryFolder()
const folderOfOrdinaryUser = temporaryFolder()
const folderWithoutNamespaces = temporaryFolder()
const tools = temporaryFolder()

it('loses no acknowledged row when the server is killed under load, three times over', async () => {
  const acknowledged: number[] = []
  for (const round of [1, 2, 3]) {
    const server = await startForTest(folder)
    if (round === 1) await makeTable(server.ownerUrl)
    const kept = await insertUntilCut(server.ownerUrl, round * 1_000_000, (count) => {
      if (count === 100 * round) process.kill(server.pid, 'SIGKILL')
    })
    acknowledged.push(...kept)
    await server.ended
  }
  const { ownerUrl } = await startForTest(folder)
  const found = await rowsIn(ownerUrl)
  expect(acknowledged.length).toBeGreaterThanOrEqual(600)
  expect(acknowledged.filter((n) => !found.has(n))).toEqual([])
})

it('leaves no server behind when the program is killed, and the next start finds every acknowledged row', async () => {
  const program = await runProgram(folder)
  const kept = await insertUntilCut(program.ownerUrl, 9_000_000, (count) => {
    if (count === 200) program.kill()
  })
  const restarted = await startForTest(folder)
  await serverGone(program.pid)
  const found = await rowsIn(restarted.ownerUrl)
  expect(kept.filter((n) => !found.has(n))).toEqual([])
})

const isRoot = process.getuid?.() === 0
const NOBODY = 65534

/** May read wherever this checkout lies, no more. */
const AS_ORDINARY_USER = [
  ...['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'],
  ...['--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search'],
]

it.runIf(isRoot)('does the same for an ordinary user', async () => {
  await chown(folderOfOrdinaryUser, NOBODY, NOBODY)
  const program = await runProgram(folderOfOrdinaryUser, AS_ORDINARY_USER)
  expect(program.user).toBe(NOBODY)
  await makeTable(program.ownerUrl)
  program.kill()
  await serverGone(program.pid)
  const again = await runProgram(folderOfOrdinaryUser, AS_ORDINARY_USER)
  expect(await rowsIn(again.ownerUrl)).toEqual(new Set())
})

it.runIf(isRoot)('does the same for root where user namespaces are not to be had', async () => {
  for (const tool of ['setpriv', 'true']) symlinkSync(`/usr/bin/${tool}`, join(tools, tool))
  const program = await runProgram(folderWithoutNamespaces, [], tools)
  expect(program.user).toBe(0)
  await makeTable(program.ownerUrl)
  program.kill()
  await serverGone(program.pid)
  const again = await runProgram(folderWithoutNamespaces, [], tools)
  expect(await rowsIn(again.ownerUrl)).toEqual(new Set())
})
