import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { LOGON, PENDING_SECONDS } from '../../src/attempts/rules/figures.ts'
import { settleTry } from '../../src/attempts/settle-try.ts'
import { takeTry } from '../../src/attempts/take-try.ts'
import type { BudgetKey } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const NOON = Temporal.Instant.from('2023-06-12T12:00+08:00')

let db: TestDatabase
let key: BudgetKey
let at: Instant

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
beforeEach(() => {
  key = Buffer.from(systemRandomness.bytes(32)).toString('hex') as BudgetKey
  at = NOON
})

const later = (by: Temporal.DurationLike) => {
  at = at.add(by)
}
const take = () => takeTry(db.database, { pause: async () => undefined }, { key, lane: 'logon', at })

/** Takes a try and never settles it, as a process does that is killed while it hashes. */
async function die(): Promise<void> {
  expect(await take()).toMatchObject({ ok: true })
}

async function verdict(): Promise<string> {
  const taken = await take()
  return taken.ok ? 'taken' : taken.refusal
}

it('a try stays counted when its process dies: nine leave one', async () => {
  for (let n = 0; n < 9; n++) await die()
  later({ minutes: 1 })
  const last = await take()
  if (!last.ok) throw new Error('there was no tenth try')
  await db.database.write({ as: 'sign-in' }, (tx) => settleTry(tx, last.value, 'failed', at))
  expect(await verdict()).toBe('locked')
})

it('tries of dead processes hold a holder up for no longer than the lock of as many failures', async () => {
  for (const minutes of LOGON.lockMinutes) {
    for (let n = 0; n < LOGON.tries; n++) await die()
    expect(await verdict()).toBe('busy')
    later({ seconds: PENDING_SECONDS })
    expect(await verdict()).toBe('locked')
    later({ minutes, seconds: -1 })
    expect(await verdict()).toBe('locked')
    later({ seconds: 1 })
  }
  expect(await verdict()).toBe('taken')
})

it('a logon clears what dead processes left, but for those that may still be alive', async () => {
  for (let n = 0; n < 5; n++) await die()
  later({ seconds: PENDING_SECONDS })
  for (let n = 0; n < 2; n++) await die()
  const right = await take()
  if (!right.ok) throw new Error('there was no try')
  await db.database.write({ as: 'sign-in' }, (tx) => settleTry(tx, right.value, 'completed', at))
  const { failures, pending } = await db.database.read({ as: 'sign-in' }, (read) =>
    read
      .selectFrom('attempt_budget')
      .select(['failures', 'pending'])
      .where('key', '=', Buffer.from(key, 'hex'))
      .executeTakeFirstOrThrow(),
  )
  expect({ failures, pending }).toEqual({ failures: 2, pending: 2 })
})
