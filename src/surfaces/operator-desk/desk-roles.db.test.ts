import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenOf } from '../../../test/attacks/routes.ts'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { deskOf } from '../../../test/support/requests.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import { mayAsk } from './desk-roles.ts'

const CONTACT = '0190aaaa-0000-4000-8000-000000000001'
/** Something real for each parameter of an address: who may not ask must not be told by a 404 of another reason. */
const OBJECTS: Readonly<Record<string, string>> = {
  ...{ firm: 'C00102', delegate: 'KTBDAM01', contact: CONTACT, user: 'KTBUSR01' },
}
const WHO = { maker: 'OPSMAK01', checker: 'OPSCHK01', hotline: 'HOTLIN01', auditor: 'AUDITR01' } as const
const ROOMS = ['participants', 'launch', 'sites']
/** What acts at once; all the rest two operators do, and a maker asks for it. */
const AT_ONCE = ['/suspend', '/user-suspend', '/card-revoke']

let test: TestNode
const browsers = new Map<string, TerminalBrowser>()
let forms: readonly string[]
beforeAll(async () => {
  test = await testNode({ launch: 'undecided' })
  const { sql, account, firm } = deskOf(test)
  const since = '2023-04-03T09:00+08:00'
  await sql(
    `insert into participant_contact (id, participant_id, name, office, telephone, email, valid_from)
      values ($1, $2, 'Tam Oi Lin', '', '2222 0000', 'tam@ktb.example', $3)`,
    [CONTACT, await firm('C00102'), since],
  )
  await sql(
    `insert into membership (id, account_id, participant_id, role, valid_from)
      values (gen_random_uuid(), $1, $2, 'user', $3)`,
    [account('KTBUSR01'), await firm('C00105'), since],
  )
  for (const [role, userId] of Object.entries(WHO)) {
    const browser = new TerminalBrowser(test.node)
    await logOnByApp(test, browser, userId, '/ops/otp')
    browsers.set(role, browser)
  }
  forms = test.node.app.routes
    .filter(({ method, path }) => method === 'POST' && ROOMS.includes(path.split('/')[3] ?? ''))
    .map(({ path }) => path.replace(/:([a-z]+)(\{[^/]*\})?/g, (_, name: string) => OBJECTS[name] ?? ''))
})
afterAll(() => test.stop())

const requests = async () =>
  (await deskOf(test).sql('select count(*)::int as n from change_request'))[0]?.['n']

describe('a form of the desk', () => {
  it('opens to a maker; to a checker where it acts at once; to hotline and auditor never', async () => {
    expect(forms.length).toBeGreaterThan(25)
    const opens: Record<string, readonly string[]> = {}
    const wanted: Record<string, readonly string[]> = {}
    for (const form of forms) {
      const roles: string[] = []
      for (const [role, browser] of browsers) if ((await browser.get(form)).status === 200) roles.push(role)
      opens[form] = roles
      const atOnce = AT_ONCE.some((deed) => form.endsWith(deed))
      wanted[form] = atOnce ? ['maker', 'checker'] : ['maker']
    }
    expect(opens).toEqual(wanted)
  })

  it('takes nothing from whoever it does not open to', async () => {
    const before = await requests()
    for (const form of forms)
      for (const role of ['checker', 'hotline', 'auditor'])
        if (role !== 'checker' || !AT_ONCE.some((deed) => form.endsWith(deed))) {
          const browser = browsers.get(role) as TerminalBrowser
          const token = tokenOf(test, browser, form)
          const answer = await browser.post(form, { remark: 'because', decision: 'go' }, { token })
          expect([form, role, answer.status]).toEqual([form, role, 404])
        }
    expect(await requests()).toBe(before)
  })
})

describe('what is offered', () => {
  it('is nothing where nothing may be changed, to whomever', () => {
    for (const mayChange of [true, false])
      for (const restricts of [true, false])
        for (const role of ['operator-maker', 'operator-checker', 'hotline', 'auditor'] as const) {
          const his = role === 'operator-maker' || (restricts && role === 'operator-checker')
          expect(mayAsk({ mayChange, roles: [role] }, { restricts })).toBe(mayChange && his)
        }
  })
})
