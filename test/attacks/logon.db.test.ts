import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByApp, logOnByEmail } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

describe('logon in Session 1', () => {
  it('shows Function not available after an authenticator app passcode', async () => {
    const page = await logOnByApp(test, new TerminalBrowser(test.node), 'SGCUSR01')
    expect(page.body).toContain('Function not available')
    expect(page.body).toContain('You are logged on. The connectivity test is complete.')
  })
  it('shows Function not available after a mailed passcode', async () => {
    const page = await logOnByEmail(test, new TerminalBrowser(test.node), 'KTBUSR01')
    expect(page.body).toContain('Function not available')
  })
})
