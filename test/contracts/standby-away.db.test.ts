import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { folderControl } from '../../src/sites/servers/folder-control.ts'
import { standbyForTest, startForTest, temporaryFolder } from '../support/embedded.ts'
import { copyCluster } from '../support/postgres-for-tests.ts'
import { BINARIES } from '../support/start-postgres.ts'

const folder = temporaryFolder()

/** Keeps two files of its log for who copies it, and no more for who is away. */
const FORGETFUL = {
  max_slot_wal_keep_size: '1MB',
  wal_keep_size: '32MB',
  max_wal_size: '32MB',
  min_wal_size: '32MB',
}

it('a standby that was away for longer than its log was kept is copied, and streams on', async () => {
  copyCluster(inject('cluster'), join(folder, 'primary'))
  const primary = await startForTest(join(folder, 'primary'), { settings: FORGETFUL })
  const ask = (question: string) => withClient(primary.superuserUrl, (client) => client.query(question))
  const standby = await standbyForTest(join(folder, 'secondary'), primary)
  const control = folderControl({
    site: 'secondary',
    clusterFolder: join(folder, 'secondary'),
    address: standby,
    branchFolder: join(folder, 'branches'),
    binaries: BINARIES,
    tied: true,
  })
  onTestFinished(() => control.fence('at once'))
  await standby.stop()
  const mark = join(folder, 'secondary/cluster/data/kept')
  writeFileSync(mark, '')
  await ask('create table noted as select 1 as n')
  for (let files = 0; files < 6; files++) {
    await ask("select pg_logical_emit_message(true, '', repeat('x', 1000000)), pg_switch_wal()")
    await ask('checkpoint')
  }
  expect((await ask('select wal_status from pg_replication_slots')).rows).toEqual([{ wal_status: 'lost' }])
  await control.follow(primary.superuserUrl)
  expect(existsSync(mark)).toBe(false)
  expect((await ask('select wal_status from pg_replication_slots')).rows).toEqual([
    { wal_status: 'reserved' },
  ])
  await control.follow(primary.superuserUrl)
})
