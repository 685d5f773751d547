import { emergencyPasscode } from '../../src/emergency/changes.ts'
import { showPasscode } from '../../src/emergency/show-passcode.ts'
import type { RequestNumber } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import type { FirmDesk } from './ask-users.ts'
import { ONLINE, typePassword } from './journeys.ts'
import type { TestNode } from './node.ts'
import type { Answer, TerminalBrowser } from './terminal-browser.ts'

/** Emergency passcodes of one firm: asked for, approved, shown. */
export function emergencyDesk(test: TestNode, desk: FirmDesk, code: string, checker: string) {
  const ask = async (userId: string, identified = 'call-back') =>
    desk.ask(emergencyPasscode, { accountId: await desk.idOf(userId), identified: identified as 'call-back' })
  const grant = async (userId: string): Promise<RequestNumber> => {
    const asked = (await ask(userId)) as RequestNumber
    const decided = await desk.decide(checker, code, asked)
    if (decided !== 'applied') throw new Error(decided)
    return asked
  }
  /** The digits, or why they are not shown. */
  const show = async (number: RequestNumber, maker: string, seen = 0, steppedUp?: Instant | null) => {
    const shown = await showPasscode(test.node.world, {
      ...{ number, seen, participant: await desk.firm(code), viewer: desk.account(maker) },
      ...{ session: await desk.session(maker, steppedUp), at: test.clock.now() },
    })
    return shown.ok ? shown.value.passcode : shown.refusal
  }
  return { ask, grant, show }
}

/** Both steps of a logon, with an emergency passcode as the second. */
export async function logOnByEmergency(
  test: TestNode,
  browser: TerminalBrowser,
  userId: string,
  passcode: string,
  door = ONLINE,
): Promise<Answer> {
  await typePassword(browser, userId, test.account(userId).password ?? '', door)
  return browser.submit(`${door}/passcode`, { passcode })
}
