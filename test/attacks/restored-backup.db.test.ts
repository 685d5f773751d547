import { afterAll, beforeAll, expect, it } from 'vitest'
import { findAuthority } from '../../src/db/find-authority.ts'
import type { Epoch, UserId } from '../../src/kernel/ids.ts'
import { restoreEpoch } from '../../src/sites/restore-epoch.ts'
import { signStatement } from '../../src/sites/sign-statement.ts'
import type { Node } from '../../src/wire.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

const USER = 'SGCUSR01'
let test: TestNode
let restored: Node
let browser: TerminalBrowser
let used: string

const passcodeOf = (userId: string) => appCode(test.account(userId).totpSecret ?? '', test.clock.now())
const typed = (userId: string) => ({
  ...{
    userId: userId as UserId,
    password: test.account(userId).password ?? '',
    passcode: passcodeOf(userId),
  },
})

/** Logs on, then takes away what a backup from before would not hold; then it is said to be restored. */
beforeAll(async () => {
  test = await testNode()
  browser = new TerminalBrowser(test.node)
  await typePassword(browser, USER, test.account(USER).password ?? '')
  used = passcodeOf(USER)
  expect((await browser.post(`${ONLINE}/passcode`, { passcode: used })).location).toBe('/online')
  await test.db.ask('delete from spent_totp_step')
  const followed = await findAuthority([test.db.url])
  const signing = {
    text: 'The backup of 04:00 was restored.',
    maker: typed('OPSMAK01'),
    checker: typed('OPSCHK01'),
  }
  const at = test.clock.now()
  const signed = await signStatement(test.database, test.node.world, signing, at)
  if (!signed.ok) throw new Error(signed.refusal.join('; '))
  const moved = await restoreEpoch(
    followed,
    { site: 'primary', witness: 'none', statement: signed.value },
    test.node.world,
    at,
  )
  expect(moved.ok).toBe(true)
  restored = test.nodeWith({ epoch: 'primary/1' as Epoch })
})
afterAll(() => test.stop())

async function presented(passcode: string) {
  const fresh = new TerminalBrowser(restored)
  await typePassword(fresh, USER, test.account(USER).password ?? '')
  return fresh.post(`${ONLINE}/passcode`, { passcode })
}

it('has a term and an epoch of its own, and its record says whose decision that was', async () => {
  expect((await findAuthority([test.db.url])).authority).toMatchObject({ term: 1, epoch: 'primary/1' })
  const { rows } = await test.db.ask(
    "select epoch, account_id, facts->>'formerEpoch' as former from audit_event where kind = 'site.restored'",
  )
  expect(rows).toEqual([
    { epoch: 'primary/1', account_id: test.account('OPSMAK01').accountId, former: 'primary/0' },
  ])
})

it('brings no logon session back to life', async () => {
  expect((await browser.at(restored).get('/online')).status).not.toBe(200)
})

it('takes no passcode that may have been used since, and the next one', async () => {
  expect((await presented(used)).location).not.toBe('/online')
  test.clock.set(test.clock.now().add({ seconds: 60 }))
  expect((await presented(passcodeOf(USER))).location).toBe('/online')
})
