import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recordEvent } from '../../src/audit/record-event.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import { withClient } from '../../src/db/with-client.ts'
import type { Epoch } from '../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { MIGRATIONS } from '../support/postgres-for-tests.ts'
import { type PatroniCluster, startPatroniCluster } from './patroni-cluster.ts'

/** Milliseconds from one write to the next, so that four writers don't hammer servers that are starting. */
const PACE = 50
const WRITERS = 4
const world = { epoch: 'primary/0' as Epoch, randomness: systemRandomness }

let cluster: PatroniCluster
beforeAll(async () => {
  cluster = await startPatroniCluster()
  await cluster.paired()
  await migrate({ ownerUrl: cluster.ownerUrl, folder: MIGRATIONS, at: systemClock.now() })
})
afterAll(() => cluster.stop())

it('keeps all that was acknowledged when the leading server is killed under writers, and is paired again by itself', async () => {
  const database = openDatabase({ url: cluster.ownerUrl, poolSize: WRITERS, applicationName: 'test' })
  const acknowledged: string[] = []
  let ending = false
  const writer = async (name: number) => {
    for (let n = 0; !ending; n++) {
      const mark = `${name}/${n}`
      const event = {
        kind: 'session.ended',
        at: systemClock.now(),
        accountId: null,
        reference: null,
      } as const
      try {
        await database.write({ as: 'operations' }, (tx) =>
          recordEvent(tx, world, { ...event, facts: { mark }, particulars: {} }),
        )
        acknowledged.push(mark)
      } catch {
        // Nobody leads just now.
      }
      await pause(PACE)
    }
  }
  const leader = await cluster.paired()
  const writers = Array.from({ length: WRITERS }, (_, name) => writer(name))
  const until = async (more: number) => {
    const enough = acknowledged.length + more
    while (acknowledged.length < enough) await pause(PACE)
  }
  await until(100)

  await cluster.killServer(leader)
  const killed = acknowledged.length
  await until(100)
  expect(await cluster.paired()).not.toBe(leader)
  ending = true
  await Promise.all(writers)
  await database.close()

  const kept = await withClient(cluster.superuserUrl, async (client) => {
    const { rows } = await client.query<{ mark: string }>("select facts->>'mark' as mark from audit_event")
    return new Set(rows.map(({ mark }) => mark))
  })
  expect(killed).toBeGreaterThanOrEqual(100)
  expect(acknowledged.filter((mark) => !kept.has(mark))).toEqual([])
})
