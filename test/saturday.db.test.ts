import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../src/db/transaction.ts'
import type { Epoch } from '../src/kernel/ids.ts'
import { initiateByApp, NEW_PASSWORD as SET_UP_PASSWORD } from './attacks/initiate.ts'
import { appCode, typePassword } from './support/journeys.ts'
import { askNewPassword, NEW_PASSWORD } from './support/own-account.ts'
import type { Answer, TerminalBrowser } from './support/terminal-browser.ts'
import { type TwoSites, twoSites } from './support/two-sites.ts'

// The circular's Saturday, and the Monday after it, over both sites: what a person meets in the order of his day.

const at = (text: string) => Temporal.Instant.from(`2023-06-${text.replace(' ', 'T')}+08:00`)
const ONLINE = '/otp/online'
const PASSCODE = `${ONLINE}/passcode`
const SIGN_IN: Scope = { as: 'sign-in' }
/** Has an authenticator app before the day begins. */
const OTTER = 'SGCUSR01'
/** Sets 2FA up in Session 1. */
const HERON = 'HLSUSR01'

let sites: TwoSites
let heron: { readonly secret: string }
let primary: TerminalBrowser
beforeAll(async () => {
  sites = await twoSites(at('10 18:05'))
})
afterAll(() => sites.stop())

const passwordOf = (userId: string) => sites.test.account(userId).password ?? ''
const secretOf = (userId: string) => sites.test.account(userId).totpSecret ?? ''
const codeNow = (secret: string) => appCode(secret, sites.test.clock.now())

async function logOn(browser: TerminalBrowser, userId: string, password: string, code: string) {
  await typePassword(browser, userId, password)
  return browser.submit(PASSCODE, { passcode: code })
}

function isLoggedOn({ body }: Answer): boolean {
  return body.includes('Function not available') && body.includes('The connectivity test is complete.')
}

/** As if the primary had taken the code that his app shows now. */
async function spendStepNow(userId: string): Promise<void> {
  const { accountId } = sites.test.account(userId)
  const step = Math.floor(sites.test.clock.now().epochMilliseconds / 30_000)
  await sites.test.database.write(SIGN_IN, async (tx) => {
    const app = await tx
      .selectFrom('credential')
      .select('id')
      .where('account_id', '=', accountId)
      .where('kind', '=', 'app')
      .executeTakeFirstOrThrow()
    const spent = {
      credential_id: app.id,
      step,
      epoch: 'primary/0' as Epoch,
      spent_at: sites.test.clock.now(),
    }
    await tx.insertInto('spent_totp_step').values(spent).execute()
  })
}

const live = (epochs: 'authority' | 'branch') => {
  const database = epochs === 'authority' ? sites.test.database : sites.branchDatabase().database
  return database.read(SIGN_IN, async (db) => {
    const rows = await db.selectFrom('logon_session').select(['door', 'epoch']).execute()
    return rows.map(({ door, epoch }) => `${door} ${epoch}`).sort()
  })
}

describe('Session 1, at the primary', () => {
  it('is where 2FA is set up and used', async () => {
    const { secret, page } = await initiateByApp(sites.test, sites.browser('primary'), HERON)
    expect(page.body).toContain('2FA is set up')
    heron = { secret }
    sites.test.clock.set(at('10 18:20'))
    primary = sites.browser('primary')
    expect(isLoggedOn(await logOn(primary, OTTER, passwordOf(OTTER), codeNow(secretOf(OTTER))))).toBe(true)
  })

  it('has no door open at the secondary, which serves the desk meanwhile', async () => {
    const browser = sites.browser('secondary')
    const landing = await browser.get('/')
    expect(landing.body).toContain('Closed')
    expect(landing.body).not.toContain('href="/otp/online"')
    expect((await browser.get('/ops/otp')).status).toBe(200)
  })
})

describe('Session 2, at the secondary', () => {
  let inside: TerminalBrowser

  it('lets nobody in before its branch is opened, and says whom to ask', async () => {
    sites.test.clock.set(at('10 22:00'))
    const browser = sites.browser('secondary')
    for (const path of ['/', ONLINE, '/dms', '/dms/otp', '/initiation']) {
      const answer = await browser.get(path)
      expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '30'])
      expect(answer.body).toContain('This session is not opened yet')
      expect(answer.body).toContain('2979 7222')
    }
    for (const path of ['/ops', '/connect', '/documents'])
      expect([path, (await browser.get(path)).status]).toEqual([path, 200])
  })

  it('knows nobody as logged on who was so when its branch was copied, and takes no code used before', async () => {
    sites.test.clock.set(at('10 22:00:05'))
    await spendStepNow(OTTER)
    await sites.openBranch()
    const carried = sites.browser('secondary')
    for (const [name, value] of primary.cookies)
      carried.cookies.set(name.replace('primary', 'secondary'), value)
    expect((await carried.get('/online')).location).toBe(ONLINE)
    const used = await logOn(sites.browser('secondary'), OTTER, passwordOf(OTTER), codeNow(secretOf(OTTER)))
    expect(used.body).toContain('That passcode was not accepted')
    sites.test.clock.set(at('10 22:00:35'))
    inside = sites.browser('secondary')
    expect(isLoggedOn(await logOn(inside, OTTER, passwordOf(OTTER), codeNow(secretOf(OTTER))))).toBe(true)
    expect(await live('branch')).toContain('ccms.otp.online secondary/1')
    expect(await live('authority')).not.toContain('ccms.otp.online secondary/1')
  })

  it('takes the password and the app that were set up in Session 1', async () => {
    const browser = sites.browser('secondary')
    expect(isLoggedOn(await logOn(browser, HERON, SET_UP_PASSWORD, codeNow(heron.secret)))).toBe(true)
    expect((await browser.get('/online')).body).toMatch(/NOT carried forward.*Monday 12 June 2023/)
  })

  it('changes a password after a warning, and no OTP channel', async () => {
    const page = await inside.get('/online/password')
    expect(page.body).toContain('the change is thrown away')
    sites.test.clock.set(at('10 22:06'))
    await askNewPassword(inside, passwordOf(OTTER))
    const changed = await inside.submit('/online/password/passcode', { passcode: codeNow(secretOf(OTTER)) })
    expect(changed.body).toContain('The change is in force')
    expect((await inside.get('/online/channels')).body).toContain('Do this from Monday 12 June 2023')
    sites.test.clock.set(at('10 22:08'))
    const again = sites.browser('secondary')
    const old = await typePassword(again, OTTER, passwordOf(OTTER))
    expect(old.body).toContain('You could not be logged on')
    const next = await logOn(sites.browser('secondary'), OTTER, NEW_PASSWORD, codeNow(secretOf(OTTER)))
    expect(isLoggedOn(next)).toBe(true)
  })

  it('leaves the desk on the authority: an operator logged on there is known there', async () => {
    const browser = sites.browser('secondary')
    await typePassword(browser, 'OPSMAK01', passwordOf('OPSMAK01'), '/ops/otp')
    const desk = await browser.submit('/ops/otp/passcode', { passcode: codeNow(secretOf('OPSMAK01')) })
    expect(desk.body).toContain('what you change here is kept')
    expect(await live('authority')).toContain('ops primary/0')
    expect(await live('branch')).not.toContain('ops primary/0')
  })

  it('ends for everybody when its branch is discarded', async () => {
    sites.test.clock.set(at('10 22:59'))
    expect((await inside.get('/online')).status).toBe(401)
    await sites.discardBranch()
    expect((await inside.get('/online')).status).toBe(503)
    sites.test.clock.set(at('10 23:11'))
    expect((await inside.get('/online')).location).toBe(ONLINE)
  })
})

describe('Monday', () => {
  it('takes the password of Session 1 and not that of Session 2', async () => {
    sites.test.clock.set(at('12 07:30'))
    const typed = await typePassword(sites.browser('primary'), OTTER, NEW_PASSWORD)
    expect(typed.body).toContain('You could not be logged on')
    const page = await logOn(sites.browser('primary'), OTTER, passwordOf(OTTER), codeNow(secretOf(OTTER)))
    expect(page.body).toContain('This function is open')
    const set = await logOn(sites.browser('primary'), HERON, SET_UP_PASSWORD, codeNow(heron.secret))
    expect(set.body).toContain('This function is open')
  })

  it('finds every door of the terminals closed at the secondary', async () => {
    const landing = await sites.browser('secondary').get('/')
    expect(landing.status).toBe(200)
    expect(landing.body).not.toContain('href="/otp/online"')
  })
})
