import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { watch } from './watch.ts'

/** A browser of one's own with one tab, and a watch on everything that goes wrong in it. */
export interface Window {
  readonly page: Page
  /** Gives it back, and tells what went wrong in it. */
  leave(): Promise<readonly string[]>
}

export interface WindowLooks {
  readonly options: BrowserContextOptions
  /** False: the site's scripts come empty. A browser that runs none could not be looked at by axe, which is one. */
  readonly scripts: boolean
  /** Nobody uses it again: its time is played with. */
  readonly alone: boolean
}

/** By their looks, those that somebody left. A new one begins a process, which is the work of three pages. */
const left = new Map<string, Window[]>()

const TAKE_WHAT_IS_KEPT = `[localStorage, sessionStorage].flatMap((store) => {
  const names = Object.keys(store)
  store.clear()
  return names
})`

/** No cookie and no page of anybody else's is in it, new or not. */
export async function openWindow(
  browser: Browser,
  looks: WindowLooks,
  ours: readonly string[],
): Promise<Window> {
  const again = left.get(JSON.stringify(looks))?.pop()
  if (again === undefined) return newWindow(browser, looks, ours)
  // Now: an answer that was on its way when it was left may have brought one since.
  await again.page.context().clearCookies()
  return again
}

async function newWindow(browser: Browser, looks: WindowLooks, ours: readonly string[]): Promise<Window> {
  const context = await browser.newContext(looks.options)
  const faults = watch(context, ours)
  const page = await context.newPage()
  if (!looks.scripts) await emptyScripts(page)
  const window: Window = {
    page,
    leave: async () => {
      const mayStay = !looks.alone && !page.isClosed() && ours.includes(new URL(page.url()).origin)
      const kept = mayStay ? await clear(page).catch(unlessItWasMoving) : undefined
      const key = JSON.stringify(looks)
      if (kept === undefined) await context.close()
      else left.set(key, [...(left.get(key) ?? []), window])
      return [...faults.splice(0), ...(kept ?? [])]
    },
  }
  return window
}

/** The site keeps cookies in a browser and nothing else: what else is found there. */
async function clear(page: Page): Promise<readonly string[]> {
  const context = page.context()
  await Promise.all(context.pages().map((tab) => tab === page || tab.close()))
  const session = await context.newCDPSession(page)
  await session.send('Page.stopLoading')
  await session.send('Page.resetNavigationHistory')
  await session.detach()
  const kept = await page.evaluate<readonly string[]>(TAKE_WHAT_IS_KEPT)
  return kept.map((name) => `kept ${name} in the browser`)
}

/** A page that was left before its answer came may go away while it is asked; its window is nobody's again. */
function unlessItWasMoving(): undefined {
  return undefined
}

/** By the browser's own protocol: Playwright's way stops every request of every page to look at it, and keeps no copy. */
async function emptyScripts(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const responseHeaders = [{ name: 'content-type', value: 'text/javascript' }]
  session.on('Fetch.requestPaused', ({ requestId }) => {
    void session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body: '' })
  })
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*.js' }] })
}
