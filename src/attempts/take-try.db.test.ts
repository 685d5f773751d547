import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BudgetBench,
  expected,
  impatient,
  NETWORK,
  newBrowser,
  newKey,
  START,
} from '../../test/support/budget-bench.ts'
import { BudgetModel } from '../../test/support/budget-model.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { Database } from '../db/transaction.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { makeLine } from './make-line.ts'
import { LOGON, RESERVE } from './rules/figures.ts'
import { type Try, takeTry, type Waiting } from './take-try.ts'

let copy: TestDatabase
let bench: BudgetBench
beforeAll(async () => {
  copy = await testDatabase()
  bench = new BudgetBench(copy)
  await bench.seedAccount()
})
afterAll(() => copy.drop())

type Step =
  | { readonly do: 'take'; readonly after: number; readonly by: 'stranger' | 'holder' }
  | {
      readonly do: 'settle'
      readonly after: number
      readonly which: number
      readonly outcome: 'failed' | 'passed' | 'completed'
    }
  /** The process that holds it dies. */
  | { readonly do: 'lose'; readonly which: number }

/** Seconds that matter: none, part of a second lost and found, a pending try's ten, locks of some lengths. */
const seconds = fc.constantFrom(0, 0, 0, 1, 9, 10, 59, 60, 119, 120, 301, 901, 1801)
const which = fc.nat(9)
const outcome = fc.constantFrom('failed', 'failed', 'failed', 'failed', 'passed', 'completed')
const by = fc.constantFrom('stranger', 'stranger', 'holder')
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('take'), after: seconds, by }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('settle'), after: seconds, which, outcome }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('lose'), which }) },
  ) as fc.Arbitrary<Step>,
  { minLength: 20, maxLength: 60 },
)

/** An account with a browser it is known in, and what the documented rule says of both budgets. */
class Played {
  readonly key = newKey()
  readonly browser = newBrowser()
  readonly common = new BudgetModel(LOGON)
  readonly reserve = new BudgetModel(RESERVE)
  readonly held: Try[] = []

  async begin(): Promise<void> {
    const first = await bench.take(this.key, START)
    if (typeof first !== 'object') throw new Error('no first try')
    this.common.take(START)
    await bench.clear({ ...first, browser: this.browser }, START)
    this.common.clear(START, START)
  }

  async take(at: Instant, who: 'stranger' | 'holder'): Promise<void> {
    const taken = await bench.take(this.key, at, who === 'holder' ? this.browser : newBrowser())
    if (typeof taken === 'object') this.held.push(taken)
    const common = this.common.take(at)
    const reserve = common === 'taken' || who === 'stranger' ? null : this.reserve.take(at)
    const said = [common, reserve]
    const verdict = said.includes('taken') ? 'taken' : said.includes('busy') ? 'busy' : 'locked'
    expect(typeof taken === 'object' ? 'taken' : taken).toBe(verdict)
    if (typeof taken === 'object') expect(taken.lane).toBe(common === 'taken' ? 'logon' : 'reserve')
  }

  async settle(mine: Try, how: 'failed' | 'passed' | 'completed', at: Instant): Promise<void> {
    const model = mine.lane === 'logon' ? this.common : this.reserve
    if (how !== 'completed') {
      expect(await bench.settle(mine, how, at)).toEqual(model.settle(mine.takenAt, how, at))
      return
    }
    // Whoever completes a logon does it in the holder's browser here, so that one reserve is watched.
    await bench.clear({ ...mine, browser: this.browser }, at)
    this.common.clear(mine.lane === 'logon' ? mine.takenAt : null, at)
    this.reserve.clear(mine.lane === 'reserve' ? mine.takenAt : null, at)
  }

  async check(): Promise<void> {
    expect(await bench.stored(this.key)).toEqual(expected(this.common))
    expect(await bench.stored(this.key, this.browser)).toEqual(expected(this.reserve))
  }
}

describe('a budget of tries, and the holder’s reserve,', () => {
  it('follow the documented rule through any sequence of tries, outcomes and crashes', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (run) => {
        const played = new Played()
        await played.begin()
        let at = START
        for (const step of run) {
          if (step.do !== 'lose') at = at.add({ seconds: step.after })
          if (step.do === 'take') await played.take(at, step.by)
          else {
            const [mine] = played.held.splice(step.which % (played.held.length || 1), 1)
            if (step.do === 'settle' && mine !== undefined) await played.settle(mine, step.outcome, at)
          }
          await played.check()
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('a budget of tries', () => {
  it('never lets more than ten wrong tries through before both factors are right or a lock has passed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { minLength: 20, maxLength: 40 }), async (order) => {
        const key = newKey()
        const held: Try[] = []
        let evaluated = 0
        for (const pick of order) {
          for (let more = 0; more < 3; more++) {
            const taken = await bench.take(key, START)
            if (typeof taken === 'object') held.push(taken)
          }
          const [mine] = held.splice(pick % (held.length || 1), 1)
          if (mine === undefined) continue
          evaluated += 1
          await bench.settle(mine, 'failed', START)
        }
        expect(evaluated).toBeLessThanOrEqual(10)
        expect(await bench.take(key, START.add({ seconds: 59 }))).toBe(
          evaluated === 10 ? 'locked' : expect.anything(),
        )
      }),
      { numRuns: 6 },
    )
  })

  it('is asked by one waiting caller of a network at a time, and none waits longer for the others', async () => {
    const key = newKey()
    for (let tries = 0; tries < 10; tries++) await bench.take(key, START)
    let [now, asking, most, pauses] = [START, 0, 0, 0]
    const patient: Waiting = {
      ...impatient(),
      clock: { now: () => now },
      pause: async (milliseconds) => {
        pauses += 1
        now = now.add({ milliseconds })
      },
      inLine: makeLine(),
    }
    const counting: Database = {
      ...copy.database,
      writeAhead: async (scope, work) => {
        most = Math.max(most, ++asking)
        return copy.database.writeAhead(scope, work).finally(() => asking--)
      },
    }
    const crowd = Array.from({ length: 20 }, () => takeTry(counting, patient, logon(key)))
    const answers = await Promise.all(crowd)
    expect(answers).toEqual(crowd.map(() => ({ ok: false, refusal: 'busy' })))
    expect([most, pauses]).toEqual([1, 3000 / 25])
  })

  it('keeps the two lanes and other keys apart', async () => {
    const [key, other] = [newKey(), newKey()]
    await exhaust(key, START)
    expect(await bench.take(key, START)).toBe('locked')
    expect(await bench.take(other, START)).toBeTypeOf('object')
    const initiation = await takeTry(copy.database, impatient(), { ...logon(key), lane: 'initiation' })
    expect(initiation.ok && initiation.value.is).toBe('taken')
  })

  it('costs one statement to settle, also for a caller without a try, and changes no budget then', async () => {
    const key = newKey()
    await exhaust(key, START)
    const refused = await bench.turn(key, START)
    const before = await bench.stored(key)
    if (refused === 'busy') throw new Error('busy')
    expect([await bench.settle(refused, 'failed', START), await bench.stored(key)]).toEqual([null, before])
  })

  it('forgets what died with its process at the first logon ten seconds later, however closely tries die', async () => {
    const key = newKey()
    let at = START
    for (let crash = 0; crash < 12; crash++) {
      expect(await bench.take(key, at)).toBeTypeOf('object')
      at = at.add({ seconds: 5 })
      const mine = await bench.take(key, at)
      if (typeof mine !== 'object') throw new Error(`${mine} after ${crash} crashes`)
      await bench.clear(mine, at)
      // Five seconds old, it may live yet: it stays counted.
      expect(await bench.stored(key)).toMatchObject({ failures: 1, pending: 1 })
      at = at.add({ seconds: 5 })
    }
  })

  it('counts a try that outlived its patience and was forgotten by a logon, once it fails', async () => {
    const key = newKey()
    const slow = await bench.take(key, START)
    const later = START.add({ seconds: 11 })
    const mine = await bench.take(key, later)
    if (typeof slow !== 'object' || typeof mine !== 'object') throw new Error('no try')
    await bench.clear(mine, later)
    await bench.settle(slow, 'failed', later)
    expect(await bench.stored(key)).toMatchObject({ failures: 1, pending: 0 })
  })

  it('says who set a lock that a crash brought about: one call, and none of those after it', async () => {
    const key = newKey()
    for (let tries = 0; tries < 10; tries++) await bench.take(key, START)
    const later = START.add({ seconds: 10 })
    const ends = []
    for (let calls = 0; calls < 3; calls++) {
      const turn = await bench.turn(key, later)
      if (turn !== 'busy' && turn.is === 'locked') ends.push(turn.lockedUntil)
    }
    expect(ends).toEqual([later.add({ minutes: 1 }), null, null])
  })
})

describe('the holder’s reserve', () => {
  const knownIn = async (key: BudgetKey) => {
    const browser = newBrowser()
    const taken = await bench.take(key, START, browser)
    if (typeof taken === 'object') await bench.clear(taken, START)
    await exhaust(key, START)
    return browser
  }

  it('is of one account and one browser: neither helps another', async () => {
    const [key, other] = [newKey(), newKey()]
    const browser = await knownIn(key)
    await exhaust(other, START)
    expect(await bench.take(other, START, browser)).toBe('locked')
    expect(await bench.take(key, START, newBrowser())).toBe('locked')
    expect(await bench.take(key, START, browser)).toMatchObject({ lane: 'reserve' })
  })

  it.each([
    ['the password it was earned with is replaced', 'credential'],
    ['the account is suspended', 'account'],
  ] as const)('ends when %s', async (_, what) => {
    const key = newKey()
    const browser = await knownIn(key)
    expect(await bench.take(key, START, browser)).toMatchObject({ lane: 'reserve' })
    await bench.during(what, async () => expect(await bench.take(key, START, browser)).toBe('locked'))
    expect(await bench.take(key, START, browser)).toMatchObject({ lane: 'reserve' })
  })
})

const logon = (key: BudgetKey) =>
  ({ key, lane: 'logon', at: START, browser: newBrowser(), network: NETWORK }) as const

async function exhaust(key: BudgetKey, at: Instant): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const taken = await bench.take(key, at)
    if (typeof taken === 'object') await bench.settle(taken, 'failed', at)
  }
}
