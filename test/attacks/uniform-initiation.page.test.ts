import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueCode } from '../../src/one-time-codes/issue-code.ts'
import { parseTicket } from '../../src/sign-in/ticket.ts'
import { attemptCookie } from '../../src/web/cookies.ts'
import { rememberNoDecisions, statementsOf } from '../support/count-statements.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, INITIATION } from './initiate.ts'
import { comparable, eventsUnder, lettersQueuedBy, referenceOn } from './look-inside.ts'

const NOBODY = 'ZZZUSR99'
/** Mail is limited per ID: each comparison asks for one nobody has asked for. */
let strangers = 10

let test: TestNode
beforeAll(async () => {
  test = await testNode()
  rememberNoDecisions(test.node)
})
afterAll(() => test.stop())

async function compare(work: () => Promise<readonly Answer[]>) {
  let answers: readonly Answer[] = []
  const statements = await statementsOf(async () => {
    answers = await work()
  })
  return { seen: answers.map(comparable), statements }
}

/** What asking for one ID looks like, from the form to the page that waits for the code. */
async function asking(userId: string, browser = new TerminalBrowser(test.node)) {
  await browser.get(INITIATION)
  let compared: Awaited<ReturnType<typeof compare>> | undefined
  const letters = await lettersQueuedBy(test, async () => {
    compared = await compare(async () => {
      const posted = await browser.post(INITIATION, { user_id: userId })
      return [posted, await browser.get(posted.location ?? '')]
    })
  })
  return { compared, letters: letters.map(({ kind, code }) => ({ kind, code: code !== undefined })) }
}

/** A code for the attempt of this browser, made known by means no attacker has. */
async function rightCodeFor(browser: TerminalBrowser): Promise<string> {
  const { world } = test.node
  const [door] = world.programme.doors.filter(({ id }) => id === 'ccms.initiation')
  const ticket = door && parseTicket(browser.cookies.get(attemptCookie('primary', door.id)))
  if (ticket === undefined) throw new Error('the browser holds no attempt')
  const asked = { attemptId: ticket.attemptId, purpose: 'registered-email', epoch: world.epoch } as const
  const at = test.clock.now()
  const issued = await world.database.write({ as: 'sign-in' }, (tx) => issueCode(tx, world, { ...asked, at }))
  return issued.code
}

const MAY_NOT = [
  ['an ID nobody has', NOBODY],
  ['a text that can be no ID', '陳大文'],
  ['an account without an email', 'HLSUSR04'],
  ['a suspended account', 'MFSUSR02'],
  ['an administrator who asks at the users’ door', 'HLSDAM01'],
] as const

describe('asking for an initiation', () => {
  it.each([
    ...MAY_NOT.map(([who, userId]) => [who, userId, []] as const),
    ['one who may initiate', 'HLSUSR01', [{ kind: 'initiation-code', code: true }]],
    ['one who has initiated', 'SGCUSR01', [{ kind: 'already-initiated', code: false }]],
    [
      'an initiated administrator at the users’ door',
      'SGCDAM01',
      [{ kind: 'already-initiated', code: false }],
    ],
  ] as const)('for %s is answered as for anybody, and mailed as he may know', async (_, userId, letters) => {
    const stranger = await asking(`YYYUSR${strangers++}`)
    const asked = await asking(userId)
    expect(asked.compared).toEqual(stranger.compared)
    expect(stranger.compared?.seen.map(({ status }) => status)).toEqual([303, 200])
    expect(stranger.compared?.statements.length).toBeGreaterThan(10)
    expect([asked.letters, stranger.letters]).toEqual([letters, []])
  })

  it('again and again looks alike for known and unknown, also when no more mail is sent', async () => {
    const [known, unknown] = ['HLSUSR02', NOBODY].map((userId) => ({
      userId,
      browser: new TerminalBrowser(test.node, '198.51.100.9'),
    }))
    if (known === undefined || unknown === undefined) throw new Error('two browsers')
    const sent = []
    for (let asked = 0; asked < 5; asked++) {
      const one = await asking(known.userId, known.browser)
      expect(one.compared).toEqual((await asking(unknown.userId, unknown.browser)).compared)
      sent.push(one.letters.length)
    }
    expect(sent).toEqual([1, 1, 1, 0, 0])
  })
})

describe('the code of an initiation', () => {
  const wrongs = async (userId: string) => {
    const browser = new TerminalBrowser(test.node, `198.51.${strangers++}.77`)
    await askFor(browser, userId)
    return compare(async () => {
      const answers = []
      for (let tried = 0; tried < 6; tried++) {
        const posted = await browser.post(`${INITIATION}/code`, { code: '00000000' })
        answers.push(posted, await browser.get(posted.location ?? ''))
      }
      return answers
    })
  }

  it.each([...MAY_NOT, ['one who has initiated', 'MFSUSR01']] as const)(
    'typed wrong for %s looks and works as for one who may initiate',
    async (_, userId) => {
      expect(await wrongs(userId)).toEqual(await wrongs('NPFUSR01'))
    },
  )

  it.each([...MAY_NOT, ['one who has initiated', 'CLBUSR01']] as const)(
    'leads %s nowhere, even if he guessed it',
    async (_, userId) => {
      const browser = new TerminalBrowser(test.node, '192.0.2.5')
      await askFor(browser, userId)
      const page = await browser.submit(`${INITIATION}/code`, { code: await rightCodeFor(browser) })
      const [event] = await eventsUnder(test, referenceOn(page))
      expect(event).toMatchObject({ kind: 'initiation.code-refused', facts: { reason: 'unknown-user' } })
      expect(page.body).toContain('Code from your email')
    },
  )

  it('leads on where he may initiate', async () => {
    const browser = new TerminalBrowser(test.node, '192.0.2.6')
    await askFor(browser, 'TRCUSR02')
    const page = await browser.submit(`${INITIATION}/code`, { code: await rightCodeFor(browser) })
    expect(page.body).toContain('Repeat new password')
  })
})
