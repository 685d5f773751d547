import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rememberNoDecisions, statementsOf } from '../support/count-statements.ts'
import { ONLINE } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { comparable, eventsUnder, referenceOn } from './look-inside.ts'

const DMS = '/dms/otp'
/** An ID that was never given out. */
const NOBODY = 'ZZZUSR99'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
  rememberNoDecisions(test.node)
  await swapSeal('EWDUSR02', 'TRCUSR01')
})
afterAll(() => test.stop())

/** What a tampering database administrator does: one account's password hash in another account's row. */
async function swapSeal(into: string, from: string): Promise<void> {
  await test.database.write({ as: 'sign-in' }, async (tx) => {
    const password = (userId: string) =>
      tx
        .selectFrom('credential')
        .select('sealed')
        .where('account_id', '=', test.account(userId).accountId)
        .where('kind', '=', 'password')
    await tx
      .updateTable('credential')
      .set({ sealed: password(from) })
      .where('account_id', '=', test.account(into).accountId)
      .where('kind', '=', 'password')
      .execute()
  })
}

async function firstStep(userId: string, password: string, door: string) {
  const browser = new TerminalBrowser(test.node)
  await browser.get(door)
  const hashedBefore = test.node.world.hasher.hashed
  const answers: Answer[] = []
  const statements = await statementsOf(async () => {
    answers.push(await browser.post(door, { user_id: userId, password }))
    answers.push(await browser.get(answers[0]?.location ?? ''))
  })
  const reference = answers.map(referenceOn).find((shown) => shown !== undefined)
  const [event] = await eventsUnder(test, reference)
  return {
    reason: event?.facts['reason'],
    answers,
    /** What must not tell one User ID from another. */
    seen: answers.map(comparable),
    work: { hashes: test.node.world.hasher.hashed - hashedBefore, statements },
  }
}

const right = (userId: string) => test.account(userId).password ?? `${userId} has no password`

describe('the first step of a logon', () => {
  it.each([
    ['a known ID with a wrong password', 'EWDUSR01', () => 'wrong', ONLINE, 'wrong-password'],
    ['a text that can be no ID', '陳大文 <b>', () => 'wrong', ONLINE, 'unknown-user'],
    ['a locked account with its right password', 'KTBUSR03', right, ONLINE, 'locked'],
    ['a suspended account with its right password', 'BWOUSR03', right, ONLINE, 'suspended'],
    ['an account that has not initiated', 'HLSUSR01', () => 'wrong', ONLINE, 'not-initiated'],
    ['an account without an email', 'HLSUSR04', () => 'wrong', ONLINE, 'not-initiated'],
    ['an administrator at the users’ door', 'SGCDAM01', right, ONLINE, 'not-entitled'],
    ['a user without the function behind the door', 'NPFUSR03', right, ONLINE, 'not-entitled'],
    ['a user at DMS with his right password', 'SGCUSR01', right, DMS, 'not-entitled'],
    ['an account whose stored password was swapped', 'EWDUSR02', right, ONLINE, 'broken-seal'],
  ])('for %s looks and works as for an unknown ID', async (_, userId, password, door, reason) => {
    const unknown = await firstStep(NOBODY, 'wrong', door)
    const known = await firstStep(userId, password(userId), door)
    expect([unknown.reason, known.reason]).toEqual(['unknown-user', reason])
    expect(known.seen).toEqual(unknown.seen)
    expect(known.seen.map(({ status }) => status)).toEqual([303, 200])
    expect(known.work).toEqual(unknown.work)
    expect([known.work.hashes, known.work.statements.length > 10]).toEqual([1, true])
  })

  it.each([NOBODY, 'EWDUSR01', 'ewdusr01', 'KTBUSR03'])('never shows what was typed: %s', async (userId) => {
    const { answers } = await firstStep(userId, 'a wrong password', ONLINE)
    for (const { headers, body } of answers) {
      const all = `${[...headers]} ${headers.getSetCookie()} ${body}`.toLowerCase()
      expect(all).not.toContain(userId.toLowerCase())
      expect(all).not.toContain('a wrong password')
    }
  })

  it('costs one hash as well where it succeeds', async () => {
    const { answers, work } = await firstStep('SGCUSR01', right('SGCUSR01'), ONLINE)
    expect(answers[0]?.location).toBe(`${ONLINE}/passcode`)
    expect(work.hashes).toBe(1)
  })
})
