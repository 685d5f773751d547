import { TOTP } from 'otpauth'
import type { Instant } from '../../src/kernel/instant.ts'
import type { TestNode } from './node.ts'
import type { Answer, TerminalBrowser } from './terminal-browser.ts'

/** The six digits an authenticator app shows at an instant. */
export function appCode(secret: string, at: Instant): string {
  return new TOTP({ secret }).generate({ timestamp: at.epochMilliseconds })
}

export const ONLINE = '/otp/online'

/** First step: User ID and password. The answer is the page it leads to. */
export async function typePassword(
  browser: TerminalBrowser,
  userId: string,
  password: string,
  door = ONLINE,
): Promise<Answer> {
  await browser.get(door)
  return browser.submit(door, { user_id: userId, password })
}

/** Both steps by authenticator app. */
export async function logOnByApp(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  door = ONLINE,
): Promise<Answer> {
  const { password = '', totpSecret = '' } = test.account(userId)
  await typePassword(browser, userId, password, door)
  return browser.submit(`${door}/passcode`, { passcode: appCode(totpSecret, test.clock.now()) })
}

/** Both steps by email. */
export async function logOnByEmail(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  door = ONLINE,
): Promise<Answer> {
  const { password = '', email = '' } = test.account(userId)
  const before = test.mails.filter(({ to }) => to === email).length
  await typePassword(browser, userId, password, door)
  const passcode = await test.codeSentTo(email, before)
  return browser.submit(`${door}/passcode`, { passcode })
}
