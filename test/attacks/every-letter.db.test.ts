import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { writeAddressLetters } from '../../src/emails/write-address-letters.ts'
import type { LetterKind } from '../../src/mail/letters.ts'
import { smtpTransport } from '../../src/mail/smtp-transport.ts'
import { mailNotices } from '../../src/notices/mail-notices.ts'
import { announceExpiries } from '../../src/own-account/announce-expiry.ts'
import { fileRegistration } from '../../src/registrations/file-registration.ts'
import { resetOfSeveral, resetPassword } from '../../src/resets/changes/reset-credentials.ts'
import { type FaultyServer, startFaultyServer } from '../contracts/mail-faulty-server.ts'
import { firmDesk } from '../support/ask-users.ts'
import { emergencyDesk, logOnByEmergency } from '../support/emergency.ts'
import { appCode, logOnByEmail, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { askNewPassword } from '../support/own-account.ts'
import { deskOf, numberOf } from '../support/requests.ts'
import { press } from '../support/requests-pages.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { INITIATION } from './initiate.ts'

/** By their kind in the outbox. A new kind of letter has to be written in this run too. */
const KINDS: Readonly<Record<LetterKind, true>> = {
  'initiation-code': true,
  'channel-proof': true,
  'logon-code': true,
  'already-initiated': true,
  'two-factor-set-up': true,
  'passcode-replayed': true,
  'logon-locked': true,
  'emergency-passcode-used': true,
  'change-code': true,
  'step-up-code': true,
  'account-changed': true,
  'changed-by-firm': true,
  'password-expires': true,
  'event-registration': true,
  'reset-by-operators': true,
  'address-test': true,
  'address-replaced': true,
  'tasks-waiting': true,
}
const ENGLISH = 'HLSUSR01'
const CHINESE = 'HLSUSR02'
const CHOSEN = 'Lantern-7-dusk!'
/** When passwords of the directory are near their end, and those of this run are not. */
const IN_JULY = Temporal.Instant.from('2023-07-09T09:00+08:00')

let test: TestNode
let server: FaultyServer
let letters: readonly Awaited<ReturnType<typeof PostalMime.parse>>[]
const passwords = new Set<string>()

beforeAll(async () => {
  server = await startFaultyServer('none')
  const transport = smtpTransport(server.address, { ca: server.caPem })
  test = await testNode({ transport, passwords: 'hkex-style' })
  for (const userId of [ENGLISH, CHINESE]) await initiateByEmail(userId)
  await replayAndLock('SGCUSR01')
  await changePassword('KTBUSR01')
  await stepUp('KTBDAC01')
  await resetByFirm('KTBUSR02')
  await resetByOperators('KTBUSR03', 'C00105')
  await getInByEmergency('SGCUSR02')
  await registerLate('OPSMAK01')
  await replaceAddress('MFSUSR01')
  await mailNotices(test.node.world, test.clock.now(), 6)
  // A letter that is still on its way would be too late in July.
  await vi.waitFor(async () => expect(await unsent()).toEqual([]), 5_000)
  test.clock.set(IN_JULY)
  await announceExpiries(test.node.world, IN_JULY)
  await test.node.stop()
  transport.close()
  letters = await Promise.all(server.seen.raw.map((raw) => PostalMime.parse(raw)))
})
afterAll(async () => {
  await test.stop()
  await server.stop()
})

async function initiateByEmail(userId: string): Promise<void> {
  const { email } = test.account(userId)
  const to = email ?? ''
  const browser = new TerminalBrowser(test.node)
  passwords.add(CHOSEN)
  await browser.get(INITIATION)
  await browser.submit(INITIATION, { user_id: userId })
  await browser.submit(`${INITIATION}/code`, { code: await test.codeSentTo(to) })
  const chosen = { new_password: CHOSEN, repeat_password: CHOSEN }
  await browser.submit(`${INITIATION}/password`, chosen)
  await browser.submit(`${INITIATION}/channel`, { channel: 'email' })
  await browser.submit(`${INITIATION}/proof`, { passcode: await test.codeSentTo(to, 1) })
  const again = new TerminalBrowser(test.node)
  await again.get(INITIATION)
  await again.submit(INITIATION, { user_id: userId })
}

async function stepUp(userId: string): Promise<void> {
  passwords.add(test.account(userId).password ?? '')
  const asked = await deskOf(test).askEmail('KTBDAM01', 'C00102', 'KTBUSR02', 'new@kiteterrace.example')
  const browser = new TerminalBrowser(test.node)
  await logOnByEmail(test, browser, userId, '/dms/otp')
  await press(browser, `/dms/security/C00102/requests/${numberOf(asked)}`, 'approve')
}

async function resetByFirm(userId: string): Promise<void> {
  const ktb = firmDesk(test, 'C00102', 'KTBDAM01', 'KTBDAC01')
  await ktb.askAndApprove(resetPassword, { accountId: await ktb.idOf(userId) })
}

async function getInByEmergency(userId: string): Promise<void> {
  const sgc = firmDesk(test, 'C00105', 'SGCDAM01', 'SGCDAC01')
  const emergency = emergencyDesk(test, sgc, 'C00105', 'SGCDAC01')
  const passcode = await emergency.show(await emergency.grant(userId), 'SGCDAM01')
  passwords.add(test.account(userId).password ?? '').add(passcode)
  await logOnByEmergency(test, new TerminalBrowser(test.node), userId, passcode)
}

/** Whom several firms have. */
async function resetByOperators(userId: string, alsoOf: string): Promise<void> {
  const desk = deskOf(test)
  await desk.sql(
    `insert into membership (id, account_id, participant_id, role, valid_from)
      values (gen_random_uuid(), $1, $2, 'user', '2023-04-03T09:00+08:00')`,
    [desk.account(userId), await desk.firm(alsoOf)],
  )
  const input = { accountId: desk.account(userId) }
  const asked = await desk.askFor('OPSMAK01', alsoOf, resetOfSeveral, input)
  expect(await desk.decide('OPSCHK01', null, numberOf(asked))).toBe('applied')
}

async function replaceAddress(userId: string): Promise<void> {
  const desk = deskOf(test)
  const asked = await desk.askEmail('MFSDAM01', 'C00108', userId, 'new@monsoon.example')
  await desk.decide('MFSDAC01', 'C00108', numberOf(asked))
  // The node writes them by itself, too, within two seconds.
  await writeAddressLetters(test.node.world, 10)
}

async function replayAndLock(userId: string): Promise<void> {
  const { password = '', totpSecret = '' } = test.account(userId)
  passwords.add(password)
  const passcode = appCode(totpSecret, test.clock.now())
  for (const _ of ['used', 'used again']) {
    const browser = new TerminalBrowser(test.node)
    await typePassword(browser, userId, password)
    await browser.submit(`${ONLINE}/passcode`, { passcode })
  }
  for (let n = 0; n < 10; n++) await typePassword(new TerminalBrowser(test.node), userId, 'wrong')
}

async function changePassword(userId: string): Promise<void> {
  const { email = '', password = '' } = test.account(userId)
  passwords.add(password)
  const browser = new TerminalBrowser(test.node)
  await logOnByEmail(test, browser, userId)
  const before = test.mails.filter(({ to }) => to === email).length
  await askNewPassword(browser, password, CHOSEN)
  await browser.submit('/online/password/passcode', { passcode: await test.codeSentTo(email, before) })
}

async function registerLate(operator: string): Promise<void> {
  const { id } = await test.database.read({ as: 'operations' }, (db) =>
    db.selectFrom('participant').select('id').where('code', '=', 'C00107').executeTakeFirstOrThrow(),
  )
  const filer = { as: 'operator', account: test.account(operator).accountId } as const
  const filing = {
    participant: id,
    event: 'connectivity-test-2023-06-10',
    filer,
    replaces: null,
    at: test.clock.now(),
  }
  const people = [{ session: 'session-2', by: 'otp', typed: '2' } as const]
  const typed = { contactName: 'Koo Wing Fai', contactTelephone: '2123 4567', people }
  expect(await fileRegistration(test.node.world, filing, typed)).toMatchObject({ ok: true })
}

const outbox = () =>
  test.database.read({ as: 'operations' }, (db) =>
    db.selectFrom('outbox_mail').select(['kind', 'state']).execute(),
  )
const unsent = async () => (await outbox()).filter(({ state }) => state !== 'sent')
const whole = (letter: (typeof letters)[number]) => `${letter.subject}\n${letter.text}`

describe('every mail of a run (attack 67)', () => {
  it('is there: each kind of letter was written and sent, each once to one person', async () => {
    const rows = await outbox()
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)))
    expect(await unsent()).toEqual([])
    expect(letters).toHaveLength(rows.length)
    expect(server.seen.recipients.every((to) => to.length === 1)).toBe(true)
  })

  it('holds no link, no address of a page, no HTML, no password', () => {
    for (const letter of letters) {
      expect(whole(letter)).not.toMatch(/https?:|www\.|href|\bterminal\.test\b/i)
      expect([letter.html, letter.attachments]).toEqual([undefined, []])
      expect([...passwords].filter((password) => whole(letter).includes(password))).toEqual([])
    }
  })

  it('holds no whole User ID, beside a code or by itself', () => {
    for (const letter of letters) expect(whole(letter)).not.toMatch(/\b[A-Z]{3}USR\d\d\b/)
    expect(letters.filter((letter) => /\b\d{8}\b/.test(letter.text ?? '')).length).toBeGreaterThanOrEqual(5)
  })

  it('has a code in its text alone', () => {
    for (const { subject = '', headers } of letters)
      expect(subject + headers.map(({ value }) => value).join()).not.toMatch(/(?<![\w-])\d{8}(?![\w-])/)
  })

  it('is in its reader’s language, Chinese with the English after it', () => {
    const to = (userId: string) =>
      letters.filter((letter) => letter.to?.[0]?.address === test.account(userId).email)
    expect(to(ENGLISH).length).toBeGreaterThanOrEqual(3)
    expect(to(CHINESE).length).toBe(to(ENGLISH).length)
    for (const letter of to(ENGLISH)) expect(whole(letter)).not.toMatch(/\p{Script=Han}/u)
    for (const letter of to(CHINESE)) {
      expect(letter.subject).toMatch(/\p{Script=Han}/u)
      expect(letter.text).toMatch(/\p{Script=Han}[\s\S]*\* \* \*[\s\S]*English/u)
    }
  })

  it('has Date and a Message-ID of its own, and asks for no answer', () => {
    const ids = letters.map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(letters.length)
    for (const { messageId, date, headers } of letters) {
      expect(messageId).toMatch(/^<[0-9a-f-]{36}@clearinghouse\.example>$/)
      expect(Number.isNaN(Date.parse(date ?? ''))).toBe(false)
      expect(headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    }
  })
})
