import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { deskOf } from '../../../test/support/requests.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'

let test: TestNode
let maker: TerminalBrowser
let checker: TerminalBrowser
let hotline: TerminalBrowser
let auditor: TerminalBrowser
beforeAll(async () => {
  test = await testNode({ launch: 'undecided' })
  maker = await loggedOn('OPSMAK01')
  checker = await loggedOn('OPSCHK01')
  hotline = await loggedOn('HOTLIN01')
  auditor = await loggedOn('AUDITR01')
})
afterAll(() => test.stop())

async function loggedOn(userId: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, userId, '/ops/otp')
  return browser
}

const DESK = '/ops/desk'
const text = (body: string) =>
  (body.split('<main')[1] ?? body)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&#39;', "'")
const seen = async (browser: TerminalBrowser, path: string) =>
  text((await browser.get(`${DESK}${path}`)).body)
const status = async (browser: TerminalBrowser, path: string) => (await browser.get(`${DESK}${path}`)).status

/** Fills in a form of the desk and presses its button. */
async function ask(path: string, fields: Readonly<Record<string, string>>) {
  await maker.get(`${DESK}${path}`)
  return maker.post(`${DESK}${path}`, { remark: 'by letter', ...fields })
}

/** What the second operator sees; then he approves it. */
async function approve(request: string | null | undefined): Promise<string> {
  await deskOf(test).sql(
    `update logon_session set stepped_up_at = greatest(created_at, $2) where ended_at is null
       and account_id = (select id from account where user_id = $1)`,
    ['OPSCHK01', test.clock.now().toString()],
  )
  const { body } = await checker.get(request ?? '')
  const digest = /name="digest" value="([^"]+)"/.exec(body)?.[1] ?? ''
  await checker.submit(request ?? '', { deed: 'approve', digest, remark: 'Seen' })
  return text(body)
}

describe('the list of participants', () => {
  it('shows every firm with its warnings, and filters and finds by its address', async () => {
    const all = await seen(maker, '/participants')
    for (const word of ['C00101', 'C00112', 'Too few makers', 'Single control']) expect(all).toContain(word)
    const alone = await seen(maker, '/participants?filter=alone')
    expect([alone.includes('C00112'), alone.includes('C00105')]).toEqual([true, false])
    const found = await seen(maker, '/participants?q=lau+sau')
    expect([found.includes('C00112'), found.includes('C00101')]).toEqual([true, false])
    expect(await seen(maker, '/participants?q=nobody')).toContain('No participant matches.')
  })

  it('is looked at by hotline and auditor, who are offered nothing', async () => {
    for (const browser of [hotline, auditor, checker]) {
      expect(await seen(browser, '/participants')).not.toContain('Admit a participant')
      expect(await seen(browser, '/participants/C00105')).not.toContain('Grant single control')
      expect(await status(browser, '/participants/admit')).toBe(404)
      expect(await status(browser, '/participants/C00105/amend')).toBe(404)
      expect((await browser.post(`${DESK}/participants/C00105/grant-single-control`, {})).status).not.toBe(
        303,
      )
    }
  })

  it('knows no firm that is none', async () => {
    for (const path of ['', '/amend', '/record-contact'])
      expect(await status(maker, `/participants/C99999${path}`)).toBe(404)
    expect(await status(maker, `/participants/C00105/withdraw-contact/${crypto.randomUUID()}`)).toBe(404)
  })
})

describe('a participant', () => {
  it('is amended by a form, a request and another operator, who reads it in plain words', async () => {
    const form = (await maker.get(`${DESK}/participants/C00105/amend`)).body
    const nameZh = /name="nameZh"[^>]*value="([^"]*)"/.exec(form)?.[1] ?? ''
    expect(nameZh).not.toBe('')
    const typed = { nameEn: 'Silver Gate', nameZh, networks: '192.0.2.0/24' }
    const wrong = await ask('/participants/C00105/amend', { ...typed, networks: 'home' })
    expect([wrong.status, text(wrong.body).includes('not a list of networks')]).toEqual([422, true])
    expect(wrong.body).toContain('value="home"')
    const made = await ask('/participants/C00105/amend', typed)
    expect(made.location).toMatch(/\/ops\/desk\/requests\/R-0\d+$/)
    expect(await seen(maker, '/participants/C00105')).toContain('Amend a participant’s names or networks')
    const shown = await approve(made.location)
    for (const word of ['C00105', 'Silver Gate', '192.0.2.0/24', 'by letter']) expect(shown).toContain(word)
    const page = await seen(auditor, '/participants/C00105')
    for (const word of ['Silver Gate', '192.0.2.0/24']) expect(page).toContain(word)
  })

  it('gets a contact, shown with its number to call, and loses it again', async () => {
    const contact = {
      name: 'Yip Hoi Ting',
      office: 'Compliance',
      telephone: '+852 5550 0901',
      email: 'yip@sgc.example',
    }
    const withdrawals = async (): Promise<readonly string[]> =>
      (await maker.get(`${DESK}/participants/C00105`)).body.match(
        /participants\/C00105\/withdraw-contact\/[0-9a-f-]{36}/g,
      ) ?? []
    const before = await withdrawals()
    await approve((await ask('/participants/C00105/record-contact', contact)).location)
    expect(await seen(hotline, '/participants/C00105')).toContain(contact.telephone)
    const [withdraw, ...more] = (await withdrawals()).filter((one) => !before.includes(one))
    expect(more).toEqual([])
    await approve((await ask(`/${withdraw}`, {})).location)
    expect(await seen(hotline, '/participants/C00105')).not.toContain(contact.telephone)
  })

  it('is admitted with the user groups its people need, and then warned about', async () => {
    const firm = { code: 'C00199', nameEn: 'New Quay Limited', nameZh: '新碼頭有限公司', singleControl: 'no' }
    const shown = await approve((await ask('/participants/admit', firm)).location)
    for (const word of ['New Quay Limited', 'administrators', 'not granted']) expect(shown).toContain(word)
    expect(await seen(maker, '/participants/C00199')).toContain('No DA can log on')
    const again = await ask('/participants/admit', firm)
    expect(text(again.body)).toContain('A participant has this code already.')
  })
})

describe('a Delegated Administrator', () => {
  const DAS = '/participants/C00112/delegates'

  it('who is the last one is suspended by one operator at once, and the firm’s page then says what helps', async () => {
    await checker.get(`${DESK}${DAS}/LAUDAS01/suspend`)
    const made = await checker.post(`${DESK}${DAS}/LAUDAS01/suspend`, { remark: 'Leak' })
    expect(made.location).toMatch(/\/requests\/R-0\d+$/)
    expect(await seen(maker, DAS)).toContain('Suspended')
    const page = await seen(maker, '/participants/C00112')
    for (const word of ['No DA can log on', 'What operators may do for them', 'Readiness for the launch'])
      expect(page).toContain(word)
    expect(await status(checker, `${DAS}/LAUDAS01/reinstate`)).toBe(404)
  })

  it('who is a locked-out sole proprietor is repaired by two operators', async () => {
    expect(text((await ask(`${DAS}/LAUDAS01/reinstate`, {})).body)).not.toContain('There is a problem')
    const address = 'lau@lausauming.example'
    const made = await ask(`${DAS}/LAUDAS01/register-email`, { address })
    expect(await seen(maker, `${DAS}/LAUDAS01`)).not.toContain(address)
    expect(await approve(made.location)).toContain('C00112')
    expect(await seen(maker, `${DAS}/LAUDAS01`)).toContain(address)
  })

  it('is nobody’s to change but operators’, nor found at another firm', async () => {
    for (const browser of [hotline, auditor]) {
      expect(await seen(browser, DAS)).toContain('LAUDAS01')
      expect(await seen(browser, `${DAS}/LAUDAS01`)).not.toContain('Suspend at once')
      expect(await status(browser, `${DAS}/LAUDAS01/suspend`)).toBe(404)
    }
    expect(await status(maker, '/participants/C00105/delegates/LAUDAS01')).toBe(404)
    expect(await status(maker, '/participants/C99999/delegates')).toBe(404)
  })
})

describe('the launch', () => {
  it('that nobody decided is said to be uncertain, and is approved by two operators', async () => {
    const before = await seen(auditor, '/launch')
    for (const word of ['Not decided', 'It is not known whether it switches']) expect(before).toContain(word)
    const { body: asked } = await maker.get(`${DESK}/launch/decide`)
    expect(asked).toMatch(/<option value=""[^>]*>Choose one<\/option><option value="no-go">/)
    const made = await ask('/launch/decide', { decision: 'go' })
    expect(await seen(auditor, '/launch')).toContain('Go or no-go for the launch')
    const shown = await approve(made.location)
    for (const word of ['Go', '00:00 on Monday 12 June 2023']) expect(shown).toContain(word)
    const after = await seen(auditor, '/launch')
    for (const word of ['Approved', 'switches by itself', 'OPSMAK01, OPSCHK01']) expect(after).toContain(word)
  })

  it('is postponed for one firm, and for everybody by a new decision time', async () => {
    const later = {
      of: 'participant',
      who: 'c00105',
      day: '2023-06-26',
      time: '00:00',
      decideDay: '',
      decideTime: '',
    }
    await approve((await ask('/launch/postpone', later)).location)
    expect(await seen(auditor, '/launch')).toContain('Postponed to 00:00 on Monday 26 June 2023 C00105')
    const all = { ...later, of: 'everybody', who: '', day: '2023-06-19' }
    const undated = await ask('/launch/postpone', all)
    expect([undated.status, undated.body.includes('id="decideDay-error"')]).toEqual([422, true])
    const dated = { ...all, decideDay: '2023-06-18', decideTime: '18:00' }
    const shown = await approve((await ask('/launch/postpone', dated)).location)
    expect(shown).toContain('18:00 on Sunday 18 June 2023')
    expect(await seen(auditor, '/launch')).toContain('Not decided')
  })

  it.each([
    ['/launch/postpone', { of: 'person', who: 'NOBODY99', day: '2023-06-26', time: '00:00' }, 'who'],
    ['/launch/postpone', { of: 'everybody', who: 'C00105', day: '2023-06-26', time: '00:00' }, 'who'],
    ['/launch/postpone', { of: 'person', who: 'SGCUSR01', day: '2023-02-30', time: '00:00' }, 'day'],
    [
      '/launch/grace',
      { of: 'participant', who: 'C00105', system: 'ccms', businessDays: '99' },
      'businessDays',
    ],
    ['/launch/decide', { decision: 'perhaps' }, 'decision'],
    ['/launch/decide', { decision: '' }, 'decision'],
  ])('is asked nothing that can’t be: %s %o', async (path, fields, field) => {
    const { status: answered, body } = await ask(path, fields as Record<string, string>)
    expect([answered, body.includes(`id="${field}-error"`)]).toEqual([422, true])
  })

  it('is none of the hotline’s', async () => {
    expect(await status(hotline, '/launch')).toBe(404)
    expect(await status(auditor, '/launch/decide')).toBe(404)
  })
})

describe('Client Connect users of a firm', () => {
  it('are opened on screen and stand there with their rights, which another form takes back', async () => {
    const at = '/participants/C00105'
    const fields = {
      userId: 'SGCCC077',
      name: 'Mok Ka Yan',
      language: 'en',
      address: 'mok@stargranite.example',
    }
    const rights = { EU_UserMaintenance: 'yes', EU_Events: 'no', EU_Documents: 'yes' }
    const opened = await ask(`${at}/open-connect-user`, { ...fields, ...rights })
    const shown = await approve(opened.location)
    expect(shown).toContain('EU_UserMaintenance, EU_Documents')
    expect(await seen(maker, at)).toContain('SGCCC077 Mok Ka Yan Active EU_Documents, EU_UserMaintenance')
    const amended = await ask(`${at}/amend-connect-rights`, {
      ...{ userId: 'SGCCC077', EU_UserMaintenance: 'no', EU_Events: 'no', EU_Documents: 'no' },
    })
    await approve(amended.location)
    expect(await seen(maker, at)).toContain('SGCCC077 Mok Ka Yan Active None')
  })
})
