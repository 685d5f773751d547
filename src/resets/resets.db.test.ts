import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { systemRandomness } from '../kernel/system.ts'
import { endSessions } from './changes/end-sessions.ts'
import { unlock } from './changes/release-lock.ts'
import { resetChannel, resetPassword } from './changes/reset-credentials.ts'
import { lookSomebodyUp } from './look-somebody-up.ts'

const FIRM = 'C00105'
const [MAKER, CHECKER] = ['SGCDAM01', 'SGCDAC01']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  await test.node.stop()
})
afterAll(() => test.stop())

const his = (userId: string) => ({ accountId: desk.account(userId) })
const ask = (kind: typeof resetPassword | typeof endSessions | typeof unlock, userId: string) =>
  desk.askFor(MAKER, FIRM, kind, his(userId))
const problem = (code: string) => ({ is: 'problem', problem: { code } })
const letters = async (userId: string) =>
  (await desk.sql('select kind from outbox_mail where account_id = $1', [desk.account(userId)])).map(
    (row) => row['kind'],
  )
const drawn = () => systemRandomness.uuid()

describe('a reset', () => {
  it('ends sessions and tells its holder once: at the approval, not when it is asked for', async () => {
    for (const [kind, userId] of [
      [resetPassword, 'SGCUSR01'],
      [resetChannel, 'SGCUSR02'],
    ] as const) {
      await desk.session(userId)
      const number = numberOf(await ask(kind, userId))
      expect(await letters(userId)).toEqual([])
      expect(await desk.decide(CHECKER, FIRM, number)).toBe('applied')
      expect(await letters(userId)).toEqual(['changed-by-firm'])
      const live = await desk.sql('select id from logon_session where account_id = $1 and ended_at is null', [
        desk.account(userId),
      ])
      expect(live).toEqual([])
    }
  })

  it('of what is not set is none', async () => {
    expect(await ask(resetPassword, 'SGCUSR01')).toEqual(problem('nothing-to-reset'))
    expect(await ask(resetChannel, 'SGCUSR03')).toEqual(problem('nothing-to-reset'))
  })

  it('comes to nothing where something was set up meanwhile that was not shown', async () => {
    const number = numberOf(await ask(resetChannel, 'SGCUSR01'))
    const before = await letters('SGCUSR01')
    await desk.sql(
      `insert into credential (id, account_id, kind, epoch, valid_from) values ($1, $2, 'email', 'primary/0', $3)`,
      [drawn(), desk.account('SGCUSR01'), test.clock.now().toString()],
    )
    expect(await desk.decide(CHECKER, FIRM, number)).toBe('void: changed-meanwhile')
    expect(await letters('SGCUSR01')).toEqual(before)
  })
})

describe('an end of logon sessions', () => {
  it('is told, and one that has run out is none', async () => {
    await desk.session('SGCUSR02')
    const before = await letters('SGCUSR02')
    const now = test.clock.now()
    test.clock.set(now.add({ hours: 8 }))
    expect(await ask(endSessions, 'SGCUSR02')).toEqual(problem('no-live-session'))
    test.clock.set(now)
    numberOf(await ask(endSessions, 'SGCUSR02'))
    expect(await letters('SGCUSR02')).toEqual([...before, 'changed-by-firm'])
  })
})

describe('an unlock', () => {
  it('of who is not locked is none; it is told once, where it did something', async () => {
    expect(await ask(unlock, 'SGCUSR01')).toEqual(problem('not-locked'))
    const until = test.clock.now().add({ minutes: 5 }).toString()
    const key = 'ab'.repeat(32)
    await desk.sql(
      `insert into audit_event (id, at, epoch, kind, account_id, facts)
        values ($1, $2, 'primary/0', 'logon.password-refused', $3, $4)`,
      [
        ...[drawn(), test.clock.now().toString(), desk.account('SGCUSR01')],
        JSON.stringify({ lockedUntil: until, budget: key }),
      ],
    )
    await desk.sql(
      `insert into attempt_budget (key, lane, failures, lock_level, locked_until, verdict, window_at, updated_at)
        values (decode($1, 'hex'), 'logon', 10, 1, $2, 'locked', $3, $3)`,
      [key, until, test.clock.now().toString()],
    )
    const before = await letters('SGCUSR01')
    const [one, other] = [numberOf(await ask(unlock, 'SGCUSR01')), numberOf(await ask(unlock, 'SGCUSR01'))]
    expect(await desk.decide(CHECKER, FIRM, one)).toBe('applied')
    expect(await desk.decide(CHECKER, FIRM, other)).toBe('void: changed-meanwhile')
    expect(await letters('SGCUSR01')).toEqual([...before, 'changed-by-firm'])
    expect(await ask(unlock, 'SGCUSR01')).toEqual(problem('not-locked'))
  })
})

describe('a reference', () => {
  it('that belongs to no refusal is found as little as one that never was', async () => {
    const put = (reference: string, facts: object) =>
      desk.sql(
        `insert into audit_event (id, at, epoch, kind, account_id, reference, facts)
          values ($1, $2, 'primary/0', 'logon.password-refused', $3, $4, $5)`,
        [
          ...[drawn(), test.clock.now().toString(), desk.account('SGCUSR01')],
          ...[reference, JSON.stringify(facts)],
        ],
      )
    await put('BCD-FGH-JKL', { reason: 'wrong-password' })
    await put('BCD-FGH-JKM', { note: 'of a fault' })
    const look = async (asked: string) =>
      lookSomebodyUp(test.node.world, { asked, by: desk.account('HOTLIN01'), at: test.clock.now() })
    expect((await look('BCD-FGH-JKL')).refusal).toMatchObject({ reason: 'wrong-password' })
    for (const asked of ['BCD-FGH-JKM', 'BCD-FGH-JKN'])
      expect(await look(asked)).toEqual({ refusal: null, person: null })
  })
})
