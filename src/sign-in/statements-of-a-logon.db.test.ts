import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { batchesOf } from '../../test/support/count-statements.ts'
import { appCode, ONLINE } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import type { Node } from '../wire.ts'

let test: TestNode
let other: Node
beforeAll(async () => {
  test = await testNode()
  other = await test.secondNode()
  for (const { world } of [test.node, other]) {
    const decisions = await world.recentInForce.now()
    vi.spyOn(world.recentInForce, 'now').mockResolvedValue(decisions)
  }
})
afterAll(() => test.stop())

/** What a statement is for, by what it is known by. */
const DEEDS: readonly (readonly [RegExp, string])[] = [
  [/^(begin|commit)/, '$1'],
  [/^set local role sallyport_(\S+)/, 'as $1'],
  [/^set local synchronous_commit = off/, 'ahead'],
  [/insert into attempt_budget/, 'take a try'],
  [/update attempt_budget .* from settled/s, 'settle the try'],
  [/update attempt_budget .* insert into known_browser/s, 'clear the budget'],
  [/display_name/, 'find the holder'],
  [/launch_decision" inner join/, 'read decisions'],
  [/insert into "sign_in_attempt"/, 'begin the attempt'],
  [/from "sign_in_attempt" .* for update/, 'hold the attempt'],
  [/from "sign_in_attempt"/, 'find the attempt'],
  [/insert into spent_totp_step/, 'spend the step'],
  [/insert into logon_session .* insert into audit_event/s, 'open the session with its event'],
  [/update sign_in_attempt set ended_at/, 'end the attempt'],
  [/insert into audit_event/, 'record the event'],
]

function deedOf(text: string): string {
  const [known, deed] = DEEDS.find(([pattern]) => pattern.test(text)) ?? []
  return known === undefined || deed === undefined ? text : deed.replace('$1', known.exec(text)?.[1] ?? '')
}

async function tripsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await batchesOf(work)).map((batch) => batch.map(deedOf).join(', '))
}

async function passwordStep(browser: TerminalBrowser, userId: string) {
  await browser.get(ONLINE)
  const trips = await tripsOf(() =>
    browser.post(ONLINE, { user_id: userId, password: test.account(userId).password ?? '' }),
  )
  await browser.get(`${ONLINE}/passcode`)
  return trips
}

async function passcodeStep(browser: TerminalBrowser, userId: string) {
  const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
  let location: string | undefined
  const trips = await tripsOf(async () => {
    location = (await browser.post(`${ONLINE}/passcode`, { passcode })).location
  })
  return { location, trips }
}

const FINISH = [
  'begin, ahead, as sign_in, take a try, commit',
  'begin, as sign_in, hold the attempt, find the holder',
  'spend the step, clear the budget, open the session with its event, end the attempt, commit',
]

it('are four transactions, in five messages to the database', async () => {
  const browser = new TerminalBrowser(test.node)
  expect(await passwordStep(browser, 'SGCUSR01')).toEqual([
    'begin, ahead, as sign_in, take a try, find the holder, commit',
    'begin, as sign_in, settle the try, begin the attempt, record the event, commit',
  ])
  expect(await passcodeStep(browser, 'SGCUSR01')).toEqual({ location: '/online', trips: FINISH })
})

it('are one more at a node that did not begin it: it reads whose it is', async () => {
  const browser = new TerminalBrowser(test.node)
  await passwordStep(browser, 'EWDUSR01')
  const { location, trips } = await passcodeStep(browser.at(other), 'EWDUSR01')
  expect({ location, trips }).toEqual({
    location: '/online',
    trips: ['begin, as sign_in, find the attempt, commit', ...FINISH],
  })
})
