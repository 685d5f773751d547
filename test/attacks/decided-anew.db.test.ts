import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OtpChannel } from '../../src/one-time-codes/channel.ts'
import { logOnByApp } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

describe('a launch decided anew in the midst of a logon', () => {
  it('makes the logon decide again, and the passcode is still spent only once', async () => {
    const app = test.node.world.channels.app
    let decided = 0
    const deciding: OtpChannel = {
      ...app,
      check: async (tx, asked, typed, spending) => {
        if (decided++ === 0) await decideNoGo(test)
        return app.check(tx, asked, typed, spending)
      },
    }
    Object.assign(test.node.world.channels, { app: deciding })
    const page = await logOnByApp(test, new TerminalBrowser(test.node), 'SGCUSR01')
    Object.assign(test.node.world.channels, { app })
    expect(page.body).toContain('Function not available')
    expect(decided).toBe(2)
    const { rows } = await test.db.ask(
      'select (select count(*)::int from logon_session) sessions, (select count(*)::int from spent_totp_step) steps',
    )
    expect(rows).toEqual([{ sessions: 1, steps: 1 }])
  })
})

function decideNoGo({ db, account }: TestNode): Promise<unknown> {
  const operators = [account('OPSMAK01').accountId, account('OPSCHK01').accountId]
  return db.ask(
    `insert into launch_decision (programme_id, kind, decided_at, maker, checker, remark)
       values ('seoch-2fa-2023', 'no-go', '2023-06-11T18:00+08:00', $1, $2, 'found late')`,
    operators,
  )
}
