import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { Database } from '../db/transaction.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import { type Instant, isBefore } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { makeLine } from './make-line.ts'
import { type Outcome, settleTry } from './settle-try.ts'
import { type Try, takeTry, type Waiting } from './take-try.ts'

const START = Temporal.Instant.from('2023-06-10T18:05+08:00')

let copy: TestDatabase
beforeAll(async () => {
  copy = await testDatabase()
})
afterAll(() => copy.drop())

const newKey = () => Buffer.from(systemRandomness.bytes(32)).toString('hex') as BudgetKey

/** No patience at all: what would wait is `busy` at once. */
function waiting(): Waiting {
  let now = START
  const clock = {
    now: () => {
      now = now.add({ seconds: 10 })
      return now
    },
  }
  return { clock, pause: () => Promise.resolve(), inLine: makeLine() }
}

async function take(key: BudgetKey, at: Instant): Promise<Try | 'locked' | 'busy'> {
  const taken = await takeTry(copy.database, waiting(), { key, lane: 'logon', at })
  return taken.ok ? taken.value : taken.refusal
}

const settle = (settled: Try, outcome: Outcome, at: Instant) =>
  copy.database.write({ as: 'sign-in' }, (tx) => settleTry(tx, settled, outcome, at))

/** The documented rule of the logon lane, in the plainest words (README, design §3.2). */
class Model {
  failures = 0
  pending = 0
  refusals = 0
  level = 0
  lockedUntil: Instant | null = null
  #lastTaken: Instant | null = null

  take(at: Instant): 'taken' | 'locked' | 'busy' {
    if (this.lockedUntil !== null && isBefore(at, this.lockedUntil)) return this.#refuse()
    if (this.lockedUntil !== null) {
      Object.assign(this, { failures: 0, pending: 0, lockedUntil: null })
    } else if (this.#lastTaken !== null && !isBefore(at, this.#lastTaken.add({ seconds: 10 }))) {
      this.pending = 0
    }
    if (this.failures === 10 && this.pending > 0) return 'busy'
    if (this.failures === 10) {
      this.#lock(at)
      return this.#refuse()
    }
    this.failures += 1
    this.pending += 1
    this.#lastTaken = at
    return 'taken'
  }

  /** The end of the lock this brings about. */
  settle(outcome: Outcome, at: Instant): Instant | null {
    const wasPending = this.pending > 0
    this.pending -= wasPending ? 1 : 0
    if (outcome === 'passed') this.failures = Math.max(this.failures - 1, this.pending)
    if (outcome === 'completed')
      Object.assign(this, { failures: this.pending, refusals: 0, level: 0, lockedUntil: null })
    if (outcome !== 'failed' || this.lockedUntil !== null || this.failures - this.pending < 10) return null
    return this.#lock(at)
  }

  #refuse(): 'locked' {
    this.refusals += 1
    return 'locked'
  }

  #lock(at: Instant): Instant {
    const minutes = [1, 2, 5, 15][this.level] ?? 30
    this.level += 1
    this.lockedUntil = at.add({ minutes })
    return this.lockedUntil
  }
}

async function stored(key: BudgetKey) {
  const row = await copy.database.read({ as: 'sign-in' }, (db) =>
    db
      .selectFrom('attempt_budget')
      .selectAll()
      .where('key', '=', budgetKeyBytes(key))
      .executeTakeFirstOrThrow(),
  )
  return {
    failures: row.failures,
    pending: row.pending,
    refusals: Number(row.refusals),
    level: row.lock_level,
    lockedUntil: row.locked_until?.toString() ?? null,
  }
}

function expected({ failures, pending, refusals, level, lockedUntil }: Model) {
  return { failures, pending, refusals, level, lockedUntil: lockedUntil?.toString() ?? null }
}

type Step =
  | { readonly do: 'take'; readonly after: number }
  | { readonly do: 'settle'; readonly after: number; readonly which: number; readonly outcome: Outcome }
  /** The process that holds it dies. */
  | { readonly do: 'lose'; readonly which: number }

/** Seconds that matter: none, part of a second lost and found, a pending try's ten, locks of some lengths. */
const seconds = fc.constantFrom(0, 0, 0, 1, 9, 10, 59, 60, 119, 120, 301, 901, 1801)
const which = fc.nat(9)
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('take' as const), after: seconds }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        after: seconds,
        which,
        outcome: fc.constantFrom<Outcome>('failed', 'failed', 'failed', 'failed', 'passed', 'completed'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), which }) },
  ) satisfies fc.Arbitrary<Step>,
  { minLength: 20, maxLength: 60 },
)

describe('a budget of tries', () => {
  it('follows the documented rule through any sequence of tries, outcomes and crashes', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (run) => {
        const [key, model, held] = [newKey(), new Model(), [] as Try[]]
        let at = START
        await hold(key, model, held, at)
        for (const step of run) {
          if (step.do !== 'lose') at = at.add({ seconds: step.after })
          if (step.do === 'take') await hold(key, model, held, at)
          else {
            const [mine] = held.splice(step.which % (held.length || 1), 1)
            if (step.do === 'settle' && mine !== undefined)
              expect(await settle(mine, step.outcome, at)).toEqual(model.settle(step.outcome, at))
          }
          expect(await stored(key)).toEqual(expected(model))
        }
      }),
      { numRuns: 40 },
    )
  })

  async function hold(key: BudgetKey, model: Model, held: Try[], at: Instant): Promise<void> {
    const taken = await take(key, at)
    if (typeof taken === 'object') held.push(taken)
    expect(typeof taken === 'object' ? 'taken' : taken).toBe(model.take(at))
  }

  it('never lets more than ten wrong tries through before both factors are right or a lock has passed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { minLength: 20, maxLength: 40 }), async (order) => {
        const key = newKey()
        const held: Try[] = []
        let evaluated = 0
        for (const pick of order) {
          for (let more = 0; more < 3; more++) {
            const taken = await take(key, START)
            if (typeof taken === 'object') held.push(taken)
          }
          const [mine] = held.splice(pick % (held.length || 1), 1)
          if (mine === undefined) continue
          evaluated += 1
          await settle(mine, 'failed', START)
        }
        expect(evaluated).toBeLessThanOrEqual(10)
        expect(await take(key, START.add({ seconds: 59 }))).toBe(
          evaluated === 10 ? 'locked' : expect.anything(),
        )
      }),
      { numRuns: 15 },
    )
  })

  it('is asked by one waiting caller at a time, and none waits longer for the others', async () => {
    const key = newKey()
    for (let tries = 0; tries < 10; tries++) await take(key, START)
    let [now, asking, most, pauses] = [START, 0, 0, 0]
    const patient: Waiting = {
      clock: { now: () => now },
      pause: async (milliseconds) => {
        pauses += 1
        now = now.add({ milliseconds })
      },
      inLine: makeLine(),
    }
    const counting: Database = {
      ...copy.database,
      writeAtOnce: async (scope, work) => {
        most = Math.max(most, ++asking)
        return copy.database.writeAtOnce(scope, work).finally(() => asking--)
      },
    }
    const crowd = Array.from({ length: 20 }, () =>
      takeTry(counting, patient, { key, lane: 'logon', at: START }),
    )
    const answers = await Promise.all(crowd)
    expect(answers).toEqual(crowd.map(() => ({ ok: false, refusal: 'busy' })))
    expect([most, pauses]).toEqual([1, 3000 / 25])
  })

  it('keeps the two lanes and other keys apart', async () => {
    const [key, other] = [newKey(), newKey()]
    for (let tries = 0; tries < 10; tries++) {
      const taken = await take(key, START)
      if (typeof taken === 'object') await settle(taken, 'failed', START)
    }
    expect(await take(key, START)).toBe('locked')
    expect(await take(other, START)).toBeTypeOf('object')
    const initiation = await takeTry(copy.database, waiting(), { key, lane: 'initiation', at: START })
    expect(initiation.ok).toBe(true)
  })

  it('costs one statement to settle, also for a caller without a try, and changes no row then', async () => {
    const key = newKey()
    await take(key, START)
    const before = await stored(key)
    const locked = await copy.database.write({ as: 'sign-in' }, (tx) =>
      settleTry(tx, 'none', 'failed', START),
    )
    expect([locked, await stored(key)]).toEqual([null, before])
  })
})
