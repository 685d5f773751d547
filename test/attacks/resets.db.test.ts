import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFirmLocks, releaseLock } from '../../src/attempts/firm-locks.ts'
import { reading } from '../../src/db/transaction.ts'
import type { RequestNumber } from '../../src/kernel/ids.ts'
import { endSessions } from '../../src/resets/changes/end-sessions.ts'
import { unlock } from '../../src/resets/changes/release-lock.ts'
import { resetChannel, resetPassword } from '../../src/resets/changes/reset-credentials.ts'
import { type FirmDesk, firmDesk, uuid } from '../support/ask-users.ts'
import { appCode, logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { codeFor, INITIATION, initiateByApp, NEW_PASSWORD } from './initiate.ts'
import {
  budgetOf,
  codeQueuedBy,
  credentialsOf,
  eventsOfKind,
  liveSessions,
  referenceOn,
} from './look-inside.ts'

let test: TestNode
let sgc: FirmDesk
beforeAll(async () => {
  test = await testNode()
  sgc = firmDesk(test, 'C00105', 'SGCDAM01', 'SGCDAC01')
})
afterAll(() => test.stop())

const fresh = (ip?: string) => new TerminalBrowser(test.node, ip)
const idOf = async (userId: string) => ({ accountId: await sgc.idOf(userId) })
const inForce = (userId: string) => credentialsOf(test, userId)
const budget = async (userId: string) => {
  const found = await budgetOf(test, userId)
  return {
    failures: found?.failures ?? 0,
    level: found?.lock_level ?? 0,
    lockedUntil: found?.locked_until ?? null,
  }
}

/** An initiation up to where an OTP channel is chosen; the answer is that page. */
async function upToChannel(browser: TerminalBrowser, userId: string, password = NEW_PASSWORD) {
  await browser.submit(`${INITIATION}/code`, { code: await codeFor(test, browser, userId) })
  return browser.submit(`${INITIATION}/password`, {
    new_password: password,
    repeat_password: password,
  })
}

/** Both steps of a logon with the password that was chosen anew. */
async function logOnAnew(userId: string, secret: string) {
  const browser = fresh()
  await typePassword(browser, userId, NEW_PASSWORD)
  return browser.submit(`${ONLINE}/passcode`, { passcode: appCode(secret, test.clock.now()) })
}

/** App codes prove one thing once: the next one is half a minute away. */
const wait = () => test.clock.set(test.clock.now().add({ seconds: 30 }))

describe('a reset of the password', () => {
  const userId = 'SGCUSR01'

  it('takes two, ends the old password and what was begun with it, and leaves the channels', async () => {
    await logOnByApp(test, fresh(), userId)
    const midway = fresh()
    await typePassword(midway, userId, test.account(userId).password ?? '')
    const asked = await sgc.ask(resetPassword, await idOf(userId))
    expect([await inForce(userId), (await liveSessions(test, userId)).length]).toEqual([
      ['app', 'password'],
      1,
    ])
    expect(await sgc.decide('SGCDAM01', 'C00105', asked as RequestNumber)).toBe('own-request')
    expect(await sgc.decide('SGCDAC01', 'C00105', asked as RequestNumber)).toBe('applied')
    expect([await inForce(userId), await liveSessions(test, userId)]).toEqual([['app'], []])
    wait()
    const { totpSecret = '' } = test.account(userId)
    await midway.submit(`${ONLINE}/passcode`, { passcode: appCode(totpSecret, test.clock.now()) })
    expect(await liveSessions(test, userId)).toEqual([])
    expect(await sgc.ask(resetPassword, await idOf(userId))).toBe('nothing-to-reset')
  })

  it('lets a stranger who has the mailbox set up no channel of his own, and shows him no secret', async () => {
    const stranger = fresh('198.51.100.9')
    const page = await upToChannel(stranger, userId)
    expect(page.body).toContain('Show that it is you')
    expect(page.body).not.toContain('value="email"')
    await stranger.post(`${INITIATION}/channel`, { channel: 'email' })
    const app = await stranger.submit(`${INITIATION}/channel`, { channel: 'app' })
    expect(app.body).not.toMatch(/([A-Z2-7]{4} ){7}|<svg[^>]*viewBox="0 0 4/)
    expect(app.body).not.toContain(test.account(userId).totpSecret)
    await stranger.submit(`${INITIATION}/proof`, { passcode: '000000' })
    expect(await inForce(userId)).toEqual(['app'])
  })

  it('counts guesses at the channel that stayed on the account’s one budget', async () => {
    const { failures: before } = await budget(userId)
    const stranger = fresh('198.51.100.10')
    await upToChannel(stranger, userId)
    await stranger.submit(`${INITIATION}/channel`, { channel: 'app' })
    for (const passcode of ['000000', '000001']) await stranger.submit(`${INITIATION}/proof`, { passcode })
    expect((await budget(userId)).failures).toBe(before + 2)
  })

  it('is completed by its holder with a passcode of the app he has', async () => {
    const browser = fresh()
    await upToChannel(browser, userId)
    await browser.submit(`${INITIATION}/channel`, { channel: 'app' })
    const { totpSecret = '' } = test.account(userId)
    wait()
    const passcode = appCode(totpSecret, test.clock.now())
    expect((await browser.submit(`${INITIATION}/proof`, { passcode })).body).toContain('2FA is set up')
    expect(await inForce(userId)).toEqual(['app', 'password'])
    wait()
    expect((await logOnAnew(userId, totpSecret)).body).toContain('Function not available')
  })

  it('makes nothing of an initiation whose channel was reset too in the meantime', async () => {
    await sgc.askAndApprove(resetPassword, await idOf(userId))
    const browser = fresh()
    await upToChannel(browser, userId, 'another kettle, another harbour')
    await browser.submit(`${INITIATION}/channel`, { channel: 'app' })
    expect(await sgc.askAndApprove(resetChannel, await idOf(userId))).toBe('applied')
    wait()
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    expect((await browser.submit(`${INITIATION}/proof`, { passcode })).status).toBe(200)
    expect(await inForce(userId)).toEqual([])
  })
})

describe('a reset of the OTP channels', () => {
  it('ends the password too, so that initiation begins anew with another app', async () => {
    const userId = 'SGCUSR02'
    const { accountId } = await idOf(userId)
    expect(await sgc.askAndApprove(resetChannel, { accountId })).toBe('applied')
    expect(await inForce(userId)).toEqual([])
    const { secret } = await initiateByApp(test, fresh(), userId)
    expect(await inForce(userId)).toEqual(['app', 'password'])
    wait()
    expect((await logOnAnew(userId, secret)).body).toContain('Function not available')
  })

  it('ends the offer of a second channel that stood open', async () => {
    const userId = 'SGCUSR03'
    const browser = fresh()
    await initiateByApp(test, browser, userId)
    const code = await codeQueuedBy(test, () => browser.submit(`${INITIATION}/channel/email`, {}))
    await sgc.askAndApprove(resetChannel, await idOf(userId))
    await browser.submit(`${INITIATION}/proof`, { passcode: code })
    expect(await inForce(userId)).toEqual([])
    const [event] = (await eventsOfKind(test, 'initiation.proof-refused')).slice(-1)
    expect(event).toMatchObject({ facts: { reason: 'not-initiated' } })
  })
})

describe('an unlock', () => {
  const userId = 'SGCUSR03'

  it('takes two, and lets the holder try at once; a lock renewed meanwhile does not void it', async () => {
    expect(await sgc.ask(unlock, await idOf(userId))).toBe('not-locked')
    await lock(userId)
    const asked = await sgc.ask(unlock, await idOf(userId))
    expect((await budget(userId)).lockedUntil).not.toBeNull()
    test.clock.set(test.clock.now().add({ minutes: 2 }))
    await lock(userId)
    expect(await sgc.decide('SGCDAC01', 'C00105', asked as RequestNumber)).toBe('applied')
    expect(await budget(userId)).toEqual({ failures: 0, level: 0, lockedUntil: null })
    expect(await sgc.events('lock.released')).toHaveLength(1)
  })

  it('of another firm’s user, locked or not, is of nobody', async () => {
    await lock('KTBUSR01')
    expect(await sgc.ask(unlock, await idOf('KTBUSR01'))).toBe('not-found')
    const firm = await sgc.firm('C00105')
    const account = await sgc.idOf('KTBUSR01')
    await test.database.write({ as: 'participant', participant: firm }, async (tx) => {
      const at = test.clock.now()
      expect(await readFirmLocks(reading(tx), { firm, account: null, at })).toEqual([])
      const theirs = await sgc.firm('C00102')
      for (const asked of [firm, theirs])
        expect(await releaseLock(tx, { firm: asked, account, at })).toBe(false)
    })
    expect((await budget('KTBUSR01')).lockedUntil).not.toBeNull()
  })

  it('is told to the firm’s DAs where they look at the user', async () => {
    await lock(userId)
    const browser = fresh()
    await logOnByApp(test, browser, 'SGCDAM01', '/dms/otp')
    const page = (await browser.get(`/dms/security/C00105/users/${userId}`)).body
    for (const word of ['Locked', 'Too many tries failed', '/unlock"']) expect(page).toContain(word)
    const overview = (await browser.get('/dms/security/C00105')).body
    for (const word of ['One person is locked', `(${userId})`, 'Locked until', `Unlock ${userId}`])
      expect(overview).toContain(word)
    const other = (await browser.get('/dms/security/C00105/users/SGCUSR02')).body
    expect(other).not.toContain('/unlock"')
  })
})

let networks = 0

async function lock(userId: string): Promise<void> {
  const browser = fresh(`198.18.${++networks}.7`)
  for (let n = 0; n < 10; n++) await typePassword(browser, userId, 'wrong')
}

describe('an end of logon sessions', () => {
  it('acts at once on one person’s word, is confirmed by another, and is not asked for where there is none', async () => {
    await sgc.session('SGCUSR02')
    const asked = await sgc.ask(endSessions, await idOf('SGCUSR02'))
    expect(await liveSessions(test, 'SGCUSR02')).toEqual([])
    expect(await sgc.state(asked as RequestNumber)).toBe('in-force')
    expect(await sgc.decide('SGCDAC01', 'C00105', asked as RequestNumber, 'confirm')).toBe('confirmed')
    expect(await sgc.ask(endSessions, await idOf('SGCUSR02'))).toBe('no-live-session')
  })
})

describe('whom DMS resets', () => {
  it('is no DA, nobody of another firm, and not himself; and nobody sends a password along', async () => {
    for (const kind of [resetPassword, resetChannel, unlock, endSessions]) {
      expect(await sgc.ask(kind, await idOf('SGCDAC01'))).toBe('administrator')
      for (const accountId of [await sgc.idOf('KTBUSR01'), uuid() as never])
        expect(await sgc.ask(kind, { accountId })).toBe('not-found')
      expect(await sgc.ask(kind, { ...(await idOf('SGCUSR01')), password: 'secret' } as never)).toBe(
        'malformed',
      )
    }
  })
})

describe('a reference on a page', () => {
  let browser: TerminalBrowser
  beforeAll(async () => {
    browser = fresh()
    await logOnByApp(test, browser, 'SGCDAC01', '/dms/otp')
  })
  const seen = async (path: string) => {
    const { status, body } = await browser.get(`/dms/security/C00105/references?q=${path}`)
    return { status, text: body.replaceAll(/<[^>]+>/g, ' '), body }
  }
  const refusedAs = async (userId: string) =>
    referenceOn(await typePassword(fresh('198.18.200.7'), userId, 'wrong')) ?? ''

  it('is answered to the firm of whoever was refused: when, who, what, why, what to do', async () => {
    const { status, text } = await seen((await refusedAs('SGCUSR02')).toLowerCase())
    expect(status).toBe(200)
    for (const word of ['SGCUSR02', 'User ID and password', 'The password was wrong.', 'ask for a reset'])
      expect(text).toContain(word)
    expect(text).not.toContain('wrong-password')
  })

  it.each(['KTBUSR02', 'ZZZUSR99'])(
    'of %s, who is not theirs, is as unknown as one that never was',
    async (userId) => {
      const reference = await refusedAs(userId)
      expect(reference).toMatch(/^[A-Z]{3}-/)
      const [theirs, none] = [await seen(reference), await seen('BCD-FGH-JKL')]
      expect([theirs.status, none.status]).toEqual([404, 404])
      expect(theirs.text.replaceAll(reference, '')).toBe(none.text.replaceAll('BCD-FGH-JKL', ''))
      expect(theirs.text).toContain('Nothing is known of this reference')
      expect(theirs.body).not.toContain(userId)
    },
  )
})
