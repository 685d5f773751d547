import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Node } from '../../src/wire.ts'
import { ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { codeQueuedBy, liveSessions } from './look-inside.ts'

/** Attack 18. A reader has two channels: the app comes first, the passcode under test is the mailed one. */
const USER = 'KTBUSR02'
const HOME = '/online'
const PASSCODE = `${ONLINE}/passcode`

let test: TestNode
let other: Node
beforeAll(async () => {
  test = await testNode()
  other = await test.secondNode()
})
afterAll(() => test.stop())
beforeEach(begin)

const onServer = (text: string, values: readonly unknown[] = []) => test.db.ask(text, [...values])
const setStatus = (status: string) =>
  onServer('update account set status = $1 where user_id = $2', [status, USER])

async function begin(): Promise<void> {
  test.clock.set(SESSION_ONE)
  await setStatus('active')
  await onServer(`truncate logon_session, one_time_code, sign_in_attempt, attempt_budget, known_browser,
    network_failure, outbox_mail`)
}

/** What may happen beside the verification, and whether the passcode is refused where it has happened before. */
const EVENTS: Readonly<
  Record<string, { readonly refuses: boolean; happen(browser: TerminalBrowser): Promise<unknown> }>
> = {
  resend: { refuses: false, happen: (browser) => browser.post(`${PASSCODE}/email`, {}) },
  'channel change': { refuses: true, happen: (browser) => browser.post(`${PASSCODE}/app`, {}) },
  suspension: { refuses: true, happen: () => setStatus('suspended') },
  lock: { refuses: true, happen: lock },
  expiry: {
    refuses: true,
    happen: async () => test.clock.set(SESSION_ONE.add({ minutes: 10 })),
  },
}
const NAMES = Object.keys(EVENTS)

/** The lock of a budget that stands at ten failures, as if a stranger had brought it there. */
function lock(): Promise<unknown> {
  const until = test.clock.now().add({ minutes: 30 }).toString()
  return onServer(
    `update attempt_budget set failures = 10, pending = '{}', locked_until = $1 where lane = 'logon'`,
    [until],
  )
}

/** A logon that stands at its second step by email, in a browser that is not known. */
async function standing(): Promise<{ browser: TerminalBrowser; verify(node?: Node): Promise<boolean> }> {
  const browser = new TerminalBrowser(test.node)
  await typePassword(browser, USER, test.account(USER).password ?? '')
  const passcode = await codeQueuedBy(test, () => browser.submit(`${PASSCODE}/email`, {}))
  const verify = async (node = test.node) =>
    (await browser.at(node).post(PASSCODE, { passcode })).location === HOME
  return { browser, verify }
}

/** All that may have happened before: each of the 32 sets, by the bits of a number. */
const subsets = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  NAMES.filter((_, place) => (bits & (1 << place)) !== 0),
)

describe('a passcode that is verified', () => {
  it.each(subsets.map((before) => [before.join(', ') || 'nothing', before] as const))(
    'after %s is accepted only if none of it refuses, and whatever comes then undoes no logon but by its own rule',
    async (_, before) => {
      const { browser, verify } = await standing()
      for (const name of before) await EVENTS[name]?.happen(browser)
      const accepted = await verify()
      expect(accepted).toBe(!before.some((name) => EVENTS[name]?.refuses))
      for (const name of NAMES.filter((later) => !before.includes(later))) await EVENTS[name]?.happen(browser)
      expect((await liveSessions(test, USER)).length).toBe(accepted ? 1 : 0)
      expect(await verify(other)).toBe(accepted)
      expect((await liveSessions(test, USER)).length).toBe(accepted ? 1 : 0)
    },
  )

  it.each(NAMES)('at once with %s ends as one after the other would, and stays so', async (name) => {
    for (let round = 0; round < 3; round++) {
      await begin()
      const { browser, verify } = await standing()
      const [accepted] = await Promise.all([verify(other), EVENTS[name]?.happen(browser)])
      if (!EVENTS[name]?.refuses) expect(accepted).toBe(true)
      expect((await liveSessions(test, USER)).length).toBe(accepted ? 1 : 0)
      // A second click on what was accepted leads to where it led; what was refused stays so.
      expect(await verify()).toBe(accepted)
      expect((await liveSessions(test, USER)).length).toBe(accepted ? 1 : 0)
    }
  })

  it('many times at once beside all of it lets in once or not at all', async () => {
    const { browser, verify } = await standing()
    const verifying = [test.node, other, test.node, other].map((node) => verify(node))
    await Promise.all([...verifying, ...NAMES.map((name) => EVENTS[name]?.happen(browser))])
    expect((await liveSessions(test, USER)).length).toBeLessThanOrEqual(1)
    const { rows } = await onServer(
      'select count(*)::int as spent from one_time_code where spent_at is not null',
    )
    expect((await liveSessions(test, USER)).length).toBe(rows[0].spent)
  })
})
