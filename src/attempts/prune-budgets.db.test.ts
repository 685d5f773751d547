import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BudgetBench, newBrowser, newKey, START } from '../../test/support/budget-bench.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import { pruneBudgets } from './prune-budgets.ts'
import type { Try } from './turn.ts'

let copy: TestDatabase
let bench: BudgetBench
beforeAll(async () => {
  copy = await testDatabase()
  bench = new BudgetBench(copy)
  await bench.seedAccount()
})
afterAll(() => copy.drop())

const take = async (key: BudgetKey, at: Temporal.Instant, browser?: string) =>
  (await bench.take(key, at, browser)) as Try
const prune = (at: Temporal.Instant) =>
  copy.database.write({ as: 'operations' }, (tx) => pruneBudgets(tx, at))

describe('budgets of the day before', () => {
  it('are deleted when nobody has tried for a day; one tried since stays, with its failures', async () => {
    const [left, kept] = [newKey(), newKey()]
    await take(left, START)
    await take(kept, START)
    await take(kept, START.add({ seconds: 1 }))
    await prune(START.add({ hours: 24, seconds: 1 }))
    const rows = await copy.database.read({ as: 'operations' }, (db) =>
      db.selectFrom('attempt_budget').select(['key', 'failures']).execute(),
    )
    expect(rows.map(({ key, failures }) => [key.toString('hex'), failures])).toEqual([[kept, 2]])
  })
})

describe('what else is kept', () => {
  it('is a network’s failures for a day, and a known browser for ninety days after its last logon', async () => {
    const [key, browser] = [newKey(), newBrowser()]
    await bench.settle(await take(key, START), 'failed', START)
    await bench.clear(await take(key, START, browser), START)
    const counts = async () => {
      const count = (table: 'network_failure' | 'known_browser') =>
        copy.database.read({ as: 'operations' }, (db) => db.selectFrom(table).selectAll().execute())
      return [(await count('network_failure')).length, (await count('known_browser')).length]
    }
    await prune(START.add({ hours: 24 }))
    expect(await counts()).toEqual([1, 1])
    await prune(START.add({ hours: 24 * 90 }))
    expect(await counts()).toEqual([0, 1])
    await prune(START.add({ hours: 24 * 90, seconds: 1 }))
    expect(await counts()).toEqual([0, 0])
  })
})
