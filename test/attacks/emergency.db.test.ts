import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reinstateUser, suspendUser } from '../../src/accounts/changes/suspend-user.ts'
import { type EmergencyUse, useEmergencyPasscode } from '../../src/emergency/use-passcode.ts'
import type { RequestNumber } from '../../src/kernel/ids.ts'
import { resetChannel } from '../../src/resets/changes/reset-credentials.ts'
import { type FirmDesk, firmDesk } from '../support/ask-users.ts'
import { statementsOf } from '../support/count-statements.ts'
import { emergencyDesk, logOnByEmergency } from '../support/emergency.ts'
import { logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { askNewPassword } from '../support/own-account.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { budgetOf, comparable, eventsOf, lettersQueuedBy, liveSessions, reasons } from './look-inside.ts'

const [FIRM, MAKER, CHECKER] = ['C00105', 'SGCDAM01', 'SGCDAC01'] as const
/** By app, and by email. */
const [ONE, TWO] = ['SGCUSR01', 'SGCUSR02'] as const

let test: TestNode
let sgc: FirmDesk
let emergency: ReturnType<typeof emergencyDesk>
beforeAll(async () => {
  test = await testNode()
  sgc = firmDesk(test, FIRM, MAKER, CHECKER)
  emergency = emergencyDesk(test, sgc, FIRM, CHECKER)
})
afterAll(() => test.stop())

const fresh = (ip?: string) => new TerminalBrowser(test.node, ip)
const later = (by: Temporal.DurationLike) => test.clock.set(test.clock.now().add(by))
const granted = async (userId: string) => {
  const number = await emergency.grant(userId)
  return { number, passcode: await emergency.show(number, MAKER) }
}
const logOn = (userId: string, passcode: string, browser = fresh()) =>
  logOnByEmergency(test, browser, userId, passcode)
const isIn = async (userId: string, passcode: string) => {
  await sgc.sql('update logon_session set ended_at = created_at, ended_because = $1 where account_id = $2', [
    'revoked',
    sgc.account(userId),
  ])
  await logOn(userId, passcode)
  return (await liveSessions(test, userId)).length === 1
}
const lastReason = async (userId: string) => reasons(await eventsOf(test, userId)).at(-1)
const other = (passcode: string) => String((Number(passcode) + 1) % 10 ** 12).padStart(12, '0')

describe('an emergency passcode', () => {
  it('takes two people, is shown to its maker, and lets its holder in once after his password', async () => {
    const asked = (await emergency.ask(ONE)) as RequestNumber
    expect(await emergency.show(asked, MAKER)).toBe('not-found')
    expect(await sgc.decide(MAKER, FIRM, asked)).toBe('own-request')
    expect(await sgc.decide(CHECKER, FIRM, asked)).toBe('applied')
    const passcode = await emergency.show(asked, MAKER)
    expect(passcode).toMatch(/^\d{12}$/)
    const spaced = passcode.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
    const letters = await lettersQueuedBy(test, async () => {
      expect((await logOn(ONE, spaced)).body).toContain('Function not available')
    })
    expect(letters.map(({ kind }) => kind)).toEqual(['emergency-passcode-used'])
    const [session] = await sgc.sql('select amr, acr from logon_session where account_id = $1', [
      sgc.account(ONE),
    ])
    expect(session).toEqual({ amr: ['pwd', 'otp'], acr: 'pwd+emergency' })
    const [used] = await sgc.events('emergency-passcode.used')
    expect(used).toMatchObject({ account_id: sgc.account(ONE), facts: { request: asked } })
    expect(await isIn(ONE, passcode)).toBe(false)
    expect(await lastReason(ONE)).toBe('already-used')
  })

  it('is shown to nobody but its maker, after a step-up, and not in what is kept', async () => {
    const number = await emergency.grant(ONE)
    expect(await emergency.show(number, CHECKER)).toBe('not-found')
    expect(await emergency.show(number, 'KTBDAM01')).toBe('not-found')
    expect(await emergency.show(number, MAKER, 0, null)).toBe('step-up')
    const passcode = await emergency.show(number, MAKER)
    const tables = await sgc.sql(`
      select string_agg(row_to_json(e)::text, '') as kept from (select facts, kind from audit_event) e
      union all select string_agg(row_to_json(r)::text, '') from change_request r
      union all select string_agg(row_to_json(p)::text, '') from audit_personal p
      union all select string_agg(row_to_json(p)::text, '') from emergency_passcode p`)
    for (const { kept } of tables) expect(kept).not.toContain(passcode)
    expect(test.mails.map(({ text }) => text).join()).not.toContain(passcode)
  })

  it('is not put an end to by a reload or a second click: only another showing does', async () => {
    const { number, passcode } = await granted(TWO)
    expect(await emergency.show(number, MAKER, 0)).toBe('shown-meanwhile')
    const all = await Promise.all(Array.from({ length: 12 }, () => emergency.show(number, MAKER, 1)))
    expect(all.filter((shown) => shown === 'shown-meanwhile')).toHaveLength(11)
    expect(await isIn(TWO, passcode)).toBe(false)
    expect(await lastReason(TWO)).toBe('wrong')
    expect(await isIn(TWO, all.find((shown) => shown !== 'shown-meanwhile') ?? '')).toBe(true)
    expect(await emergency.show(number, MAKER, 2)).toBe('over')
  })

  it('is spent by one of a hundred attempts that use it at once', async () => {
    const { passcode } = await granted(ONE)
    const used = await Promise.all((await attemptsOf(ONE, 100)).map((attempt) => use(attempt, passcode)))
    expect(used.filter((one) => one === 'used')).toHaveLength(1)
    expect(used.filter((one) => one === 'already-used')).toHaveLength(99)
  })

  it('is either used or shown anew, never both at once', async () => {
    for (const attempt of await attemptsOf(ONE, 25)) {
      const { number, passcode } = await granted(ONE)
      const [used, shown] = await Promise.all([use(attempt, passcode), emergency.show(number, MAKER, 1)])
      expect([used === 'used', /^\d+$/.test(shown)]).not.toEqual([true, true])
    }
  })
})

type Opened = Pick<EmergencyUse, 'attemptId' | 'passwordId' | 'epoch'>

/** So many attempts of an account at their passcode step, each as if from a browser of its own. */
async function attemptsOf(userId: string, many: number): Promise<readonly Opened[]> {
  await typePassword(fresh(), userId, test.account(userId).password ?? '')
  const rows = await sgc.sql(
    `insert into sign_in_attempt select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
     from (select a from sign_in_attempt a where account_id = $1 order by begun_at desc limit 1) as last, generate_series(1, $2)
     returning id as "attemptId", password_id as "passwordId", epoch`,
    [sgc.account(userId), many],
  )
  return rows as unknown as readonly Opened[]
}

async function use(attempt: Opened, typed: string): Promise<string> {
  const asked = {
    ...attempt,
    passcode: typed as EmergencyUse['passcode'],
    spends: true,
    at: test.clock.now(),
  }
  const { sealer } = test.node.world
  const used = await test.database.write({ as: 'sign-in' }, (tx) => useEmergencyPasscode(tx, sealer, asked))
  return used.ok ? 'used' : used.refusal
}

describe('what ends an emergency passcode', () => {
  it.each([
    ['another one', async () => void (await emergency.grant(TWO))],
    ['a reset of the OTP channels', async () => void (await resetAndBack(TWO))],
    ['a suspension, lifted meanwhile', async () => void (await suspendAndBack(TWO))],
  ])('is %s', async (_, ending) => {
    const { number, passcode } = await granted(TWO)
    await ending()
    expect(await isIn(TWO, passcode)).toBe(false)
    expect(await emergency.show(number, MAKER, 1)).toBe('over')
  })

  it('is the loss of its holder’s role in the firm', async () => {
    const { number } = await granted(TWO)
    const [seen] = await sgc.sql(
      `
      update membership set valid_to = null where account_id = $1 returning id`,
      [sgc.account(TWO)],
    )
    await test.database.write({ as: 'operations' }, (tx) =>
      tx
        .updateTable('membership')
        .set({ valid_to: test.clock.now() })
        .where('id', '=', seen?.['id'] as never)
        .execute(),
    )
    await sgc.sql('update membership set valid_to = null where id = $1', [seen?.['id']])
    expect(await emergency.show(number, MAKER, 1)).toBe('over')
  })

  it('is no other hindrance: what lets nobody in is not spent', async () => {
    const { passcode } = await granted(TWO)
    const browser = fresh()
    await typePassword(browser, TWO, test.account(TWO).password ?? '')
    const firm = await sgc.firm(FIRM)
    await sgc.sql(
      `insert into participant_network (id, participant_id, network, valid_from)
       values (gen_random_uuid(), $1, '192.0.2.0/24', $2)`,
      [firm, test.clock.now().toString()],
    )
    await browser.submit(`${ONLINE}/passcode`, { passcode })
    expect(await lastReason(TWO)).toBe('other-network')
    await sgc.sql('delete from participant_network where participant_id = $1', [firm])
    expect(await isIn(TWO, passcode)).toBe(true)
  })

  it('is its hour: it begins with the approval, and its last moment is the one before', async () => {
    const [first, second] = [await emergency.grant(ONE), await emergency.grant(TWO)]
    later({ minutes: 59, seconds: 59 })
    const passcodes = [await emergency.show(first, MAKER), await emergency.show(second, MAKER)]
    expect(await isIn(ONE, passcodes[0] ?? '')).toBe(true)
    later({ seconds: 1 })
    expect(await isIn(TWO, passcodes[1] ?? '')).toBe(false)
    expect(await lastReason(TWO)).toBe('expired')
    expect(await emergency.show(second, MAKER, 1)).toBe('over')
  })
})

async function suspendAndBack(userId: string) {
  const accountId = await sgc.idOf(userId)
  await sgc.ask(suspendUser, { accountId })
  expect(await sgc.askAndApprove(reinstateUser, { accountId })).toBe('applied')
}

/** The credentials are put back by hand, so that nothing but the passcode's own end keeps him out. */
async function resetAndBack(userId: string) {
  const accountId = await sgc.idOf(userId)
  expect(await sgc.askAndApprove(resetChannel, { accountId })).toBe('applied')
  await sgc.sql('update credential set valid_to = null where account_id = $1', [accountId])
}

describe('whoever has no right to one', () => {
  it('is not asked for: not initiated, suspended, a DA, of another firm', async () => {
    expect(await emergency.ask('SGCUSR03')).toBe('not-initiated')
    expect(await emergency.ask(CHECKER)).toBe('administrator')
    expect(await emergency.ask('KTBUSR01')).toBe('not-found')
    expect(await emergency.ask(ONE, 'he sounded right')).toBe('malformed')
    await sgc.ask(suspendUser, { accountId: await sgc.idOf(ONE) })
    expect(await emergency.ask(ONE)).toBe('suspended')
    await sgc.askAndApprove(reinstateUser, { accountId: await sgc.idOf(ONE) })
  })

  it('gets in by nobody else’s', async () => {
    const { passcode } = await granted(ONE)
    expect(await isIn(TWO, passcode)).toBe(false)
    expect(await isIn(ONE, passcode)).toBe(true)
  })

  it('is of no use in an attempt of before a site came back by a backup: that one counts no try any more', async () => {
    const { passcode } = await granted(ONE)
    for (const attempt of await attemptsOf(ONE, 1)) {
      const elsewhere = { ...attempt, epoch: 'primary/9' as typeof attempt.epoch }
      expect(await use(elsewhere, passcode)).toBe('no-tries-left')
      expect(await use(attempt, passcode)).toBe('used')
    }
  })

  it('has five tries an attempt, by whatever kind of passcode', async () => {
    const { passcode } = await granted(ONE)
    const browser = fresh('198.51.100.20')
    await typePassword(browser, ONE, test.account(ONE).password ?? '')
    for (const typed of ['000000', other(passcode), '000001', other(other(passcode)), '000002'])
      await browser.submit(`${ONLINE}/passcode`, { passcode: typed })
    await browser.submit(`${ONLINE}/passcode`, { passcode })
    expect(await lastReason(ONE)).toBe('no-tries-left')
  })
})

describe('a guess at an emergency passcode', () => {
  const guess = async (passcode: string) => {
    const browser = fresh('198.51.100.30')
    await typePassword(browser, TWO, test.account(TWO).password ?? '')
    const { failures: before = 0 } = (await budgetOf(test, TWO)) ?? {}
    const answers: Answer[] = []
    const statements = await statementsOf(async () => {
      answers.push(await browser.post(`${ONLINE}/passcode`, { passcode }))
    })
    answers.push(await browser.get(answers[0]?.location ?? ''))
    expect((await budgetOf(test, TWO))?.failures).toBe(before + 1)
    return { seen: answers.map(comparable), statements }
  }

  it('counts on the account’s one budget, and tells nothing: not whether there is one', async () => {
    await sgc.sql('delete from emergency_passcode')
    const none = await guess('000000000001')
    await emergency.grant(TWO)
    expect(await guess('000000000001')).toEqual(none)
    const byMail = await guess('00000001')
    expect(byMail.seen).toEqual(none.seen)
    expect(byMail.statements.length).toBe(none.statements.length)
  })
})

describe('beside a logon', () => {
  it('an emergency passcode proves nothing: no step-up, and no change of one’s own account', async () => {
    const { passcode } = await granted(ONE)
    const browser = fresh()
    await logOnByApp(test, browser, ONE)
    await askNewPassword(browser, test.account(ONE).password ?? '')
    await browser.submit('/online/password/passcode', { passcode })
    expect(await lastReason(ONE)).toBe('malformed')
    expect(await sgc.events('password.changed')).toEqual([])
    expect(await isIn(ONE, passcode)).toBe(true)
  })
})
