import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { writeCard } from '../../src/demo/card-office/write-cards.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { CardInReader } from '../support/chromium-with-reader.ts'
import { theDemo } from '../support/demo-for-journeys.ts'
import { sampleOffice } from '../support/sample-cards.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { decide, numberHere, officer } from './firm-deeds.ts'
import { PlainVisitor } from './plain-visitor.ts'
import { type Looks, openTerminal, type Terminal } from './terminal.ts'

const AT = Temporal.Instant.from('2023-06-10T18:10+08:00')
const MONDAY = Temporal.Instant.from('2023-06-12T08:00+08:00')

/** With this card in the reader or none: up to the page that asked for it. */
async function goToListener(path: string, door: 'card' | 'dmsCard', looks: Looks): Promise<Terminal> {
  const t = await openTerminal(looks)
  await t.demo.clock.set(AT)
  await t.goTo(path)
  await t.follow(t.words.doors[door])
  await t.follow(t.words.withCard)
  await t.page.waitForURL((url) => url.origin === t.demo.urls.primaryCard)
  return t
}

async function typeCardPassword(t: Terminal, userId: string, password?: string): Promise<void> {
  await t.fill(t.words.userId, userId)
  await t.fill(t.words.cardPassword, password ?? t.demo.account(userId).cardPassword ?? '')
  await t.press(t.words.logOn)
}

/** The listener's page for whoever comes with this card at 18:10: the handshake decides, and no browser draws it. */
async function pageFor({ p12, pin }: CardInReader): Promise<string> {
  const { http, clock } = await theDemo()
  await clock.set(AT)
  const { location = '' } = (await http.get('/card/go', { maxRedirects: 0 })).headers()
  const held = { pfx: readFileSync(p12), passphrase: pin }
  const [answer] = await once(get(location, { ...held, agent: false, rejectUnauthorized: false }), 'response')
  return text(answer as IncomingMessage)
}

/** Whether what the page refers to is on record, for this reason. */
async function isOnRecord(page: string, reason: string): Promise<boolean> {
  const [reference] = /[A-Z]{3}-[A-Z]{3}-[A-Z]{3}/.exec(page) ?? []
  const statement = "select count(*) from audit_event where reference = $1 and facts->>'reason' = $2"
  return (await (await theDemo()).count(statement, reference, reason)) === 1
}

/** Two operators roll the launch back, for one participant or one person. */
async function rollBack(whom: 'participant' | 'person', who: string): Promise<void> {
  const [maker, checker] = [await officer('OPSMAK01', 'desk'), await officer('OPSCHK01', 'desk')]
  await maker.t.goTo('/ops/desk/launch/roll-back')
  await maker.t.fill('For whom', whom)
  await maker.t.fill('Participant code or User ID', who)
  await maker.t.fill('Remark', 'Their terminals can’t be set up today')
  await maker.t.press('Ask for it')
  await decide(checker, '/ops/desk', await numberHere(maker), 'Approve')
  await checker.t.reads('Approved and applied.')
}

describe('logging on by smartcard in Session 1, its key on a PKCS#11 token', () => {
  it('leads a user to “Function not available”, once the User ID is the card’s and the card password right', async () => {
    const t = await goToListener('/', 'card', { card: 'HLSUSR04' })
    for (const [userId, password, reason] of [
      ['HLSUSR01', undefined, 'other-card'],
      ['HLSUSR04', '000000', 'wrong-password'],
    ] as const) {
      await typeCardPassword(t, userId, password)
      await expect.poll(async () => isOnRecord(await t.text(), reason), { timeout: 60_000 }).toBe(true)
      await t.sees('Log on')
      await t.reads('You are not logged on')
    }
    await typeCardPassword(t, 'HLSUSR04')
    await t.page.waitForURL('**/card/online')
    await t.sees(t.words.notAvailable)
    await t.reads(t.words.testComplete)
    expect(await t.count({ link: t.words.changePassword })).toBe(0)
    await t.follow(t.words.initiation)
    expect(t.path()).toBe('/card/online/initiation')
  })

  it('leads a Delegated Administrator into the DMS, in Chinese and without JavaScript; who has no OTP channel confirms a decision by card', async () => {
    const rooms = '/dms/card/security/C00101'
    const maker = await goToListener('/dms', 'dmsCard', {
      card: 'HLSDAM01',
      language: 'zh-Hant',
      javaScript: false,
    })
    await typeCardPassword(maker, 'HLSDAM01')
    await maker.page.waitForURL('**/dms/card/**')
    await maker.reads(maker.words.testComplete)
    expect(await maker.count({ button: maker.words.logOut })).toBe(1)
    await maker.goTo(`${rooms}/emails/user/HLSUSR02`)
    await maker.fill('新地址', 'lam.yuk.wah@harbourlight.example')
    await maker.use({ css: 'main button[type=submit]:not(.govuk-button--secondary)' })
    await maker.page.waitForURL(/\/requests\/R-\d+$/)
    const request = maker.path()

    const t = await goToListener('/dms', 'dmsCard', { card: 'HLSDAC01' })
    await typeCardPassword(t, 'HLSDAC01')
    await t.reads(t.words.testComplete)
    await t.goTo(request)
    await t.press('Approve')
    await t.sees('Confirm that it is you')
    await t.follow(t.words.withCard)
    await t.page.waitForURL((url) => url.origin === t.demo.urls.primaryCard)
    await t.fill(t.words.userId, 'HLSDAC01')
    await t.fill(t.words.cardPassword, t.demo.account('HLSDAC01').cardPassword ?? '')
    await t.press('Confirm')
    await t.page.waitForURL(/\/requests\/R-\d+/)
    await t.press('Approve')
    await t.reads('Approved and applied.')
  })

  it.each([
    ['no card', undefined, 'no-card'],
    // Chromium offers no certificate that has expired; what the listener makes of one stands in test/attacks.
    ['an expired card', 'NPFUSR02', 'no-card'],
  ])('is answered by a page of its own for %s, and kept on record', async (_, card, reason) => {
    const t = await goToListener('/', 'card', card === undefined ? {} : { card })
    await t.sees('No smartcard was presented')
    expect(await t.count({ field: t.words.cardPassword })).toBe(0)
    expect(await isOnRecord(await t.text(), reason)).toBe(true)
  })

  it('takes neither a revoked card nor one of an office that only calls itself as ours does', async () => {
    const { account } = await theDemo()
    const { cardFile = '', cardPassword = '' } = account('TRCUSR02')
    const folder = scratchFolder('other-office')
    const other = await sampleOffice()
    const theirs = await other.issue('HLSUSR01', other.issuing[0])
    for (const [held, reason] of [
      [{ p12: cardFile, pin: cardPassword }, 'revoked'],
      [await writeCard(folder, theirs, systemRandomness), 'bad-signature'],
    ] as const) {
      const page = await pageFor(held)
      expect(page).toContain('The smartcard was not accepted')
      expect(page).not.toContain('type="password"')
      expect(await isOnRecord(page, reason)).toBe(true)
    }
    rmSync(folder, { recursive: true })
  })

  it('ends with the card: pulled while its password is typed, it lets nobody in', async () => {
    const t = await goToListener('/', 'card', { card: 'HLSUSR02' })
    await t.finds({ field: t.words.cardPassword })
    t.pullCard()
    await typeCardPassword(t, 'HLSUSR02')
    // The browser knows that the card is gone, and we say so; or it tries the key it remembers, and says so itself.
    const ours = t.page.getByRole('heading', { level: 1, name: 'No smartcard was presented' })
    await Promise.race([ours.waitFor(), t.page.waitForURL('chrome-error://**')])
    if (await ours.isVisible()) expect(await isOnRecord(await t.text(), 'no-card')).toBe(true)
    const inside =
      'select count(*) from logon_session s join account a on a.id = s.account_id where a.user_id = $1 and s.ended_at is null'
    expect(await t.demo.count(inside, 'HLSUSR02')).toBe(0)
  })
})

describe('on the Monday of the launch, after a rollback that two operators recorded', () => {
  /** What becomes of a person's card and password, wherever he presents them. */
  async function tryCard(card: string): Promise<string> {
    return PlainVisitor.visit(await theDemo(), (one) => one.logOnByCard('', card), { card })
  }

  it('lets in by card the participant and the person that it names, and tells a colleague what has passed', async () => {
    await (await theDemo()).clock.set(MONDAY)
    await rollBack('participant', 'C00110')
    await rollBack('person', 'SGCUSR02')
    for (const named of ['EWDUSR01', 'SGCUSR02']) {
      const page = await tryCard(named)
      expect(page, named).toMatch(/<h1[^>]*>Online Functions</)
      expect(page, named).toMatch(/<button[^>]*>Log out</)
    }
    const colleague = await tryCard('SGCUSR01')
    expect(colleague).toMatch(/<h1[^>]*>Your last smartcard day has passed</)
    expect(colleague).toMatch(/<a [^>]*href="https:[^"]*\/initiation"[^>]*>Initiation of 2FA</)
  })
})
