import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../../test/support/html.ts'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { type Desk, deskOf } from '../../../test/support/requests.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import type { RequestNumber } from '../../kernel/ids.ts'
import type { Mail, MailTransport } from '../../mail/transport.ts'
import { mailNotices } from '../../notices/mail-notices.ts'
import { deliverDueMail } from '../../outbox/deliver-due-mail.ts'

const PATH = '/dms/security/C00105/attestation'
const RECORD = '2023-06-11/record.csv'

let test: TestNode
let desk: Desk
let maker: TerminalBrowser
let checker: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  maker = await loggedOn('SGCDAM01', '/dms/otp')
  checker = await loggedOn('SGCDAC01', '/dms/otp')
})
afterAll(() => test.stop())

async function loggedOn(userId: string, door: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, userId, door)
  return browser
}

const seen = async (browser: TerminalBrowser, path = PATH) => textOf((await browser.get(path)).body)

/** What a browser would send of the table: each field as the page has it, but for those that are chosen otherwise. */
function tableOf(body: string, chosen: Readonly<Record<string, string>> = {}): Record<string, string> {
  const fields: Record<string, string> = {}
  const form = body.split(`action="${PATH}"`)[1]?.split('</form>')[0] ?? ''
  for (const [, name = '', value = ''] of form.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
  ))
    fields[name] = value
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs,
  ))
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  return { ...fields, ...chosen }
}

async function answerAll(browser: TerminalBrowser, others: Readonly<Record<string, string>> = {}) {
  const { body } = await browser.get(PATH)
  const fields = tableOf(body)
  for (const name of Object.keys(fields)) if (name.startsWith('answer-')) fields[name] ||= 'keep'
  return browser.submit(PATH, { ...fields, ...others })
}

describe('the page of a firm’s attestation', () => {
  it('shows everybody with what he may do, and chooses Keep for no dormant and no privileged one', async () => {
    const { body } = await maker.get(PATH)
    const page = textOf(body)
    for (const word of ['SGCUSR01', 'SGCDAC01', 'DA checker', 'Dormant', 'Never logged on', '11 June 2023'])
      expect(page).toContain(word)
    const chosen = tableOf(body)
    expect(chosen['answer-SGCUSR01']).toBe('')
    expect(chosen['answer-SGCDAC01']).toBe('')
    expect(chosen).not.toHaveProperty('answer-SGCDAM01')
    await desk.sql(
      `insert into audit_event (id, at, epoch, kind, account_id, facts)
       values (gen_random_uuid(), $2, 'primary/0', 'logon.completed', $1, '{}')`,
      [desk.account('SGCUSR01'), test.clock.now().subtract({ hours: 1 }).toString()],
    )
    expect(tableOf((await maker.get(PATH)).body)['answer-SGCUSR01']).toBe('keep')
  })

  it('keeps the answers of a page, says how far it is, and of whom it must be said again', async () => {
    const before = await maker.get(PATH)
    const saved = textOf((await answerAll(maker, { 'answer-SGCUSR02': 'suspend' })).body)
    expect(saved).toContain('answers kept.')
    expect(saved).toContain('Not looked at (1)')
    expect(await seen(maker, `${PATH}?show=leaving`)).toContain('SGCUSR02')
    expect(await seen(maker)).not.toContain('Go on to attest')
    await desk.sql(`update account set status = 'suspended' where user_id = 'SGCUSR01'`)
    const late = await maker.submit(PATH, tableOf(before.body, { 'answer-SGCUSR01': 'keep' }))
    expect(textOf(late.body)).toContain('access of 1 person changed while you looked')
    expect(await seen(maker)).toContain('Changed since')
    await desk.sql(`update account set status = 'active' where user_id = 'SGCUSR01'`)
  })

  it('loses no choice to a look at another list, and takes no answer that was only offered', async () => {
    await desk.sql('delete from attested_access where account_id = $1', [desk.account('SGCUSR01')])
    const { body } = await maker.get(`${PATH}?show=all`)
    expect(body).not.toMatch(/<a [^>]*class="sp-filters__link"/)
    expect(tableOf(body)).toMatchObject({
      ...{ 'answer-SGCUSR01': 'keep', 'answer-SGCUSR03': 'keep', 'answer-SGCDAC01': 'keep' },
    })
    const chosen = { 'answer-SGCUSR03': '', 'answer-SGCDAC01': 'remove', go: 'dormant' }
    const { location } = await maker.post(PATH, tableOf(body, chosen))
    expect(location).toBe(`${PATH}?show=dormant&saved=2&changed=0`)
    const open = await seen(maker)
    expect(open).toContain('Not looked at (3)')
    for (const userId of ['SGCUSR01', 'SGCUSR03']) expect(open).toContain(userId)
    const after = tableOf((await maker.get(`${PATH}?show=all`)).body)
    expect([after['answer-SGCDAC01'], after['answer-SGCUSR03']]).toEqual(['remove', ''])
    await maker.submit(PATH, { ...after, 'answer-SGCDAC01': 'keep', 'answer-SGCUSR03': 'keep' })
  })

  it('does not offer again what was taken back', async () => {
    await desk.sql('delete from attested_access where account_id = $1', [desk.account('SGCUSR01')])
    const { body } = await maker.get(PATH)
    expect(tableOf(body)['answer-SGCUSR01']).toBe('keep')
    const left = await maker.submit(PATH, tableOf(body, { 'answer-SGCUSR01': '' }))
    expect(tableOf(left.body)['answer-SGCUSR01']).toBe('')
    await maker.submit(PATH, tableOf(left.body, { 'answer-SGCUSR01': 'keep' }))
  })

  it('takes nothing that its page has not made', async () => {
    await maker.get(PATH)
    for (const fields of [
      { 'answer-SGCUSR01': 'keep' },
      { 'answer-SGCUSR01': 'promote', 'seen-SGCUSR01': '00  ' },
      { 'answer-SGCUSR01': 'keep', 'seen-SGCUSR01': '00 promote ' },
      { 'answer-SGCUSR01': 'keep', 'seen-SGCUSR01': '00  promote' },
      { 'answer-SGCUSR01': 'keep', 'seen-SGCUSR01': '00 ' },
      { 'answer-no': 'keep', 'seen-no': '00  ' },
    ] as readonly Record<string, string>[])
      expect((await maker.post(PATH, fields)).status).toBe(400)
  })

  it('is submitted by a maker once all are looked at, and approved by a checker; then its record stands', async () => {
    await answerAll(checker)
    for (const path of [PATH, `${PATH}/submit`])
      expect(await seen(checker, path)).not.toMatch(/Go on to attest|Submit for approval/)
    const all = await maker.get(`${PATH}?show=all`)
    const meant = await maker.submit(PATH, tableOf(all.body, { 'answer-SGCUSR03': 'regroup', go: 'attest' }))
    expect(textOf(meant.body)).toContain('2 of them marked')
    expect(meant.body).toContain('Submit for approval')
    expect(meant.body).not.toContain('name="answer-')
    const back = await maker.get(`${PATH}?show=leaving`)
    await maker.submit(PATH, tableOf(back.body, { 'answer-SGCUSR03': 'keep', go: 'attest' }))
    const request = await maker.submit(`${PATH}/submit`, { remark: 'June' })
    const page = textOf(request.body)
    expect(page).toContain('Attest everybody’s access')
    expect(page).toMatch(/SGCUSR02 Access Keep To be suspended/)
    const number = /R-\d{6}/.exec(page)?.[0] as RequestNumber
    expect(await seen(maker)).toContain(`waits for approval as ${number}`)
    expect(await desk.decide('SGCDAC01', 'C00105', number)).toBe('applied')
    const after = await seen(maker)
    for (const word of ['Attested: ', 'SGCUSR02', 'Still to be asked for']) expect(after).toContain(word)
    expect((await maker.post(PATH, {})).status).toBe(422)
    const follow = textOf((await maker.submit(`${PATH}/follow-up`, {})).body)
    expect(follow).toContain('1 request was made.')
    expect(follow).not.toContain('Still to be asked for')
  })

  it('hands out the record, with who answered and when; each time is recorded', async () => {
    const record = await checker.get(`${PATH}/${RECORD}`)
    expect(record.headers.get('content-disposition')).toContain('C00105-attestation-2023-06-11.csv')
    expect(record.body).toMatch(/SGCUSR02,.*To be suspended,SGCDAM01,2023-06-10 /)
    expect(record.body).toMatch(/SGCDAM01,.*Keep,SGCDAC01,/)
    expect((await checker.get(`${PATH}/2022-06-11/record.csv`)).status).toBe(404)
    expect((await desk.events('listing.exported')).at(-1)).toMatchObject({
      facts: { listing: 'attestation' },
    })
  })
})

describe('at the desk', () => {
  it('is seen how far each firm is and who is overdue; and each record', async () => {
    const auditor = await loggedOn('AUDITR01', '/ops/otp')
    const all = await seen(auditor, '/ops/desk/attestations')
    expect(all).toContain('Attested (1)')
    expect(all).not.toContain('Overdue')
    test.clock.set(Temporal.Instant.from('2023-06-12T08:00+08:00'))
    const late = await loggedOn('OPSMAK01', '/ops/otp')
    expect(await seen(late, '/ops/desk/attestations?show=not-begun')).toContain('Overdue')
    expect(await seen(late, '/ops/desk/attestations?show=attested')).not.toMatch(/C00105.*Overdue/)
    expect(await seen(late, '/ops/desk/attestations/C00105')).toContain('Attested: ')
    const record = await late.get(`/ops/desk/attestations/C00105/${RECORD}`)
    expect(record.body).toMatch(/SGCUSR02,.*To be suspended/)
    expect((await late.get('/ops/desk/attestations/C99999')).status).toBe(404)
  })

  it('and the firm that is overdue is told, on screen; the one that attested is not', async () => {
    const other = await loggedOn('KTBDAM01', '/dms/otp')
    expect(await seen(other, '/dms/security/C00102')).toContain('The attestation of access is overdue')
    const own = await loggedOn('SGCDAM01', '/dms/otp')
    expect(await seen(own, '/dms/security/C00105')).not.toContain('The attestation of access is overdue')
  })

  it('and by letter, once', async () => {
    const write = () => mailNotices(test.node.world, test.clock.now(), 500)
    expect(await write()).toBeGreaterThan(0)
    const letters: Mail[] = []
    const transport: MailTransport = {
      send: async (mail) => {
        letters.push(mail)
        return { outcome: 'sent', answer: '250 kept' }
      },
    }
    const due = { ...test.node.world, transport, from: 'no-reply@clearinghouse.example' }
    while ((await deliverDueMail(due, 50, 'bulk')) > 0);
    const told = /The attestation of access is overdue|使用權限的核證已逾期/
    const to = letters.filter(({ text }) => told.test(text)).map((letter) => letter.to)
    const addressOf = (userId: string) => test.account(userId).email
    expect(to).toEqual(expect.arrayContaining(['KTBDAM01', 'KTBDAC01'].map(addressOf)))
    for (const userId of ['KTBUSR01', 'SGCDAM01', 'SGCDAC01']) expect(to).not.toContain(addressOf(userId))
    test.clock.set(test.clock.now().add({ hours: 1 }))
    expect(await write()).toBe(0)
  })
})
