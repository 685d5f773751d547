import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { type Desk, deskOf } from '../../../test/support/requests.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import type { RequestNumber } from '../../kernel/ids.ts'

/** Friday 2 June 2023, 23:30: every door of CCMS and DMS is closed to OTP, and registration is open for half an hour. */
const LATE_ON_FRIDAY = Temporal.Instant.from('2023-06-02T23:30+08:00')
const FIRM = '/connect/services/C00107'
const EVENT = `${FIRM}/events/connectivity-test-2023-06-10`

let test: TestNode
let desk: Desk
let files: TerminalBrowser
let reads: TerminalBrowser
beforeAll(async () => {
  test = await testNode({ at: LATE_ON_FRIDAY, launch: 'undecided' })
  desk = deskOf(test)
  files = await loggedOn('PJTCC001')
  reads = await loggedOn('PJTCC003')
})
afterAll(() => test.stop())

async function loggedOn(userId: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, userId, '/connect/otp')
  return browser
}

const text = (body: string) =>
  (body.split('<main')[1] ?? body).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const seen = async (path: string, browser = files) => text((await browser.get(path)).body)

/** Fills in the form of a page and presses its button. */
async function fill(path: string, fields: Readonly<Record<string, string>>) {
  await files.get(path)
  return files.post(path, fields)
}

describe('a locked-out Delegated Administrator', () => {
  it('is repaired without his login, the firm’s other logins, or any door of the programme', async () => {
    expect(text((await new TerminalBrowser(test.node).get('/dms')).body)).not.toContain('Open until')
    expect(await seen(`${FIRM}/delegates`)).toMatch(/PJTDAM01 Lai Cho Kiu DA maker .*Registered email/)
    const asked = await fill(`${FIRM}/delegates/PJTDAM01/register-email`, {
      address: 'lai.cho.kiu@pearljunk.example',
      remark: 'has none on record',
    })
    expect(asked.location).toMatch(new RegExp(`^${FIRM}/requests/R-\\d{6}$`))
    const number = asked.location?.split('/').at(-1) as RequestNumber
    expect(await seen(asked.location ?? '')).toContain('lai.cho.kiu@pearljunk.example')
    expect(await desk.decide('PJTCC002', 'C00107', number)).toBe('checked')
    expect(await desk.decide('OPSCHK02', null, number)).toBe('applied')
    expect(await seen(`${FIRM}/delegates/PJTDAM01`)).toContain('lai.cho.kiu@pearljunk.example')
    test.clock.set(Temporal.Instant.from('2023-06-10T18:05+08:00'))
    const himself = new TerminalBrowser(test.node)
    await himself.get('/dms/initiation')
    await himself.submit('/dms/initiation', { user_id: 'PJTDAM01' })
    expect(await test.codeSentTo('lai.cho.kiu@pearljunk.example')).toMatch(/^\d{8}$/)
    test.clock.set(LATE_ON_FRIDAY)
  })
})

describe('the forms of DA 3', () => {
  it('show what is on record, and what was typed when something is wrong, beside its field', async () => {
    expect((await files.get(`${FIRM}/delegates/PJTDAC01/amend`)).body).toContain('value="Kong Ching Yee"')
    const fields = { address: 'LAI.cho.kiu@pearljunk.example', remark: 'the same' }
    const refused = await fill(`${FIRM}/delegates/PJTDAC01/register-email`, fields)
    expect(refused.status).toBe(422)
    expect(text(refused.body)).toContain('never share an address')
    expect(refused.body).toContain('value="LAI.cho.kiu@pearljunk.example"')
  })

  it('appoint somebody new by one request, which shows every line of it', async () => {
    const asked = await fill(`${FIRM}/delegates/appoint`, {
      ...{ userId: 'pjtdac02', name: 'Yung Lok Him', language: 'en', ofUserId: '', role: 'da-checker' },
      ...{ address: 'yung@pearljunk.example', remark: 'a second checker' },
    })
    const page = await seen(asked.location ?? '')
    for (const word of ['PJTDAC02', 'Yung Lok Him', 'yung@pearljunk.example']) expect(page).toContain(word)
  })

  it('name the right to who lacks it, and who of the firm has it', async () => {
    const page = await reads.get(`${FIRM}/delegates/appoint`)
    expect(page.status).toBe(403)
    expect(text(page.body)).toMatch(/EU_UserMaintenance.*hotline.*Koo Wing Fai \(PJTCC001\)/)
    await reads.get(`${FIRM}/delegates`)
    expect((await reads.post(`${FIRM}/delegates/appoint`, {})).status).not.toBe(303)
  })

  it('know no Delegated Administrator, and no room, of another firm', async () => {
    expect((await files.get(`${FIRM}/delegates/KTBDAM01`)).status).toBe(404)
    expect((await files.get('/connect/services/C00102/delegates')).status).toBe(404)
    expect((await files.get('/connect/services/C00102/events')).status).toBe(404)
  })
})

describe('the dashboard', () => {
  it('says what waits for the firm, how far each request has come, what each DA lacks, and numbers without names', async () => {
    const page = await seen(FIRM)
    expect(page).toMatch(/PJTDAC01 lacks: Registered email/)
    expect(page).toContain('Post-release connectivity test: register on or before Friday 2 June 2023')
    expect(page).toMatch(
      /R-\d{6} DA 3: appoint a Delegated Administrator \(PJTDAC02\) Waits for a checker PJTCC001 \(Koo Wing Fai\)/,
    )
    expect(page).toMatch(/People 4 With a registered email 1 Have initiated 2FA 0/)
    expect(page).not.toContain('PJTUSR01')
  })
})

describe('registering for an event', () => {
  const entry = { contact_name: 'Koo Wing Fai', contact_telephone: '2123 4567', 'people.session-1.otp': '3' }

  it('says what is wrong beside the field, then confirms with a number, and can be amended and withdrawn', async () => {
    const wrong = await fill(EVENT, { ...entry, 'people.session-1.otp': 'three', replaces: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('href="#people.session-1.otp"')
    expect((await fill(EVENT, { ...entry, replaces: '' })).location).toBe(`${EVENT}?done=registered`)
    const done = await files.get(`${EVENT}?done=registered`)
    expect(text(done.body)).toMatch(/Your firm is registered. The number is E-\d{5}/)
    const id = /name="replaces" value="([^"]+)"/.exec(done.body)?.[1] ?? ''
    const stale = await fill(EVENT, { ...entry, replaces: '' })
    expect(text(stale.body)).toContain('meanwhile')
    const amended = await fill(EVENT, { ...entry, 'people.session-2.otp': '2', replaces: id })
    expect(amended.location).toBe(`${EVENT}?done=amended`)
    expect((await fill(EVENT, { ...entry, replaces: id })).status).toBe(422)
    const again = await files.get(EVENT)
    const now = /name="replaces" value="([^"]+)"/.exec(again.body)?.[1] ?? ''
    expect((await files.post(`${EVENT}/withdraw`, { replaces: now })).location).toBe(
      `${EVENT}?done=withdrawn`,
    )
    expect(await seen(EVENT)).toContain('Not registered')
  })

  it('closes at 24:00: the form is gone, a post changes nothing, and the hotline is named', async () => {
    await files.get(EVENT)
    test.clock.set(Temporal.Instant.from('2023-06-03T00:00+08:00'))
    const late = await loggedOn('PJTCC001')
    const page = await late.get(EVENT)
    expect(page.body).not.toContain('name="contact_name"')
    expect(text(page.body)).toContain('Ask the hotline')
    test.clock.set(LATE_ON_FRIDAY)
    files = await loggedOn('PJTCC001')
  })
})

describe('a late entry', () => {
  it('is an operator’s, after the deadline, for a firm by its code; the totals then count it', async () => {
    test.clock.set(Temporal.Instant.from('2023-06-05T10:00+08:00'))
    const operator = new TerminalBrowser(test.node)
    await logOnByApp(test, operator, 'OPSMAK01', '/ops/otp')
    const at = '/ops/desk/events'
    const path = `${at}/connectivity-test-2023-06-10`
    expect(await seen(at, operator)).toMatch(/Session 2\), by 2FA Secondary Data Centre 9 18/)
    const entry = { contact_name: 'Tai Hoi Yan', contact_telephone: '2765 4321', 'people.session-2.otp': '5' }
    const unknown = await operator.post(path, { ...entry, firm: 'C99999' })
    expect([unknown.status, text(unknown.body).includes('no participant with this code')]).toEqual([
      422,
      true,
    ])
    expect((await operator.post(path, { ...entry, firm: 'c00111' })).location).toMatch(/entered=E-\d{5}$/)
    expect(await seen(at, operator)).toMatch(/Session 2\), by 2FA Secondary Data Centre 10 23/)
    const hotline = new TerminalBrowser(test.node)
    await logOnByApp(test, hotline, 'HOTLIN01', '/ops/otp')
    expect(await seen(at, hotline)).not.toContain('Enter a firm after the deadline')
    expect((await hotline.post(path, { ...entry, firm: 'C00108' })).status).not.toBe(303)
    test.clock.set(LATE_ON_FRIDAY)
  })
})

describe('documents', () => {
  it('that are public are read and downloaded without login, in both languages; others are named, with where', async () => {
    const anybody = new TerminalBrowser(test.node)
    const shelf = await anybody.get('/documents')
    expect(text(shelf.body)).toContain('Information Package for Launch of 2FA')
    expect(shelf.body).toContain('href="/documents/information-package"')
    expect(shelf.body).not.toContain('href="/documents/user-guide"')
    expect((await anybody.get('/documents/user-guide')).status).toBe(404)
    expect((await anybody.get('/documents/__proto__')).status).toBe(404)
    const chinese = await anybody.get('/documents/information-package?lang=zh-Hant')
    expect(chinese.body).toContain('帳戶過渡安排')
    expect(text(chinese.body)).toContain('If there is any conflict, the English text prevails.')
    const file = await anybody.get('/documents/information-package/download?lang=en')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="information-package.en.html"')
    expect(file.body).not.toMatch(/<script|<link|src=/)
  })

  it('for participants need EU_Documents, and appear on their day, not before', async () => {
    expect(text((await reads.get(`${FIRM}/documents/user-guide`)).body)).toContain('Logging on and out')
    const without = await loggedOn('KTBCC002')
    for (const path of ['', '/download'])
      expect((await without.get(`/connect/services/C00102/documents/user-guide${path}`)).status).toBe(403)
    test.clock.set(Temporal.Instant.from('2023-06-01T23:00+08:00'))
    const early = await loggedOn('PJTCC003')
    expect(text((await early.get(`${FIRM}/documents`)).body)).toContain('It appears on Friday 2 June 2023')
    expect((await early.get(`${FIRM}/documents/user-guide`)).status).toBe(404)
    test.clock.set(LATE_ON_FRIDAY)
  })
})
