import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../../test/support/html.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { type Desk, deskOf } from '../../../test/support/requests.ts'
import { loggedOnAt } from '../../../test/support/requests-pages.ts'
import type { TerminalBrowser } from '../../../test/support/terminal-browser.ts'

let test: TestNode
let desk: Desk
let hotline: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  hotline = await loggedOnAt(test, 'HOTLIN01', '/ops/otp')
})
afterAll(() => test.stop())

const look = async (q: string) => {
  const { status, body } = await hotline.get(`/ops/desk/look-up?q=${encodeURIComponent(q)}`)
  return { status, text: textOf(body), body }
}

describe('the hotline', () => {
  it('sees of a User ID who it is, how it stands, and whom to call back; no address of his', async () => {
    await desk.sql(`insert into participant_contact (id, participant_id, name, office, telephone, email, valid_from)
      select gen_random_uuid(), id, 'Wan Lok Yi', 'Head of Operations', '+852 2100 0001', 'ops@example.hk', created_at
      from participant where code = 'C00101'`)
    const { status, text } = await look('hlsusr03')
    expect(status).toBe(200)
    for (const said of ['HLSUSR03', 'Ng Siu Fung', 'C00101: user', 'Active', 'Wan Lok Yi', '+852 2100 0001'])
      expect(text).toContain(said)
    expect(text).not.toContain(test.account('HLSUSR03').email)
    expect((await look('KTBUSR03')).text).toContain('Locked until')
  })

  it('sees of a reference what was refused and why, and whose it was, or that it was nobody’s', async () => {
    for (const [reference, kind, account] of [
      ['BCD-FGH-JKL', 'logon.passcode-refused', test.account('SGCUSR01').accountId],
      ['BCD-FGH-JKM', 'logon.password-refused', null],
    ])
      await desk.sql(
        `insert into audit_event (id, at, epoch, kind, account_id, reference, facts) values (gen_random_uuid(),
          '2023-06-10T10:00Z', 'primary/0', $1, $2, $3, '{"reason":"wrong","door":"ccms.otp.online"}')`,
        [kind, account, reference],
      )
    const his = (await look('bcd-fgh-jkl')).text
    expect(his).toContain('The passcode or code was wrong.')
    expect(his).toContain('SGCUSR01')
    expect((await look('BCD-FGH-JKM')).text).toContain('What was typed is nobody’s User ID.')
  })

  it('finds nobody where there is nobody, and each look is recorded with who looked at whom', async () => {
    const before = (await desk.events('person.looked-up')).length
    expect((await look('ZZZUSR99')).status).toBe(404)
    expect((await look('SGCUSR02')).status).toBe(200)
    expect((await hotline.get('/ops/desk/look-up')).status).toBe(200)
    expect((await desk.events('person.looked-up')).slice(before)).toMatchObject([
      { account_id: desk.account('HOTLIN01'), facts: { by: 'user-id', of: null } },
      { account_id: desk.account('HOTLIN01'), facts: { of: test.account('SGCUSR02').accountId } },
    ])
  })
})
