import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { theDemo } from '../support/demo-for-journeys.ts'
import { freshCode, keysOf, typePassword } from './deeds.ts'
import { otherSite } from './other-site.ts'
import { openTerminal } from './terminal.ts'

/** Pages of every kind: public, a form, behind a logon, none. */
const PATHS = ['/', '/dms', '/otp/online', '/initiation', '/online', '/nowhere']
const SESSIONS = 'select count(*) from logon_session'
const ATTEMPTS = 'select count(*) from sign_in_attempt'

/** A browser without the watch (watch.ts) on what it asks of other places. */
async function somebodysBrowser(): Promise<BrowserContext> {
  const { browser, urls } = await theDemo()
  const context = await browser.newContext({ baseURL: urls.primary, ignoreHTTPSErrors: true })
  onTestFinished(() => context.close())
  return context
}

/** Opens a page of another site that holds this. */
async function lure(context: BrowserContext, body: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(await otherSite(body))
  return page
}

describe('another site', () => {
  it('shows none of our pages in a frame', async () => {
    const { urls } = await theDemo()
    const frames = PATHS.map((path) => `<iframe src="${urls.primary}${path}"></iframe>`).join('')
    const page = await lure(await somebodysBrowser(), frames)
    const framed = page.frames().slice(1)
    expect(framed).toHaveLength(PATHS.length)
    for (const frame of framed) expect(await frame.locator('main').count(), frame.url()).toBe(0)
  })

  it('has no hold on a window of ours that it opened, nor that window on it', async () => {
    const { urls } = await theDemo()
    const context = await somebodysBrowser()
    const page = await lure(context, '<button>Open</button>')
    for (const path of PATHS) {
      const opened = context.waitForEvent('page')
      await page.locator('button').evaluate((button, url) => {
        button.ownerDocument.defaultView.held = button.ownerDocument.defaultView.open(url)
      }, urls.primary + path)
      const ours = await opened
      await ours.locator('main').waitFor()
      expect(await ours.evaluate('window.opener'), path).toBeNull()
      expect(await page.evaluate('held.closed'), path).toBe(true)
      await ours.close()
    }
  })

  it('gets nothing of ours by a fetch, an image or a script', async () => {
    const { urls } = await theDemo()
    const page = await lure(await somebodysBrowser(), '')
    for (const path of PATHS) {
      const tried = await page.evaluate(`(async () => {
        const url = ${JSON.stringify(urls.primary + path)}
        const fetched = (init) => fetch(url, init).then((answer) => answer.type, () => 'blocked')
        const loaded = (tag) => new Promise((settle) => {
          const element = document.head.appendChild(document.createElement(tag))
          element.onload = () => settle('loaded')
          element.onerror = () => settle('blocked')
          element.src = url
        })
        return [
          await fetched({ credentials: 'include' }),
          await fetched({ mode: 'no-cors', credentials: 'include' }),
          await loaded('img'),
          await loaded('script'),
        ]
      })()`)
      expect(tried, path).toEqual(['blocked', 'blocked', 'blocked', 'blocked'])
    }
  })
})

describe('an attacker with an account of his own', () => {
  /** What the attacker's own browser has on a page of ours: the token of its form. */
  const tokenOn = (page: Page) => page.locator('main form input[name=form_token]').first().inputValue()

  /** Makes somebody else's browser post a form of ours, filled in, from the attacker's site. */
  async function makePost(path: string, fields: Readonly<Record<string, string>>): Promise<BrowserContext> {
    const { urls } = await theDemo()
    const context = await somebodysBrowser()
    await (await context.newPage()).goto('/otp/online')
    const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`)
    const form = `<form method="post" action="${urls.primary}${path}">${inputs.join('')}<button>Go</button></form>`
    const page = await lure(context, form)
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.locator('button').evaluate((button) => button.click())
    expect((await answered).status()).toBe(403)
    return context
  }

  it('can not have somebody else’s browser begin a logon to it', async () => {
    const attacker = await openTerminal()
    const { userId, password } = keysOf(attacker.demo, 'SGCUSR01')
    await attacker.goTo('/otp/online')
    const token = await tokenOn(attacker.page)
    const context = await makePost('/otp/online', { form_token: token, user_id: userId, password })
    expect(await attacker.demo.count(ATTEMPTS)).toBe(0)
    expect((await context.cookies()).map(({ name }) => name).join()).not.toContain('attempt')
  })

  it('can not have it finish one that he began', async () => {
    const attacker = await openTerminal()
    const keys = keysOf(attacker.demo, 'SGCUSR01')
    await attacker.goTo('/otp/online')
    await typePassword(attacker, keys)
    const passcode = await freshCode(attacker.demo, keys.totpSecret)
    const form_token = await tokenOn(attacker.page)
    const context = await makePost('/otp/online/passcode', { form_token, passcode })
    expect(await attacker.demo.count(SESSIONS)).toBe(0)
    expect((await context.cookies()).map(({ name }) => name).join()).not.toContain('session')
    await attacker.fill('One-time passcode', passcode)
    await attacker.press('Log on')
    await attacker.sees('Function not available')
  })
})
