import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Passwords, Urls } from '../../src/db/embedded/cluster.ts'
import { processesIn } from '../../src/db/embedded/processes-in.ts'
import { withClient } from '../../src/db/with-client.ts'
import type { SiteId } from '../../src/kernel/ids.ts'
import type { SiteControl } from '../../src/sites/site-control.ts'
import { serverGone, temporaryFolder } from '../support/embedded.ts'
import { start } from '../support/start-postgres.ts'

/** One site's own server, and whoever runs it. */
export interface SiteServer extends Urls {
  readonly control: SiteControl
  readonly data: string
  readonly passwords: Passwords
  /** By a person at the host, who knows nothing of sites. */
  start(): Promise<unknown>
  stop(): Promise<unknown>
}

export type Pair = Readonly<Record<SiteId, SiteServer>>

/**
 * What every plug of the port holds, over a pair of servers: through a branch, a loss, a return and a planned switch. Each test
 * goes on from the one before. `startPair`: in that folder, its branches in `branches`; nothing is waited for.
 */
export function siteControlContract(startPair: (folder: string) => Promise<Pair>): void {
  const folder = temporaryFolder()
  let primary: SiteServer
  let secondary: SiteServer
  let sites: Readonly<Record<SiteId, SiteControl>>

  beforeAll(async () => {
    const pair = await startPair(folder)
    ;({ primary, secondary } = pair)
    sites = { primary: primary.control, secondary: secondary.control }
    await ask(primary, 'create table noted (n int primary key)')
  })
  afterAll(async () => {
    await Promise.all([sites.primary.fence('at once'), sites.secondary.fence('at once')])
  })

  it('says who is writable, who stands by, and how far behind', async () => {
    await note(primary, 1)
    await comesTo(secondary, 1)
    const writable = await sites.primary.look()
    expect(writable).toEqual({
      role: 'writable',
      timeline: 1,
      position: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      standbys: [{ name: 'secondary', synchronous: false, behindBytes: 0, behindSeconds: 0 }],
    })
    expect(await sites.secondary.look()).toEqual({ ...writable, role: 'standby', standbys: [] })
  })

  it('says for how many seconds nothing was heard of a standby that stands still', async () => {
    const behind = async () => (await sites.primary.look()).standbys[0]?.behindSeconds
    const halted = processesIn(secondary.data)
    for (const pid of halted) process.kill(pid, 'SIGSTOP')
    try {
      await note(primary, 150)
      await vi.waitFor(async () => expect(await behind()).toBeGreaterThan(1), { timeout: 10_000 })
    } finally {
      for (const pid of halted) process.kill(pid, 'SIGCONT')
    }
    await vi.waitFor(async () => expect(await behind()).toBe(0), { timeout: 10_000 })
  })

  it('has each commit wait for the standby from the moment it is required, and frees it when it is not', async () => {
    await sites.primary.requireStandby('secondary')
    await vi.waitFor(
      async () => expect((await sites.primary.look()).standbys[0]?.synchronous).toBe(true),
      10_000,
    )
    await note(primary, 2)
    await secondary.stop()
    expect((await sites.secondary.look()).role).toBe('lost')
    let acknowledged = false
    const waiting = note(primary, 3).then(() => {
      acknowledged = true
    })
    await waits(primary)
    expect(acknowledged).toBe(false)
    await sites.primary.requireStandby(null)
    await waiting
  })

  it('is required only when whoever frees and holds commits has heard of it', async () => {
    const [checkpointer] = await askAll(
      primary,
      "select pid from pg_stat_activity where backend_type = 'checkpointer'",
    )
    const pid = Number(checkpointer?.['pid'])
    process.kill(pid, 'SIGSTOP')
    let isRequired = false
    const requiring = sites.primary.requireStandby('secondary').then(() => {
      isRequired = true
    })
    try {
      const waiting = "select from pg_stat_activity where wait_event in ('CheckpointStart', 'CheckpointDone')"
      await vi.waitFor(async () => expect(await askAll(primary, waiting)).toHaveLength(1), {
        timeout: 10_000,
      })
      expect(isRequired).toBe(false)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await requiring
    const waiting = note(primary, 200)
    await waits(primary)
    await sites.primary.requireStandby(null)
    await waiting
  })

  it('has a standby that was away follow on as it is', async () => {
    markData(secondary)
    await sites.secondary.follow(primary.superuserUrl)
    await comesTo(secondary, 3)
    expect(isMarked(secondary)).toBe(true)
    await sites.primary.requireStandby('secondary')
    await note(primary, 4)
  })

  it('copies the standby into a branch of its own, whose writes nobody sees, while the standby streams on', async () => {
    expect(await sites.secondary.branchServer(1)).toBe(null)
    const branch = await sites.secondary.copyStandby(1)
    expect(await noted(branch)).toEqual(BEFORE)
    await note(branch, 1000)
    await note(primary, 5)
    await comesTo(secondary, 5)
    expect(await noted(branch)).toEqual([...BEFORE, 1000])
    expect(await noted(secondary)).not.toContain(1000)
    expect(await withClient(branch.superuserUrl, TIMELINE)).toBeGreaterThan(1)
    expect(await sites.secondary.copyStandby(1)).toEqual(branch)
    expect(await sites.secondary.branchServer(1)).toEqual(branch)
  })

  it('starts a branch again with all that was written in it', async () => {
    const { superuserUrl, position } = (await sites.secondary.branchServer(1)) ?? expect.fail('no branch')
    const pid = await withClient(superuserUrl, POSTMASTER)
    process.kill(pid, 'SIGKILL')
    await serverGone(pid)
    const again = (await sites.secondary.branchServer(1)) ?? expect.fail('no branch')
    expect(await noted(again)).toContain(1000)
    expect(again.position).toBe(position)
  })

  it('removes a branch to the last file', async () => {
    await sites.secondary.removeBranch(1)
    await sites.secondary.removeBranch(1)
    expect(await sites.secondary.branchServer(1)).toBe(null)
    expect(readdirSync(join(folder, 'branches'))).toEqual([])
  })

  it('takes nothing half-made for a branch, and makes it anew', async () => {
    const half = join(folder, 'branches/2/cluster/data.unfinished')
    mkdirSync(half, { recursive: true })
    writeFileSync(join(half, 'PG_VERSION'), '18\n')
    expect(await sites.secondary.branchServer(2)).toBe(null)
    // Nothing is written any more: the standby's log ends where its data are consistent.
    await askAll(primary, 'checkpoint')
    await comesTo(secondary, 5)
    await askAll(secondary, 'checkpoint')
    expect(await noted(await sites.secondary.copyStandby(2))).toContain(5)
    expect(existsSync(half)).toBe(false)
    await sites.secondary.removeBranch(2)
  })

  it('loses no acknowledged row when the primary is killed under load and the standby promoted', async () => {
    const kept = await noteUntilKilled(primary, 10_000, 400)
    await sites.secondary.promote()
    await sites.secondary.promote()
    expect((await sites.secondary.look()).timeline).toBe(2)
    expect(await withClient(secondary.superuserUrl, TIMELINE)).toBe(2)
    const found = new Set(await noted(secondary))
    expect(kept.length).toBeGreaterThanOrEqual(400)
    expect(kept.filter((n) => !found.has(n))).toEqual([])
  })

  it('acknowledges nothing after that until it is said for whom commits wait', async () => {
    const waiting = note(secondary, 6)
    await waits(secondary)
    await sites.secondary.requireStandby(null)
    await waiting
  })

  it('brings the old primary back as a standby, with the new rows and without those that only it had', async () => {
    await primary.start()
    await sites.primary.requireStandby(null)
    await note(primary, 7)
    await note(secondary, 8)
    await sites.primary.follow(secondary.superuserUrl)
    await comesTo(primary, 8)
    expect(await noted(primary)).toEqual(await noted(secondary))
    await expect(note(primary, 9)).rejects.toThrow('read-only')
  })

  it('switches back as planned: nothing is lost and nothing copied', async () => {
    await sites.secondary.requireStandby('primary')
    await note(secondary, 10)
    markData(secondary)
    await sites.secondary.fence('cleanly')
    await sites.primary.promote()
    await sites.secondary.follow(primary.superuserUrl)
    await note(primary, 11)
    await comesTo(secondary, 11)
    expect(isMarked(secondary)).toBe(true)
    expect(await noted(secondary)).toEqual(await noted(primary))
    expect(await ask(secondary, 'select slot_name from pg_replication_slots')).toEqual([])
  })

  it('takes nothing over that was written on both sides, though both were promoted at the same place', async () => {
    await sites.secondary.fence('cleanly')
    await sites.primary.fence('cleanly')
    for (const { control, ...server } of [secondary, primary]) {
      await server.start()
      await control.requireStandby(null)
      await control.promote()
    }
    const [one, other] = [await sites.primary.look(), await sites.secondary.look()]
    expect(one.timeline).toBe(other.timeline)
    await note(secondary, 20)
    await ask(primary, 'insert into noted select generate_series(30, 130)')
    await sites.secondary.follow(primary.superuserUrl)
    await note(primary, 21)
    await comesTo(secondary, 21)
    expect(await noted(secondary)).toEqual(await noted(primary))
  })

  it('keeps a fenced server from writing, whoever starts it again', async () => {
    await sites.primary.fence('at once')
    await sites.primary.fence('at once')
    expect((await sites.primary.look()).role).toBe('lost')
    await primary.start()
    await expect(note(primary, 12)).rejects.toThrow('read-only')
  })

  it('follows no server that is itself a standby, nor one of another origin, and goes on as it was', async () => {
    await expect(sites.primary.follow(secondary.superuserUrl)).rejects.toThrow('is itself a standby')
    const stranger = await start(join(folder, 'stranger'))
    await withClient(stranger.superuserUrl, (client) =>
      client.query(`alter role sallyport_replication password '${primary.passwords.replication}'`),
    )
    await expect(sites.primary.follow(stranger.superuserUrl)).rejects.toThrow('has another origin')
    await stranger.stop()
    expect(await noted(primary)).toContain(11)
  })
}

interface Asked {
  readonly ownerUrl: string
  readonly superuserUrl: string
}
const ask = async ({ ownerUrl }: Asked, question: string) =>
  (await withClient(ownerUrl, (client) => client.query(question))).rows
/** As a superuser, who sees what all others do. */
const askAll = async ({ superuserUrl }: Asked, question: string) =>
  (await withClient(superuserUrl, (client) => client.query(question))).rows
const note = (server: Asked, n: number) => ask(server, `insert into noted values (${n})`)
const noted = async (server: Asked) =>
  (await ask(server, 'select n from noted order by n')).map(({ n }) => n as number)
const comesTo = (server: Asked, n: number) =>
  vi.waitFor(async () => expect(await noted(server)).toContain(n), { timeout: 10_000 })

/** Noted until the branch is made. */
const BEFORE = [1, 2, 3, 4, 150, 200]

/** That of the last checkpoint. */
const TIMELINE = async (client: { query(text: string): Promise<{ rows: { timeline: number }[] }> }) =>
  (await client.query('select timeline_id as timeline from pg_control_checkpoint()')).rows[0]?.timeline

const POSTMASTER = async (client: { query(text: string): Promise<{ rows: { lock: string }[] }> }) =>
  Number((await client.query("select pg_read_file('postmaster.pid') as lock")).rows[0]?.lock.split('\n')[0])

/** Until somebody's commit waits for a standby. */
const waits = (server: Asked) =>
  vi.waitFor(
    () =>
      withClient(server.superuserUrl, async (client) => {
        const { rowCount } = await client.query(
          "select from pg_stat_activity where wait_event = 'SyncRep' and backend_type = 'client backend'",
        )
        expect(rowCount).toBe(1)
      }),
    { timeout: 10_000 },
  )

/** A file that no copy has. */
const markData = ({ data }: SiteServer) => writeFileSync(join(data, 'kept'), '')
const isMarked = ({ data }: SiteServer) => existsSync(join(data, 'kept'))

/** Four write at once until the server is gone; returns what was acknowledged. */
async function noteUntilKilled(server: Asked, from: number, after: number): Promise<readonly number[]> {
  const pid = await withClient(server.superuserUrl, POSTMASTER)
  let next = from
  const kept: number[] = []
  const writer = () =>
    withClient(server.ownerUrl, async (client) => {
      for (;;) {
        const n = next++
        await client.query('insert into noted values ($1)', [n])
        if (kept.push(n) === after) process.kill(pid, 'SIGKILL')
      }
    })
  await Promise.allSettled([writer(), writer(), writer(), writer()])
  await serverGone(pid)
  return kept
}
