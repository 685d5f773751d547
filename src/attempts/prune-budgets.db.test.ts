import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import { systemClock } from '../kernel/system.ts'
import { makeLine } from './make-line.ts'
import { pruneBudgets } from './prune-budgets.ts'
import { takeTry } from './take-try.ts'

let copy: TestDatabase
beforeAll(async () => {
  copy = await testDatabase()
})
afterAll(() => copy.drop())

describe('budgets of the day before', () => {
  it('are deleted when nobody has tried for a day; one tried since stays, with its failures', async () => {
    const yesterday = Temporal.Instant.from('2023-06-09T18:05+08:00')
    const left = '1'.repeat(64) as BudgetKey
    const kept = '2'.repeat(64) as BudgetKey
    const waiting = { clock: systemClock, pause: () => Promise.resolve(), inLine: makeLine() }
    const take = (key: BudgetKey, at: Temporal.Instant) =>
      takeTry(copy.database, waiting, { key, lane: 'logon', at })
    await take(left, yesterday)
    await take(kept, yesterday)
    await take(kept, yesterday.add({ seconds: 1 }))
    await copy.database.write({ as: 'operations' }, (tx) =>
      pruneBudgets(tx, yesterday.add({ hours: 24, seconds: 1 })),
    )
    const rows = await copy.database.read({ as: 'operations' }, (db) =>
      db.selectFrom('attempt_budget').select(['key', 'failures']).execute(),
    )
    expect(rows.map(({ key, failures }) => [key.toString('hex'), failures])).toEqual([[kept, 2]])
  })
})
