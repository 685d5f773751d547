import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Making } from '../../src/changes/make-request.ts'
import { da3 } from '../../src/delegates/changes.ts'
import { registerEmail, withdrawEmail } from '../../src/emails/changes.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { endSessions } from '../../src/resets/changes/end-sessions.ts'
import { unlock } from '../../src/resets/changes/release-lock.ts'
import { resetChannel, resetPassword } from '../../src/resets/changes/reset-credentials.ts'
import { typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Desk, deskOf, numberOf } from '../support/requests.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

const FIRM = 'C00102'
/** A user and a Delegated Administrator, each with everything that could be changed of him. */
const [USER, DELEGATE] = ['KTBUSR02', 'KTBDAC01']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  for (let n = 0; n < 10; n++) await typePassword(new TerminalBrowser(test.node), USER, 'wrong')
  await desk.session(USER)
})
afterAll(() => test.stop())

const uuid = () => systemRandomness.uuid()
const his = (userId: string) => ({ accountId: desk.account(userId) })
const address = () => ({ id: uuid(), address: 'mine@kiteterrace.example' })
const appointed = () => ({
  ...{ accountId: uuid(), membershipId: uuid(), groupRowId: uuid(), emailId: uuid() },
  ...{ userId: 'KTBDAM09', whom: { ofUserId: USER }, role: 'da-maker', address: null, until: null },
})

type Case = readonly [name: string, Making<unknown>['kind'], of: string, more: () => object]

/** What one person could get out of for himself, under another of his User IDs. */
const CASES: readonly Case[] = [
  ['a user’s address', registerEmail, USER, address],
  ['its withdrawal', withdrawEmail, USER, () => ({})],
  ['a reset of the password', resetPassword, USER, () => ({})],
  ['a reset of the channels', resetChannel, USER, () => ({})],
  ['the release of a lock', unlock, USER, () => ({})],
  ['the end of logon sessions', endSessions, USER, () => ({})],
  ['a DA’s name', da3.amend, DELEGATE, () => ({ name: 'Somebody Else', language: 'en' })],
  ['a DA’s address', da3.registerEmail, DELEGATE, address],
  ['a DA’s reset', da3.reset, DELEGATE, () => ({})],
  ['a DA’s suspension', da3.suspend, DELEGATE, () => ({})],
  ['the office of a DA', da3.appoint, USER, appointed],
]

/** Whether he is told so when he asks, and when he decides. */
async function acts(as: 'maker' | 'checker', [, kind, of, more]: Case): Promise<string> {
  const isConnect = kind.id.startsWith('da.')
  const [maker, checker] = isConnect ? ['KTBCC001', 'KTBCC002'] : ['KTBDAM01', 'KTBDAC01']
  const before = await personOf(of)
  await isPerson(of, await personOf(as === 'maker' ? maker : checker))
  const asked = await desk.askFor(maker, FIRM, kind, { ...his(of), ...more() })
  const decided = async () => {
    // What restricts is in force already: its lifting is decided on.
    const verdict = 'state' in asked && asked.state === 'in-force' ? 'lift' : 'approve'
    return desk.decide(checker, FIRM, numberOf(asked), verdict)
  }
  const said = 'is' in asked ? asked.is : await decided()
  await isPerson(of, before)
  return said
}

const personOf = async (userId: string) =>
  String((await desk.sql('select person_id from account where user_id = $1', [userId]))[0]?.['person_id'])
const isPerson = (userId: string, person: string) =>
  desk.sql('update account set person_id = $2 where user_id = $1', [userId, person])

describe('nobody', () => {
  it.each(CASES)('asks for %s of his own', async (...asked) => {
    expect(await acts('maker', asked)).toBe('on-oneself')
  })

  it.each(CASES)('decides on %s of his own', async (...asked) => {
    expect(await acts('checker', asked)).toBe('concerns-oneself')
  })
})
