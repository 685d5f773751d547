import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkUpload } from '../../src/emails/check-upload.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { loggedOnAt } from '../support/requests-pages.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'

const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`
const AS_TEXT = '&lt;script&gt;alert(1)&lt;/script&gt;'

let test: TestNode
let da: TerminalBrowser
let connect: TerminalBrowser
let operator: TerminalBrowser
beforeAll(async () => {
  test = await testNode({ at: Temporal.Instant.from('2023-06-02T18:05+08:00'), launch: 'undecided' })
  connect = await loggedOnAt(test, 'PJTCC001', '/connect/otp')
  operator = await loggedOnAt(test, 'OPSMAK01', '/ops/otp')
})
afterAll(() => test.stop())

const asText = ({ body }: Answer) => [body.includes(AS_TEXT), /<script>alert|<img src=x/.test(body)]

/** Fills in a form with it, and sees where that leads. */
async function typed(browser: TerminalBrowser, path: string, fields: Readonly<Record<string, string>>) {
  await browser.open(path)
  return asText(await browser.submit(path, fields))
}

describe('markup typed in a room (attack 32)', () => {
  const FIRM = '/connect/services/C00107'
  it('of Client Connect is text: as a name, a remark, an address, a contact', async () => {
    const person = { userId: 'PJTDAM02', name: HOSTILE, language: 'en', ofUserId: '', role: 'da-maker' }
    const appoint = { ...person, address: '', remark: HOSTILE }
    expect(await typed(connect, `${FIRM}/delegates/appoint`, appoint)).toEqual([true, false])
    const address = { address: HOSTILE, remark: HOSTILE }
    expect(await typed(connect, `${FIRM}/delegates/PJTDAC01/register-email`, address)).toEqual([true, false])
    const event = `${FIRM}/events/connectivity-test-2023-06-10`
    const entry = { contact_name: HOSTILE, contact_telephone: '2123 4567', 'people.session-1.otp': '3' }
    expect(await typed(connect, event, { ...entry, replaces: '' })).toEqual([true, false])
    expect(asText(await connect.open(FIRM))[1]).toBe(false)
  })

  it('of the desk is text, and what a firm wrote is text there too', async () => {
    const contact = { name: HOSTILE, office: HOSTILE, telephone: HOSTILE, email: 'a@firm.example' }
    const path = '/ops/desk/participants/C00107/record-contact'
    expect(await typed(operator, path, { ...contact, remark: HOSTILE })).toEqual([true, false])
    expect(asText(await operator.open('/ops/desk/requests?show=open'))[1]).toBe(false)
  })

  it('of DMS is text: an address, a remark, a file’s name and each cell of it', async () => {
    test.clock.set(Temporal.Instant.from('2023-06-10T18:05+08:00'))
    da = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
    const emails = '/dms/security/C00105/emails'
    const answer = { address: HOSTILE, remark: HOSTILE }
    await da.open(`${emails}/user/SGCUSR01`)
    expect(asText(await da.post(`${emails}/user/SGCUSR01/register`, answer))).toEqual([true, false])
    await da.open(`${emails}/uploads`)
    const cell = `"${HOSTILE.replaceAll('"', '""')}"`
    const text = `User ID,Email\n${cell},${cell}\n`
    const { location = '' } = await da.upload(`${emails}/uploads/upload`, `${HOSTILE}.csv`, text)
    await checkUpload(test.node.world)
    expect(asText(await da.open(location))).toEqual([true, false])
    expect(asText(await da.open(`${emails}/uploads`))[1]).toBe(false)
  })
})
