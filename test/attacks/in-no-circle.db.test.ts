import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { INITIATION, initiateByApp, NEW_PASSWORD } from './initiate.ts'
import { codeQueuedBy } from './look-inside.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

describe('a second channel proven while its person logs on', () => {
  it.each(['HLSUSR01', 'HLSUSR02', 'NPFUSR01', 'NPFUSR02'])(
    'in the same browser lets neither wait for the other in a circle: %s',
    async (userId) => {
      const browser = new TerminalBrowser(test.node)
      const { secret } = await initiateByApp(test, browser, userId)
      const mailed = await codeQueuedBy(test, () => browser.submit(`${INITIATION}/channel/email`, {}))
      test.clock.set(test.clock.now().add({ seconds: 30 }))
      await typePassword(browser, userId, NEW_PASSWORD)
      const other = browser.at(test.node)
      await browser.get(`${INITIATION}/proof`)
      const [proof, logon] = await Promise.all([
        browser.post(`${INITIATION}/proof`, { passcode: mailed }),
        other.post(`${ONLINE}/passcode`, { passcode: appCode(secret, test.clock.now()) }),
      ])
      // Whichever was first: the logon ends the initiation, and a proof that comes after it is too late.
      expect([303, 409]).toContain(proof.status)
      expect(logon.location).toBe('/online')
    },
  )
})
