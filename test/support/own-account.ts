import { appCode } from './journeys.ts'
import type { TestNode } from './node.ts'
import type { Answer, TerminalBrowser } from './terminal-browser.ts'

export const NEW_PASSWORD = 'harbour-otter-29-walnut'

/** The next step of a person's app: what it showed before has been used. */
export function nextAppCode(test: TestNode, userId: string): string {
  test.clock.set(test.clock.now().add({ seconds: 30 }))
  return appCode(test.account(userId).totpSecret ?? '', test.clock.now())
}

/** First step of a change of the password, behind the online door. */
export async function askNewPassword(
  browser: TerminalBrowser,
  current: string,
  wanted = NEW_PASSWORD,
  home = '/online',
): Promise<Answer> {
  await browser.get(`${home}/password`)
  return browser.submit(`${home}/password`, {
    password: current,
    new_password: wanted,
    repeat_password: wanted,
  })
}

/** First step of a change of the channels. */
export async function askChannel(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  change: string,
  home = '/online',
): Promise<Answer> {
  const path = `${home}/channels/${change}`
  await browser.get(path)
  return browser.submit(path, { password: test.account(userId).password ?? '' })
}

/** The key of an app on its page, as base32. */
export function keyOn({ body }: Pick<Answer, 'body'>): string {
  return (/sp-key[^>]*>([A-Z2-7 ]+)</.exec(body)?.[1] ?? '').replaceAll(' ', '')
}
