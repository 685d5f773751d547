import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typePassword } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import { catalogue } from '../catalogue.ts'
import { escalateRequests } from '../changes/escalate-requests.ts'
import { expireRequests } from '../changes/expire-requests.ts'
import type { NoticeKind } from '../kernel/vocabulary.ts'
import { mailNotices } from './mail-notices.ts'
import type { Looking } from './open-tasks.ts'
import { readNotices } from './read-notices.ts'

const FIRM = 'C00102'
const [MAKER, CHECKER, USER] = ['KTBDAM01', 'KTBDAC01', 'KTBUSR02']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  // The demo's own lacks are told first, so that each test sees its own.
  await mail()
})
afterAll(() => test.stop())

const mail = () => mailNotices(test.node.world, test.clock.now(), 500)
const wait = (minutes: number) => test.clock.set(test.clock.now().add({ minutes }))
const shown = async (userId: string, firm: string | null = FIRM) =>
  seen(userId, firm === null ? 'desk' : await desk.firm(firm))
const seen = async (userId: string, among: Looking['among']) => {
  const { programme } = test.node.world
  const him = { account: desk.account(userId), among }
  const looking = { kinds: catalogue, programme, at: test.clock.now(), ...him }
  const scope =
    among === 'desk' || among === 'all'
      ? ({ as: 'operations' } as const)
      : ({ as: 'participant', participant: among } as const)
  const notices = await test.database.read(scope, (db) => readNotices(db, looking))
  const counts: Partial<Record<NoticeKind, number>> = Object.fromEntries(
    notices.map(({ kind, count }) => [kind, count]),
  )
  return counts
}
const mailsTo = async (userId: string) =>
  (
    await desk.sql(`select from outbox_mail where kind = 'tasks-waiting' and account_id = $1`, [
      desk.account(userId),
    ])
  ).length

describe('a request that waits', () => {
  it('is shown and mailed to who may decide, not to its maker, and once for all that came', async () => {
    wait(31)
    await desk.askEmail(MAKER, FIRM, USER, 'one@kiteterrace.example')
    const before = await mailsTo(CHECKER)
    expect((await shown(CHECKER)).decide).toBe(1)
    expect((await shown(MAKER)).decide).toBeUndefined()
    await mail()
    await desk.askEmail(MAKER, FIRM, 'KTBUSR01', 'two@kiteterrace.example')
    wait(29)
    await mail()
    expect(await mailsTo(CHECKER)).toBe(before + 1)
    wait(1)
    await Promise.all([mail(), mail()])
    expect((await shown(CHECKER)).decide).toBe(2)
    expect(await mailsTo(CHECKER)).toBe(before + 2)
    wait(31)
    await mail()
    expect(await mailsTo(CHECKER)).toBe(before + 2)
  })

  it('is not mailed once it was decided on meanwhile; its maker hears of that', async () => {
    wait(31)
    const before = [await mailsTo(CHECKER), await mailsTo(MAKER)]
    const asked = await desk.askEmail(MAKER, FIRM, 'KTBUSR03', 'three@kiteterrace.example')
    expect(await desk.decide(CHECKER, FIRM, numberOf(asked))).toBe('applied')
    expect((await shown(MAKER)).decided).toBe(1)
    await mail()
    expect([await mailsTo(CHECKER), await mailsTo(MAKER)]).toEqual([before[0], (before[1] ?? 0) + 1])
  })
})

describe('a request that no checker of the firm can come for', () => {
  it('goes to the operators’ checkers, and its maker hears that, and later that it expired', async () => {
    await desk.askEmail(MAKER, FIRM, 'KTBUSR01', 'four@kiteterrace.example')
    const until = test.clock
      .now()
      .add({ hours: 24 * 20 })
      .toString()
    await desk.sql('insert into absence values (gen_random_uuid(), $1, $2, $3, $1, $2)', [
      desk.account(CHECKER),
      test.clock.now().toString(),
      until,
    ])
    const before = await shown('OPSCHK01', null)
    wait(60 * 48)
    await escalateRequests(test.node.world, test.clock.now())
    const escalated = (await shown(MAKER)).escalated ?? 0
    expect(escalated).toBeGreaterThan(0)
    expect((await shown('OPSCHK01', null)).authorise).toBe((before.authorise ?? 0) + escalated)
    expect((await shown('OPSMAK01', null)).authorise).toBeUndefined()
    wait(60 * 24 * 5)
    await expireRequests(test.node.world, test.clock.now())
    expect(await shown(MAKER)).toMatchObject({ expired: escalated })
    expect((await shown('OPSCHK01', null)).authorise).toBe(before.authorise)
  })
})

describe('a person’s lack', () => {
  const dropEmail = (userId: string) =>
    desk.sql('update registered_email set valid_to = $2 where account_id = $1 and valid_to is null', [
      desk.account(userId),
      test.clock.now().toString(),
    ])

  it('is told to who can mend it: a user’s to his DAs, a DA’s to Client Connect, theirs to operators', async () => {
    const connect = 'KTBCC001'
    const had = [await seen(MAKER, 'all'), await shown(connect), await shown('OPSMAK01', null)]
    await dropEmail('KTBUSR01')
    await dropEmail(CHECKER)
    await dropEmail(connect)
    const has = [await seen(MAKER, 'all'), await shown(connect), await shown('OPSMAK01', null)]
    const more = (at: number, kind: NoticeKind) => (has[at]?.[kind] ?? 0) - (had[at]?.[kind] ?? 0)
    expect(more(0, 'user-without-email')).toBe(1)
    expect(more(1, 'administrator-without-email')).toBe(1)
    expect(more(2, 'connect-without-email')).toBe(1)
    expect(more(0, 'administrator-without-email') + more(1, 'user-without-email')).toBe(0)
  })

  it('of being locked is told to his DAs as long as it lasts, and to no other firm (attack 7)', async () => {
    const browser = new TerminalBrowser(test.node)
    for (let n = 0; n < 10; n++) await typePassword(browser, USER, 'wrong')
    const before = await mailsTo(MAKER)
    expect((await shown(MAKER))['user-locked']).toBe(1)
    expect((await shown('HLSDAM01', 'C00101'))['user-locked']).toBeUndefined()
    await mail()
    expect(await mailsTo(MAKER)).toBe(before + 1)
    wait(31)
    expect((await shown(MAKER))['user-locked']).toBeUndefined()
  })

  it('is told once, again after a week, and anew where it came back', async () => {
    wait(31)
    await mail()
    const before = await mailsTo(MAKER)
    wait(60 * 24 * 6)
    await mail()
    expect(await mailsTo(MAKER)).toBe(before)
    wait(60 * 24)
    await mail()
    expect(await mailsTo(MAKER)).toBe(before + 1)
    await desk.sql('update registered_email set valid_to = null where account_id = $1', [
      desk.account('KTBUSR01'),
    ])
    wait(31)
    await mail()
    await dropEmail('KTBUSR01')
    await mail()
    expect(await mailsTo(MAKER)).toBe(before + 2)
  })
})
