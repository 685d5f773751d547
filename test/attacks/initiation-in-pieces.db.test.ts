import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UserId } from '../../src/kernel/ids.ts'
import { appCode, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, codeFor, INITIATION, initiateByApp, NEW_PASSWORD, upToApp } from './initiate.ts'
import { codeQueuedBy, credentialsOf, eventsOf, lettersQueuedBy, reasons } from './look-inside.ts'
import { tokenOf } from './routes.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

const CHOSEN = { new_password: NEW_PASSWORD, repeat_password: NEW_PASSWORD }
const times = (count: number) => Array.from({ length: count }, (_, index) => index)
let networks = 0
/** From a network of its own: each may have three mails in a quarter of an hour. */
const newBrowser = () => new TerminalBrowser(test.node, `198.51.${networks++}.7`)

/** Posts what no page of this browser offers, with a token it could have. */
const postAnyway = (browser: TerminalBrowser, step: string, fields: Record<string, string>) => {
  const path = `${INITIATION}/${step}`
  return browser.post(path, fields, { token: tokenOf(test, browser, path) })
}

async function completedTimes(userId: string): Promise<number> {
  return (await eventsOf(test, userId)).filter(({ kind }) => kind === 'initiation.completed').length
}

describe('a code for an initiation', () => {
  it('asked for and missed in another browser takes nothing from its holder’s own', async () => {
    const [holder, stranger] = [newBrowser(), newBrowser()]
    const code = await codeFor(test, holder, 'HLSUSR01')
    await askFor(stranger, 'HLSUSR01')
    for (const _ of times(6)) await stranger.submit(`${INITIATION}/code`, { code: '00000000' })
    expect((await stranger.submit(`${INITIATION}/code`, { code })).body).not.toContain('New password')
    expect((await holder.submit(`${INITIATION}/code`, { code })).body).toContain('New password')
  })

  it('stays good when another is sent, and five tries are five whatever is sent', async () => {
    const [patient, guesser] = [newBrowser(), newBrowser()]
    const first = await codeFor(test, patient, 'HLSUSR02')
    const second = await codeQueuedBy(test, () => patient.submit(`${INITIATION}/again`, {}))
    expect(second).not.toBe(first)
    expect((await patient.submit(`${INITIATION}/code`, { code: first })).body).toContain('New password')

    await askFor(guesser, 'HLSUSR02')
    for (const _ of times(5)) await guesser.submit(`${INITIATION}/code`, { code: '00000000' })
    const late = await codeQueuedBy(test, () => guesser.submit(`${INITIATION}/again`, {}))
    expect((await guesser.submit(`${INITIATION}/code`, { code: late })).body).not.toContain('New password')
  })

  it('is good for ten minutes less a second, and not for ten', async () => {
    for (const [userId, minutes, leadsOn] of [
      ['NPFUSR01', { minutes: 9, seconds: 59 }, true],
      ['NPFUSR02', { minutes: 10 }, false],
    ] as const) {
      test.clock.set(SESSION_ONE)
      const browser = newBrowser()
      const code = await codeFor(test, browser, userId)
      test.clock.set(SESSION_ONE.add(minutes))
      const page = await browser.submit(`${INITIATION}/code`, { code })
      expect(page.body.includes('New password')).toBe(leadsOn)
    }
    expect(reasons(await eventsOf(test, 'NPFUSR02'))).toEqual(['expired'])
  })

  it('is used once: sent again it neither repeats a step nor does harm', async () => {
    const browser = newBrowser()
    const code = await codeFor(test, browser, 'SGCUSR03')
    const old = browser.at(test.node)
    await browser.submit(`${INITIATION}/code`, { code })
    await browser.submit(`${INITIATION}/password`, CHOSEN)
    expect((await postAnyway(old, 'code', { code })).status).toBe(409)
    const back = await postAnyway(browser, 'code', { code })
    expect(back.location).toBe(`${INITIATION}/step`)
    expect((await browser.get(`${INITIATION}/step`)).body).toContain('Authenticator app')
  })
})

describe('steps of an initiation', () => {
  const JUMPS = [
    ['password', CHOSEN],
    ['channel', { channel: 'app' }],
    ['channel/app', {}],
    ['channel/email', {}],
    ['proof', { passcode: '123456' }],
  ] as const

  it('taken before their turn lead back to the one it stands at, and leave no credential', async () => {
    const browser = newBrowser()
    const code = await codeFor(test, browser, 'TRCUSR02')
    for (const [step, fields] of JUMPS) {
      const answer = await postAnyway(browser, step, fields)
      expect([step, answer.status, answer.location]).toEqual([step, 303, `${INITIATION}/step`])
      expect((await browser.get(`${INITIATION}/step`)).body).toContain('Code from your email')
    }
    await browser.submit(`${INITIATION}/code`, { code })
    for (const [step, fields] of JUMPS.slice(1)) {
      await postAnyway(browser, step, fields)
      expect((await browser.get(`${INITIATION}/step`)).body).toContain('Repeat new password')
    }
    await browser.submit(`${INITIATION}/password`, CHOSEN)
    await postAnyway(browser, 'proof', { passcode: '123456' })
    expect((await browser.get(`${INITIATION}/step`)).body).toContain('OTP channel')
    expect(await credentialsOf(test, 'TRCUSR02')).toEqual([])
  })

  it('without a ticket, or with one of before, are not taken at all', async () => {
    const browser = newBrowser()
    await upToApp(test, browser, 'MFSUSR03')
    const stranger = newBrowser()
    await stranger.get('/')
    for (const [step, fields] of JUMPS) expect((await postAnyway(stranger, step, fields)).status).toBe(409)
    expect(await credentialsOf(test, 'MFSUSR03')).toEqual([])
  })

  it('gone back to may be taken again, and only the last choice comes into force', async () => {
    const browser = newBrowser()
    const secret = await upToApp(test, browser, 'CLBUSR03')
    const better = 'another wall, another kettle'
    await browser.submit(`${INITIATION}/password`, { new_password: better, repeat_password: better })
    const page = await browser.submit(`${INITIATION}/channel`, { channel: 'app' })
    const again = (/([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(page.body)?.[0] ?? '').replaceAll(' ', '')
    expect(again).not.toBe(secret)
    const early = appCode(secret, test.clock.now())
    expect((await browser.submit(`${INITIATION}/proof`, { passcode: early })).body).not.toContain(
      '2FA is set up',
    )
    const passcode = appCode(again, test.clock.now())
    const done = await browser.submit(`${INITIATION}/proof`, { passcode })
    expect(done.body).toContain('2FA is set up')
    expect(await credentialsOf(test, 'CLBUSR03')).toEqual(['app', 'password'])

    const reports = '/otp/overnight'
    expect((await typePassword(newBrowser(), 'CLBUSR03', NEW_PASSWORD, reports)).body).not.toContain(
      'Log on</button>',
    )
    expect((await typePassword(newBrowser(), 'CLBUSR03', better, reports)).body).toContain('Log on</button>')
  })

  it('left off leave no credential, and the journey can be taken anew', async () => {
    test.clock.set(SESSION_ONE)
    const browser = newBrowser()
    const secret = await upToApp(test, browser, 'OVGUSR01')
    expect(await credentialsOf(test, 'OVGUSR01')).toEqual([])
    test.clock.set(SESSION_ONE.add({ minutes: 30 }))
    const passcode = appCode(secret, test.clock.now())
    expect((await browser.submit(`${INITIATION}/proof`, { passcode })).status).toBe(409)
    expect(await credentialsOf(test, 'OVGUSR01')).toEqual([])
    expect((await initiateByApp(test, newBrowser(), 'OVGUSR01')).page.body).toContain('2FA is set up')
  })
})

describe('an initiation that is done', () => {
  it('does no harm when its last form is sent again, or its earlier ones', async () => {
    const userId = 'HLSUSR01'
    const browser = newBrowser()
    const secret = await upToApp(test, browser, userId)
    const passcode = appCode(secret, test.clock.now())
    const proofs = await Promise.all(times(20).map(() => browser.post(`${INITIATION}/proof`, { passcode })))
    expect(new Set(proofs.map(({ status }) => status))).toEqual(new Set([303, 409]))
    expect(await completedTimes(userId)).toBe(1)
    const before = await credentialsOf(test, userId)
    for (const [step, fields] of [
      ['password', CHOSEN],
      ['proof', { passcode }],
      ['channel/app', {}],
    ] as const)
      await postAnyway(browser, step, fields)
    expect(await credentialsOf(test, userId)).toEqual(before)
    expect(before).toEqual(['app', 'password'])
    expect((await browser.get(`${INITIATION}/step`)).body).toContain('2FA is set up')
  })

  it('is one of two that end at once on two nodes; the other is refused with its reason', async () => {
    const userId = 'HLSUSR02'
    const other = await test.secondNode()
    const [one, two] = [newBrowser(), newBrowser().at(other)]
    const secrets = [await upToApp(test, one, userId), await upToApp(test, two, userId)]
    const answers = await Promise.all(
      [one, two].map((browser, index) =>
        browser.submit(`${INITIATION}/proof`, { passcode: appCode(secrets[index] ?? '', test.clock.now()) }),
      ),
    )
    expect(answers.filter(({ body }) => body.includes('2FA is set up'))).toHaveLength(1)
    expect(answers.filter(({ body }) => /Reference: [A-Z-]{11}/.test(body))).toHaveLength(1)
    expect(await credentialsOf(test, userId)).toEqual(['app', 'password'])
    expect(await completedTimes(userId)).toBe(1)
    const refused = (await eventsOf(test, userId)).filter(({ kind }) => kind === 'initiation.proof-refused')
    expect(reasons(refused)).toEqual(['not-entitled'])
  })

  it('can’t be done again, also by one who had begun before', async () => {
    const userId = 'NPFUSR01'
    test.clock.set(SESSION_ONE)
    const [early, holder] = [newBrowser(), newBrowser()]
    const code = await codeFor(test, early, userId)
    await initiateByApp(test, holder, userId)
    const page = await early.submit(`${INITIATION}/code`, { code })
    expect(page.body).not.toContain('New password')
    expect(reasons(await eventsOf(test, userId)).at(-1)).toBe('not-entitled')
    const letters = await lettersQueuedBy(test, () => askFor(newBrowser(), userId))
    expect(letters.map(({ kind, code: sent }) => [kind, sent])).toEqual([['already-initiated', undefined]])
  })

  it('ends when the account is suspended on the way', async () => {
    const userId = 'HLSUSR04'
    await registerLate(userId)
    const browser = newBrowser()
    const secret = await upToApp(test, browser, userId)
    await test.database.write({ as: 'operations' }, (tx) =>
      tx
        .updateTable('account')
        .set({ status: 'suspended' })
        .where('user_id', '=', userId as UserId)
        .execute(),
    )
    const passcode = appCode(secret, test.clock.now())
    expect((await browser.submit(`${INITIATION}/proof`, { passcode })).body).not.toContain('2FA is set up')
    expect(await credentialsOf(test, userId)).toEqual([])
    expect(reasons(await eventsOf(test, userId))).toEqual(['suspended'])
  })
})

/** The email that was lacking, as his firm's Delegated Administrator registers it. */
async function registerLate(userId: string): Promise<void> {
  await test.database.write({ as: 'operations' }, (tx) =>
    tx
      .insertInto('registered_email')
      .values({
        id: test.node.world.randomness.uuid(),
        account_id: test.account(userId).accountId,
        address: 'late@harbourlantern.example',
        valid_from: SESSION_ONE,
        valid_to: null,
      })
      .execute(),
  )
}

describe('mail for initiations', () => {
  const asking = (browser: TerminalBrowser) =>
    lettersQueuedBy(test, () => askFor(browser, 'LAUDAS01', '/dms/initiation')).then(({ length }) => length)

  it('is three letters in a quarter of an hour to one network, and twenty an hour to one account but for a network’s first', async () => {
    test.clock.set(SESSION_ONE)
    const sent: number[] = []
    for (let network = 1; network <= 7; network++)
      for (const _ of times(4)) sent.push(await asking(new TerminalBrowser(test.node, `192.0.${network}.1`)))
    expect(sent.slice(0, 8)).toEqual([1, 1, 1, 0, 1, 1, 1, 0])
    expect(sent.filter((letters) => letters === 1)).toHaveLength(20)
    test.clock.set(SESSION_ONE.add({ minutes: 59 }))
    expect(await asking(new TerminalBrowser(test.node, '192.0.7.1'))).toBe(0)
    test.clock.set(SESSION_ONE.add({ hours: 1 }))
    expect(await asking(new TerminalBrowser(test.node, '192.0.7.1'))).toBe(1)
  })

  it('comes again to a network after its quarter of an hour, also when asked for from one page', async () => {
    const at = SESSION_ONE.add({ minutes: 70 })
    test.clock.set(at)
    const browser = new TerminalBrowser(test.node, '192.0.2.9')
    const again = () =>
      lettersQueuedBy(test, () => browser.submit(`${INITIATION}/again`, {})).then(({ length }) => length)
    await askFor(browser, 'EWDDAC01')
    await askFor(browser, 'NPFUSR02')
    expect([await again(), await again(), await again()]).toEqual([1, 1, 0])
    test.clock.set(at.add({ minutes: 14, seconds: 59 }))
    expect(await again()).toBe(0)
    test.clock.set(at.add({ minutes: 15 }))
    expect(await again()).toBe(1)
  })
})
