import { appCode, logOnByApp } from './journeys.ts'
import type { TestNode } from './node.ts'
import { type Answer, TerminalBrowser } from './terminal-browser.ts'

/** Somebody logged on at a door, as of half a minute later: his app has shown him another passcode by then. */
export async function loggedOnAt(test: TestNode, userId: string, door: string): Promise<TerminalBrowser> {
  test.clock.set(test.clock.now().add({ seconds: 30 }))
  const browser = new TerminalBrowser(test.node)
  const { body } = await logOnByApp(test, browser, userId, door)
  if (!body.includes('Log out')) throw new Error(`${userId} is not logged on`)
  return browser
}

/** The value of a hidden field on a page. */
export function hiddenOn({ body }: Pick<Answer, 'body'>, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
}

/** Presses one of the buttons of a request's page. */
export async function press(
  browser: TerminalBrowser,
  path: string,
  deed: string,
  remark = 'seen',
): Promise<Answer> {
  const digest = hiddenOn(await browser.get(path), 'digest')
  return browser.post(path, { deed, digest, remark })
}

/** Types the passcode that a step-up asks for, from the page that led to it. */
export async function confirm(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  { location = '' }: Answer,
): Promise<Answer> {
  test.clock.set(test.clock.now().add({ seconds: 30 }))
  const to = hiddenOn(await browser.get(location), 'to')
  const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
  return browser.post(location.split('?')[0] ?? '', { to, passcode })
}
