import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Making } from '../../src/changes/make-request.ts'
import { da3 } from '../../src/delegates/changes.ts'
import { registerEmail, withdrawEmail } from '../../src/emails/changes.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { unlock } from '../../src/resets/changes/release-lock.ts'
import { resetChannel, resetPassword } from '../../src/resets/changes/reset-credentials.ts'
import { typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Desk, deskOf, numberOf } from '../support/requests.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

const FIRM = 'C00102'
const [USER, DELEGATE] = ['KTBUSR02', 'KTBDAC01']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  for (let n = 0; n < 10; n++) await typePassword(new TerminalBrowser(test.node), USER, 'wrong')
})
afterAll(() => test.stop())

const uuid = () => systemRandomness.uuid()
const address = () => ({ id: uuid(), address: 'another@kiteterrace.example' })
const appointed = () => ({
  ...{ accountId: uuid(), membershipId: uuid(), groupRowId: uuid(), emailId: uuid() },
  ...{ userId: 'KTBDAM09', whom: { ofUserId: USER }, role: 'da-maker', address: null, until: null },
})

/** What happens meanwhile, and is on no line of the request: the account as it stands, and whether one may act alone. */
const MEANWHILE = {
  suspended: (of: string, so: boolean) =>
    desk.sql('update account set status = $2 where user_id = $1', [of, so ? 'suspended' : 'active']),
  'under single control': (_: string, so: boolean) =>
    desk.sql('update participant set single_control = $2 where code = $1', [FIRM, so]),
} as const

type Case = readonly [string, keyof typeof MEANWHILE, Making<unknown>['kind'], of: string, more: () => object]

const CASES: readonly Case[] = [
  ['a user’s address', 'suspended', registerEmail, USER, address],
  ['its withdrawal', 'suspended', withdrawEmail, USER, () => ({})],
  ['a reset of the password', 'suspended', resetPassword, USER, () => ({})],
  ['a reset of the channels', 'suspended', resetChannel, USER, () => ({})],
  ['the release of a lock', 'suspended', unlock, USER, () => ({})],
  ['a DA’s address', 'suspended', da3.registerEmail, DELEGATE, address],
  ['a DA’s reset', 'suspended', da3.reset, DELEGATE, () => ({})],
  ['a DA’s reset', 'under single control', da3.reset, DELEGATE, () => ({})],
  ['the office of a DA', 'under single control', da3.appoint, USER, appointed],
]

describe('a request comes to nothing', () => {
  it.each(CASES)('for %s that was asked before it came %s', async (_, meanwhile, kind, of, more) => {
    const [maker, checker] = kind.id.startsWith('da.') ? ['KTBCC001', 'KTBCC002'] : ['KTBDAM01', 'KTBDAC01']
    const asked = await desk.askFor(maker, FIRM, kind, { accountId: desk.account(of), ...more() })
    await MEANWHILE[meanwhile](of, true)
    expect(await desk.decide(checker, FIRM, numberOf(asked))).toBe('void: changed-meanwhile')
    await MEANWHILE[meanwhile](of, false)
  })
})
