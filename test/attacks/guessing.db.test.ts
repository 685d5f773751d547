import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode, logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import {
  budgetOf,
  codeQueuedBy,
  comparable,
  eventsOf,
  eventsUnder,
  lettersQueuedBy,
  liveSessions,
  reasons,
  referenceOn,
} from './look-inside.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

const times = (count: number) => Array.from({ length: count }, (_, index) => index)
const passwordOf = (userId: string) => test.account(userId).password ?? ''
const PASSCODE = `${ONLINE}/passcode`

let networks = 0

/** In a source network of its own, which no failure of the others delays: what is counted here is the account's budget. */
function elsewhere(): TerminalBrowser {
  return new TerminalBrowser(test.node, `198.18.${++networks}.7`)
}

async function atTheDoor(browser = elsewhere()): Promise<TerminalBrowser> {
  await browser.get(ONLINE)
  return browser
}

async function guess(userId: string, count: number, password = 'wrong'): Promise<readonly Answer[]> {
  const browser = await atTheDoor()
  const answers = []
  for (const _ of times(count)) answers.push(await browser.post(ONLINE, { user_id: userId, password }))
  return answers
}

/** Where one try with the right password leads: on to the passcode, or back to the door. */
async function tryRight(userId: string): Promise<string | undefined> {
  return (await guess(userId, 1, passwordOf(userId)))[0]?.location
}

describe('guessing passwords', () => {
  it('200 at once over two nodes has 10 evaluated and 190 refused, locks for a minute, and harms nobody else', async () => {
    const userId = 'SGCUSR01'
    const browser = await atTheDoor(new TerminalBrowser(test.node))
    const nodes = [browser, browser.at(await test.secondNode())]
    let turnedAway = 0
    const letters = await lettersQueuedBy(test, async () => {
      const flood = times(200).map((index) =>
        nodes[index % 2]?.post(ONLINE, { user_id: userId, password: `wrong ${index}` }),
      )
      const page = await logOnByApp(test, new TerminalBrowser(test.node), 'NPFUSR03', '/otp/overnight')
      expect(page.body).toContain('Function not available')
      const answers = await Promise.all(flood)
      // Whom a busy machine keeps waiting for three seconds it tells to come back, and evaluates nothing of his.
      const late = answers.filter((answer) => answer?.status === 503)
      expect(late.filter((answer) => !answer?.headers.has('retry-after'))).toEqual([])
      turnedAway = late.length
      const met = answers.filter((answer) => answer?.status !== 503)
      expect(new Set(met.map((answer) => answer?.location))).toEqual(new Set([ONLINE]))
    })
    const refused = reasons(await eventsOf(test, userId))
    expect(refused.filter((reason) => reason === 'wrong-password')).toHaveLength(10)
    expect(refused.filter((reason) => reason === 'locked')).toHaveLength(190 - turnedAway)
    expect(await budgetOf(test, userId)).toMatchObject({
      failures: 10,
      pending: 0,
      refusals: 190 - turnedAway,
      locked_until: test.clock.now().add({ minutes: 1 }),
    })
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual([['logon-locked', test.account(userId).email]])
  })

  it('ends in a lock that meets the right password like a wrong one, and lets it pass when it is over', async () => {
    const userId = 'EWDUSR01'
    const seen = async (password: string) => {
      const browser = await atTheDoor()
      const posted = await browser.post(ONLINE, { user_id: userId, password })
      return [comparable(posted), comparable(await browser.get(posted.location ?? ''))]
    }
    const before = await seen('wrong')
    await guess(userId, 9)
    expect(await seen(passwordOf(userId))).toEqual(before)
    const end = test.clock.now().add({ minutes: 1 })
    test.clock.set(end.subtract({ seconds: 1 }))
    expect(await tryRight(userId)).toBe(ONLINE)
    test.clock.set(end)
    expect(await tryRight(userId)).toBe(PASSCODE)
  })

  it('over and over locks for 1, 2, 5, 15, 30 and 30 minutes, an ID nobody has like any other', async () => {
    for (const userId of ['MFSUSR01', 'ZZZUSR99']) {
      test.clock.set(SESSION_ONE)
      const locks: number[] = []
      for (const _ of times(6)) {
        await guess(userId, 10)
        const { locked_until: until } = (await budgetOf(test, userId)) ?? {}
        if (until == null) throw new Error('ten failures did not lock')
        locks.push(until.since(test.clock.now()).total('minutes'))
        test.clock.set(until)
      }
      expect(locks).toEqual([1, 2, 5, 15, 30, 30])
    }
    expect(await tryRight('MFSUSR01')).toBe(PASSCODE)
    test.clock.set(SESSION_ONE)
  })

  it('is not forgotten for a right password alone, and is for both factors', async () => {
    const userId = 'LAUUSR01'
    await guess(userId, 9)
    expect(await tryRight(userId)).toBe(PASSCODE)
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 9, locked_until: null })
    await logOnByApp(test, elsewhere(), userId)
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 0, pending: 0, locked_until: null })
    await guess(userId, 9)
    expect(await tryRight(userId)).toBe(PASSCODE)
    await guess(userId, 1)
    expect((await budgetOf(test, userId))?.locked_until).toEqual(test.clock.now().add({ minutes: 1 }))
    expect(await tryRight(userId)).toBe(ONLINE)
  })

  it('counts all spellings of one ID together', async () => {
    const spellings = [
      'TRCUSR01',
      'trcusr01',
      '  TrcUsr01 ',
      'TRC USR01',
      'ＴＲＣＵＳＲ０１',
      'ｔｒｃ\u3000ｕｓｒ０１',
      'TRCUSR01\u00a0',
      '𝐓𝐑𝐂USR01',
    ]
    for (const spelling of spellings) expect((await guess(spelling, 1))[0]?.status).toBe(303)
    expect(await budgetOf(test, 'TRCUSR01')).toMatchObject({ failures: spellings.length })
    expect((await guess('TRCUSR01\u0000', 1))[0]?.status).toBe(400)
    await guess('trcusr01', 1)
    await guess('ＴＲＣＵＳＲ０１', 1)
    expect(await tryRight('TRCUSR01')).toBe(ONLINE)
  })
})

describe('guessing passcodes', () => {
  const reasonOf = async (answer: Answer) =>
    (await eventsUnder(test, referenceOn(answer)))[0]?.facts['reason']

  it('gets five tries a logon, and another passcode brings no more', async () => {
    const userId = 'KTBUSR01'
    const browser = elsewhere()
    const code = await codeQueuedBy(test, () => typePassword(browser, userId, passwordOf(userId)))
    const tryOne = async (passcode: string) => reasonOf(await browser.submit(PASSCODE, { passcode }))
    for (const _ of times(4)) expect(await tryOne('00000000')).toBe('wrong')
    const another = await codeQueuedBy(test, () => browser.submit(`${PASSCODE}/email`, {}))
    expect(await tryOne('00000000')).toBe('wrong')
    expect(await tryOne(another)).toBe('no-tries-left')
    expect(await tryOne(code)).toBe('no-tries-left')
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 7 })
    const again = await codeQueuedBy(test, () => typePassword(browser, userId, passwordOf(userId)))
    expect((await browser.submit(PASSCODE, { passcode: again })).body).toContain('Function not available')
  })

  it('brings no more tries by going over to the app and back', async () => {
    const userId = 'KTBUSR02'
    const browser = elsewhere()
    await typePassword(browser, userId, passwordOf(userId))
    for (const _ of times(3)) await browser.submit(PASSCODE, { passcode: '000000' })
    const code = await codeQueuedBy(test, () => browser.submit(`${PASSCODE}/email`, {}))
    for (const _ of times(2)) await browser.submit(PASSCODE, { passcode: '00000000' })
    expect(await reasonOf(await browser.submit(PASSCODE, { passcode: code }))).toBe('no-tries-left')
    await browser.submit(`${PASSCODE}/app`, {})
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    expect(await reasonOf(await browser.submit(PASSCODE, { passcode }))).toBe('no-tries-left')
  })

  it('at once in twelve logons of one account has ten evaluated, and locks', async () => {
    const userId = 'HLSUSR03'
    const browsers = times(12).map((index) => new TerminalBrowser(test.node, `198.51.100.${index}`))
    for (const browser of browsers) await typePassword(browser, userId, passwordOf(userId))
    await Promise.all(browsers.map((browser) => browser.post(PASSCODE, { passcode: '000000' })))
    const refused = reasons(await eventsOf(test, userId))
    expect(refused.filter((reason) => reason === 'wrong')).toHaveLength(10)
    expect(refused.filter((reason) => reason === 'locked')).toHaveLength(2)
    expect(await tryRight(userId)).toBe(ONLINE)
    const [browser] = browsers
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    const page = await browser?.submit(PASSCODE, { passcode })
    expect(page && (await reasonOf(page))).toBe('locked')
    expect(await liveSessions(test, userId)).toEqual([])
  })

  it('while locked costs a right one nothing: it is good again when the lock is over', async () => {
    const userId = 'CLBUSR01'
    const browser = elsewhere()
    const code = await codeQueuedBy(test, () => typePassword(browser, userId, passwordOf(userId)))
    await guess(userId, 10)
    for (const _ of times(6))
      expect(await reasonOf(await browser.submit(PASSCODE, { passcode: code }))).toBe('locked')
    test.clock.set(test.clock.now().add({ minutes: 1 }))
    expect((await browser.submit(PASSCODE, { passcode: code })).body).toContain('Function not available')
    test.clock.set(SESSION_ONE)
  })

  it('shares its tries with guessing the password', async () => {
    const userId = 'EWDUSR02'
    await guess(userId, 7)
    const browser = elsewhere()
    await typePassword(browser, userId, passwordOf(userId))
    for (const _ of times(3)) await browser.submit(PASSCODE, { passcode: '000000' })
    expect((await budgetOf(test, userId))?.locked_until).toEqual(test.clock.now().add({ minutes: 1 }))
  })

  it('what is no passcode at all costs none', async () => {
    const userId = 'BWOUSR01'
    const browser = elsewhere()
    const code = await codeQueuedBy(test, () => typePassword(browser, userId, passwordOf(userId)))
    for (const slip of ['12345', 'abcdefgh', '123456789', '1234567.', '12345678 9'])
      expect(await reasonOf(await browser.submit(PASSCODE, { passcode: slip }))).toBe('malformed')
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 0 })
    expect((await browser.submit(PASSCODE, { passcode: code })).body).toContain('Function not available')
  })
})
