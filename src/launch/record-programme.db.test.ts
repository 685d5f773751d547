import { expect, it, onTestFinished } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import type { Epoch } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { recordProgramme } from './record-programme.ts'

const AT = Temporal.Instant.from('2023-06-10T18:05+08:00')
const WORLD = { epoch: 'primary/0' as Epoch, randomness: systemRandomness }

it('notes a file once for each time it comes into force, however many nodes start with it at once', async () => {
  const copy = await testDatabase()
  onTestFinished(() => copy.drop())
  const start = (source: string) =>
    copy.database.write({ as: 'operations' }, (tx) => recordProgramme(tx, WORLD, { id: 'p', source }, AT))
  const nodes = [1, 2, 3, 4]
  await Promise.all(nodes.map(() => start('first')))
  await Promise.all(nodes.map(() => start('second')))
  await Promise.all(nodes.map(() => start('first')))
  const [sources, events] = await copy.database.read({ as: 'operations' }, async (db) => [
    await db.selectFrom('programme_in_force').select('source').orderBy('revision').execute(),
    await db.selectFrom('audit_event').select('id').where('kind', '=', 'programme.in-force').execute(),
  ])
  expect(sources?.map((row) => 'source' in row && row.source)).toEqual(['first', 'second', 'first'])
  expect(events).toHaveLength(3)
})
