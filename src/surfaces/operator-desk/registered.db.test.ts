import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../../test/support/html.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { type Desk, deskOf } from '../../../test/support/requests.ts'
import { loggedOnAt } from '../../../test/support/requests-pages.ts'
import type { TerminalBrowser } from '../../../test/support/terminal-browser.ts'

const EVENTS = '/ops/desk/events'
const ONE = `${EVENTS}/connectivity-test-2023-06-10`

let test: TestNode
let desk: Desk
let operator: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  operator = await loggedOnAt(test, 'OPSMAK01', '/ops/otp')
})
afterAll(() => test.stop())

const seen = async (path: string) => textOf((await operator.get(path)).body)
const inForce = () =>
  desk.sql(`
    select p.code, a.session_id, a.means, a.people from event_registration r join participant p on p.id = r.participant_id
    join event_attendance a on a.registration_id = r.id where r.valid_to is null order by 1, 2, 3`)

describe('who comes to an event', () => {
  it('stands against what each session is planned for, and one too many is seen', async () => {
    const people = (await inForce())
      .filter((row) => row['session_id'] === 'session-1' && row['means'] === 'otp')
      .reduce((sum, row) => sum + Number(row['people']), 0)
    expect(people).toBeGreaterThan(0)
    expect(await seen(EVENTS)).toContain(`600 ${600 - people} places left`)
    await desk.sql(`update event_attendance set people = 601
      where (registration_id, session_id, means) = (select registration_id, session_id, means from event_attendance
        where session_id = 'session-1' and means = 'otp' order by 1 limit 1)`)
    expect(await seen(EVENTS)).toMatch(/600 \d+ too many/)
  })

  it('is listed firm by firm, and goes out as a file whose taking is recorded', async () => {
    const rows = await inForce()
    const page = await seen(ONE)
    const { body, headers } = await operator.get(`${ONE}/registrations.csv`)
    expect(headers.get('content-disposition')).toContain('registrations-connectivity-test-2023-06-10.csv')
    expect(body.trim().split('\r\n')).toHaveLength(rows.length + 1)
    for (const { code, people } of rows) {
      expect(page).toContain(code)
      expect(body).toMatch(new RegExp(`${code},.*,(by smartcard|by 2FA),${people},E-`))
    }
    expect(await desk.events('listing.exported')).toMatchObject([
      { account_id: desk.account('OPSMAK01'), facts: { listing: 'registrations' } },
    ])
    expect((await operator.get(`${EVENTS}/no-such-event`)).status).toBe(404)
  })
})
