import { appCode } from '../support/journeys.ts'
import type { TestNode } from '../support/node.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { codeQueuedBy } from './look-inside.ts'

export const INITIATION = '/initiation'
export const NEW_PASSWORD = 'a kettle on the quiet harbour wall'

/** First step: asks for a code; the answer is the page that waits for it. */
export async function askFor(browser: TerminalBrowser, userId: string, path = INITIATION): Promise<Answer> {
  await browser.get(path)
  return browser.submit(path, { user_id: userId })
}

/** The code that asking sends to the registered email. */
export function codeFor(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  path = INITIATION,
): Promise<string> {
  return codeQueuedBy(test, () => askFor(browser, userId, path))
}

/** Up to the app that is to be proven; returns its secret as the page shows it. */
export async function upToApp(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  path = INITIATION,
): Promise<string> {
  const code = await codeFor(test, browser, userId, path)
  await browser.submit(`${path}/code`, { code })
  await browser.submit(`${path}/password`, { new_password: NEW_PASSWORD, repeat_password: NEW_PASSWORD })
  const page = await browser.submit(`${path}/channel`, { channel: 'app' })
  const [key] = /([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(page.body) ?? []
  if (key === undefined) throw new Error(`no key on the page: ${page.body}`)
  return key.replaceAll(' ', '')
}

/** All of it by app, now; the answer is its last page. */
export async function initiateByApp(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  path = INITIATION,
): Promise<{ readonly secret: string; readonly page: Answer }> {
  const secret = await upToApp(test, browser, userId, path)
  const page = await browser.submit(`${path}/proof`, { passcode: appCode(secret, test.clock.now()) })
  return { secret, page }
}
