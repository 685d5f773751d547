import { afterAll, beforeAll, expect, it } from 'vitest'
import { rememberNoDecisions } from '../../test/support/count-statements.ts'
import { ONLINE, typePassword } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import { openDatabase } from '../db/open-database.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

it('needs one connection at a time, while the feed is silent too: else a crowd would wait for itself', async () => {
  const database = openDatabase({ url: test.db.url, poolSize: 1, applicationName: 'one connection' })
  const node = test.nodeWith({ database })
  rememberNoDecisions(node)
  const { password = '' } = test.account('SGCUSR01')
  const answer = await typePassword(new TerminalBrowser(node), 'SGCUSR01', password)
  expect(answer.status).toBe(200)
  expect(answer.body).toContain(`action="${ONLINE}/passcode"`)
  await node.stop()
  await database.close()
})
