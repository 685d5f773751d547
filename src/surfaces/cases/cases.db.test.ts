import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { deskOf } from '../../../test/support/requests.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'

const CASES = '/ops/desk/cases'
const FIRM = 'C00108'
const OF_FIRM = `/dms/security/${FIRM}`
const CONTACT = '0b6f0f0c-8a0e-4b7e-9f57-0d6b1f3c2b01'
const FORMER = '0b6f0f0c-8a0e-4b7e-9f57-0d6b1f3c2b02'
const OTHERS = '0b6f0f0c-8a0e-4b7e-9f57-0d6b1f3c2b03'

let test: TestNode
let hotline: TerminalBrowser
let operator: TerminalBrowser
let auditor: TerminalBrowser
let administrator: TerminalBrowser

beforeAll(async () => {
  test = await testNode({ launch: 'undecided' })
  const { sql } = deskOf(test)
  for (const [id, code, until] of [
    [CONTACT, FIRM, false],
    [FORMER, FIRM, true],
    [OTHERS, 'C00107', false],
  ] as const)
    await sql(
      `insert into participant_contact (id, participant_id, name, office, telephone, email, valid_from, valid_to)
       select $1, id, 'Tam Oi Lin', 'Compliance', '+852 5550 0101', 'tam@firm.example', created_at,
         case when $3::boolean then created_at end from participant where code = $2`,
      [id, code, String(until)],
    )
  const loggedOn = async (userId: string, door: string) => {
    const browser = new TerminalBrowser(test.node)
    await logOnByApp(test, browser, userId, door)
    return browser
  }
  hotline = await loggedOn('HOTLIN01', '/ops/otp')
  operator = await loggedOn('OPSMAK01', '/ops/otp')
  auditor = await loggedOn('AUDITR01', '/ops/otp')
  administrator = await loggedOn('MFSDAM01', '/dms/otp')
})
afterAll(() => test.stop())

const text = (body: string) =>
  (body.split('<main')[1] ?? body).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const seen = async (browser: TerminalBrowser, path: string) => text((await browser.get(path)).body)

const CALL = {
  ...{ contact: CONTACT, caller: 'Wan Tze Chung', about: 'mfsusr01', reference: 'BCD-FGH-JKL' },
  ...{ matter: 'He has lost his telephone', route: 'firm' },
}
async function open(call: Partial<typeof CALL> = {}, by = hotline) {
  await by.get(`${CASES}/open?q=${FIRM}`)
  return by.post(`${CASES}/open`, { ...CALL, firm: FIRM, ...call })
}
const numberOf = ({ location }: { readonly location: string | undefined }) =>
  /H-\d{6}/.exec(location ?? '')?.[0] ?? expect.unreachable(String(location))

describe('a case of the hotline', () => {
  it('is opened after a call back to a recorded contact, and says who, what and when', async () => {
    expect(await seen(hotline, `${CASES}/open?q=${FIRM}`)).toContain('Tam Oi Lin Compliance, +852 5550 0101')
    const opened = await open()
    const number = numberOf(opened)
    const page = await seen(hotline, opened.location ?? '')
    expect(page).toContain(`Its number is ${number}`)
    for (const said of ['MFSUSR01', 'Wan Tze Chung', 'Tam Oi Lin, +852 5550 0101', 'HOTLIN01', 'BCD-FGH-JKL'])
      expect(page).toContain(said)
    const [event] = await deskOf(test).sql(
      `select facts from audit_event where kind = 'case.opened' and facts ->> 'case' = $1`,
      [number],
    )
    expect(event).toMatchObject({ facts: { route: 'firm', contact: CONTACT } })
  })

  it.each([
    ['nobody that was called back', { contact: '' }, 'Choose the contact'],
    ['a contact that is no longer on record', { contact: FORMER }, 'Choose the contact'],
    ['another firm’s contact', { contact: OTHERS }, 'Choose the contact'],
    ['somebody of another firm', { about: 'HLSUSR01' }, 'Nobody of this firm'],
    ['an administrator, to the firm', { about: 'MFSDAC01' }, 'goes to the operators'],
    ['nothing', { matter: ' ' }, 'Say it in a sentence'],
  ])('is not opened with %s', async (_, call, said) => {
    const { sql } = deskOf(test)
    const [before] = await sql('select count(*)::int as n from hotline_case', [])
    const answer = await open(call)
    expect([answer.status, text(answer.body).includes(said)]).toEqual([422, true])
    expect((await sql('select count(*)::int as n from hotline_case', []))[0]).toEqual(before)
  })

  it('is looked at by an auditor, who opens and closes none', async () => {
    const number = numberOf(await open())
    expect(await seen(auditor, CASES)).toContain(number)
    expect((await auditor.get(`${CASES}/open`)).status).toBe(404)
    expect((await auditor.post(`${CASES}/${number}/close`, { outcome: 'No' })).status).not.toBe(303)
    expect(await seen(auditor, `${CASES}/${number}`)).not.toContain('Close the case')
  })

  it('waits for the firm it was routed to until it is closed, and for no other firm', async () => {
    const number = numberOf(await open({ matter: 'A matter of MFS' }))
    expect(await seen(administrator, OF_FIRM)).toMatch(/cases? of the hotline (is|are) yours/)
    const page = await seen(administrator, `${OF_FIRM}/cases/${number}`)
    expect(page).toContain('A matter of MFS')
    expect(page).toContain('by the clearing house')
    expect(page).not.toContain('HOTLIN01')
    expect(await seen(operator, '/ops/desk')).not.toMatch(/hotline waits for an operator/)
    const closed = await administrator.post(`${OF_FIRM}/cases/${number}/close`, {
      outcome: 'His channel was reset',
    })
    expect(closed.status).toBe(303)
    expect(await seen(hotline, `${CASES}/${number}`)).toMatch(/MFSDAM01.*His channel was reset/)
    const again = await administrator.post(`${OF_FIRM}/cases/${number}/close`, { outcome: 'Once more' })
    expect(again.status).toBe(422)
    expect(await seen(hotline, `${CASES}/${number}`)).not.toContain('Once more')
  })

  it('handed to the operators is theirs, and no longer the firm’s to find or to close', async () => {
    const number = numberOf(await open())
    await hotline.get(`${CASES}/${number}`)
    await administrator.get(`${OF_FIRM}/cases/${number}`)
    expect((await hotline.post(`${CASES}/${number}/pass`, {})).status).toBe(303)
    expect((await administrator.get(`${OF_FIRM}/cases/${number}`)).status).toBe(404)
    expect((await administrator.post(`${OF_FIRM}/cases/${number}/close`, { outcome: 'No' })).status).toBe(404)
    expect(await seen(operator, '/ops/desk')).toMatch(/hotline waits? for an operator/)
    await operator.get(`${CASES}/${number}`)
    expect(
      (await operator.post(`${CASES}/${number}/close`, { outcome: 'DA 3 by two operators' })).status,
    ).toBe(303)
  })

  it('about an administrator is the operators’, and its firm does not hear of it', async () => {
    const number = numberOf(await open({ about: 'MFSDAC01', route: 'operators' }))
    expect(await seen(administrator, `${OF_FIRM}/cases?show=all`)).not.toContain(number)
    expect((await administrator.get(`${OF_FIRM}/cases/${number}`)).status).toBe(404)
  })
})
