import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it, vi } from 'vitest'
import { standbyForTest, startForTest, temporaryFolder } from '../../../test/support/embedded.ts'
import { copyCluster } from '../../../test/support/postgres-for-tests.ts'
import { withClient } from '../with-client.ts'

const folder = temporaryFolder()

const ask = async (url: string, question: string) =>
  (await withClient(url, (client) => client.query(question))).rows

it('follows: what is written there is read here, over a stop of either, and the folder holds nothing half-made', async () => {
  copyCluster(inject('cluster'), join(folder, 'primary'))
  const primary = await startForTest(join(folder, 'primary'))
  await ask(primary.ownerUrl, 'create table noted as select 1 as n')
  const standby = await standbyForTest(join(folder, 'secondary'), primary)
  await ask(primary.ownerUrl, 'insert into noted values (2)')
  const noted = (url: string, rows: number) =>
    vi.waitFor(async () => expect(await ask(url, 'select n from noted')).toHaveLength(rows), {
      timeout: 30_000,
    })
  await noted(standby.ownerUrl, 2)
  await expect(ask(standby.ownerUrl, 'insert into noted values (3)')).rejects.toThrow('read-only')
  expect(readdirSync(join(folder, 'secondary')).sort()).toEqual(['cluster', 'postgres.log'])

  await standby.stop()
  await primary.stop()
  const again = await startForTest(join(folder, 'primary'), { port: primary.port })
  await ask(again.ownerUrl, 'insert into noted values (3)')
  const standbyAgain = await standbyForTest(join(folder, 'secondary'), again)
  await noted(standbyAgain.ownerUrl, 3)
})
