import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { deskOf } from '../../../test/support/requests.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'

const [FIRM, OTHER, USER] = ['C00102', 'C00105', 'KTBUSR01']
const DESK = '/ops/desk/participants'

let test: TestNode
let checker: TerminalBrowser
let hotline: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  const { sql, account, firm } = deskOf(test)
  await sql(
    `insert into membership (id, account_id, participant_id, role, valid_from)
      values (gen_random_uuid(), $1, $2, 'user', '2023-04-03T09:00+08:00')`,
    [account(USER), await firm(OTHER)],
  )
  checker = await loggedOn('OPSCHK01', '/ops/otp')
  hotline = await loggedOn('HOTLIN01', '/ops/otp')
})
afterAll(() => test.stop())

async function loggedOn(userId: string, door: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, userId, door)
  return browser
}

const seen = async (browser: TerminalBrowser, path: string) => {
  const { status, body } = await browser.get(path)
  const text = (body.split('<main')[1] ?? body).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  return { status, text, body }
}

describe('the users of several firms', () => {
  it('are listed at each of their firms, and nobody else is', async () => {
    for (const firm of [FIRM, OTHER]) {
      expect((await seen(hotline, `${DESK}/${firm}`)).text).toContain(
        'Another firm has one of its users too.',
      )
      const { text } = await seen(hotline, `${DESK}/${firm}/users-of-several`)
      expect(text).toContain(`${USER} `)
      expect(text).toContain('C00102, C00105')
      expect(text.match(/[A-Z]{3}USR\d\d/g)).toEqual([USER])
    }
    const none = await seen(hotline, `${DESK}/C00101/users-of-several`)
    expect(none.text).toContain('Another firm has none of its users.')
    for (const nobody of [`${FIRM}/users-of-several/KTBUSR02`, `C00101/users-of-several/${USER}`])
      expect((await seen(hotline, `${DESK}/${nobody}`)).status).toBe(404)
  })

  it('are shown with whom to call, and offered to each operator what he may ask for, to the hotline nothing', async () => {
    const path = `${DESK}/${OTHER}/users-of-several/${USER}`
    const offered = async (browser: TerminalBrowser) =>
      [...(await seen(browser, path)).body.matchAll(/users-of-several\/KTBUSR01\/([a-z-]+)"/g)].map(
        ([, deed]) => deed,
      )
    expect(await offered(checker)).toEqual(['user-suspend'])
    expect(await offered(hotline)).toEqual([])
    const { text } = await seen(checker, path)
    for (const firm of [FIRM, OTHER]) expect(text).toContain(`Whom to call back at ${firm}`)
  })

  it('are suspended by one press; each of their firms reads that it was the clearing house, and not which other firm', async () => {
    const path = `${DESK}/${OTHER}/users-of-several/${USER}`
    await checker.get(`${path}/user-suspend`)
    const made = await checker.post(`${path}/user-suspend`, { remark: 'H-000001' })
    expect(made.location).toMatch(/\/ops\/desk\/requests\/R-\d+$/)
    expect((await seen(checker, path)).text).toContain('Suspended')
    for (const [firm, administrator, other] of [
      [FIRM, 'KTBDAM01', OTHER],
      [OTHER, 'SGCDAM01', FIRM],
    ] as const) {
      const browser = await loggedOn(administrator, '/dms/otp')
      const home = `/dms/security/${firm}`
      expect((await seen(browser, home)).text).toContain('One change by the clearing house of somebody')
      const page = await seen(browser, `${home}/users/${USER}`)
      expect(page.text).toContain('(by the clearing house: another firm has this User ID too)')
      expect(page.body).not.toContain(other)
      const request = `${home}/requests/${made.location?.split('/').at(-1)}`
      expect(page.body.includes(request)).toBe(firm === OTHER)
      expect((await seen(browser, request)).status).toBe(firm === OTHER ? 200 : 404)
    }
  })
})
