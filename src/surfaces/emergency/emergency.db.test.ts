import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByEmergency } from '../../../test/support/emergency.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { deskOf, numberOf } from '../../../test/support/requests.ts'
import { confirm, loggedOnAt, press } from '../../../test/support/requests-pages.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import { emergencyPasscodeOfDelegate } from '../../emergency/changes.ts'
import { showPasscode } from '../../emergency/show-passcode.ts'

const HOME = '/dms/security/C00105'
const USER = 'SGCUSR01'

let test: TestNode
let maker: TerminalBrowser
let checker: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  maker = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
  checker = await loggedOnAt(test, 'SGCDAC01', '/dms/otp')
})
afterAll(() => test.stop())

const text = (body: string) =>
  (body.split('<main')[1] ?? body).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const seenBy = async (browser: TerminalBrowser, path: string) => text((await browser.get(path)).body)
const digitsOn = (body: string) => /\d{4} \d{4} \d{4}/.exec(text(body))?.[0] ?? ''

const numbersOn = (body: string) => [...body.matchAll(/>(R-\d{6})<\/a>/g)].map(([, number]) => number)

const passcodePage = (request: string) => request.replace('/requests/', '/emergency/')

/** Steps the checker up, and has him approve. */
async function approveBy(browser: TerminalBrowser, userId: string, request: string) {
  const asked = await press(browser, request, 'approve')
  if (asked.location?.includes('step-up')) {
    await confirm(test, browser, userId, asked)
    await press(browser, request, 'approve')
  }
}

describe('an emergency passcode on screen', () => {
  let request: string

  it('is asked for on the user’s page, by who says how he made sure that it is he', async () => {
    const user = await maker.get(`${HOME}/users/${USER}`)
    expect(user.body).toContain(`${HOME}/users/${USER}/emergency"`)
    const form = `${HOME}/users/${USER}/emergency`
    await maker.get(form)
    const open = await maker.post(form, { identified: '', remark: 'lost his phone' })
    expect([open.status, text(open.body)]).toEqual([422, expect.stringContaining('Say how you made sure')])
    expect(open.body).toContain('value="lost his phone"')
    const asked = await maker.post(form, { identified: 'call-back', remark: 'lost his phone' })
    request = asked.location ?? ''
    const shown = await seenBy(checker, request)
    for (const word of [USER, 'one, for one hour', 'Called back at the number on record', 'lost his phone'])
      expect(shown).toContain(word)
    expect((await maker.get(passcodePage(request))).status).toBe(404)
  })

  it('is shown to its maker alone, after a passcode of his own, and once: no address brings it back', async () => {
    await approveBy(checker, 'SGCDAC01', request)
    expect((await checker.get(request)).body).not.toContain(`${passcodePage(request)}"`)
    expect((await checker.get(passcodePage(request))).status).toBe(404)
    expect((await maker.get(request)).body).toContain(`${passcodePage(request)}"`)
    const page = passcodePage(request)
    expect(await seenBy(maker, page)).toContain('Show it now')
    const asks = await maker.submit(page, { seen: '0' })
    expect(digitsOn(asks.body)).toBe('')
    await maker.get(page)
    const first = await maker.post(page, { seen: '0' })
    await confirm(test, maker, 'SGCDAM01', first)
    await maker.get(page)
    const shown = await maker.post(page, { seen: '0' })
    expect(shown.headers.get('cache-control')).toContain('no-store')
    const digits = digitsOn(shown.body)
    expect(digits).toMatch(/^\d{4} \d{4} \d{4}$/)
    for (const again of [await maker.get(page), await maker.post(page, { seen: '0' })])
      expect(digitsOn(again.body)).toBe('')
    expect(text((await maker.post(page, { seen: '0' })).body)).toContain('What was shown is still good')
    const browser = new TerminalBrowser(test.node)
    expect((await logOnByEmergency(test, browser, USER, digits)).body).toContain('Function not available')
    expect(await seenBy(browser, '/online/sessions')).toContain('by password and emergency passcode')
  })

  it('is listed with what became of it, told to both DAs, and on the user’s page', async () => {
    const list = await seenBy(checker, `${HOME}/emergency`)
    for (const word of [USER, 'Used', 'Called back']) expect(list).toContain(word)
    for (const browser of [maker, checker])
      expect(await seenBy(browser, HOME)).toContain('One user logged on by emergency passcode')
    expect(await seenBy(maker, `${HOME}/users/${USER}`)).toContain('Emergency passcode used')
  })

  it('is not offered where it would not help, and the page says why', async () => {
    const page = await maker.get(`${HOME}/users/SGCUSR03`)
    expect(page.body).not.toContain('/emergency"><')
    expect(text(page.body)).toContain('No emergency passcode: 2FA is not set up.')
  })

  it('of another firm is found by nobody', async () => {
    const other = await loggedOnAt(test, 'KTBDAM01', '/dms/otp')
    const number = request.split('/').at(-1)
    for (const firm of ['C00102', 'C00105'])
      expect((await other.get(`/dms/security/${firm}/emergency/${number}`)).status).toBe(404)
    expect(await seenBy(other, '/dms/security/C00102/emergency')).not.toContain(USER)
  })
})

describe('for a Delegated Administrator', () => {
  const DELEGATE = '/ops/desk/participants/C00105/delegates/SGCDAM01'

  it('two operators do it: the firm does not, and the hotline does not ask', async () => {
    expect((await checker.get(`${HOME}/users/SGCDAM01/emergency`)).status).toBe(404)
    const [asking, deciding] = [
      await loggedOnAt(test, 'OPSMAK01', '/ops/otp'),
      await loggedOnAt(test, 'OPSCHK01', '/ops/otp'),
    ]
    expect((await asking.get(DELEGATE)).body).toContain(`${DELEGATE}/emergency"`)
    expect((await deciding.get(`${DELEGATE}/emergency`)).status).toBe(404)
    await asking.get(`${DELEGATE}/emergency`)
    const asked = await asking.post(`${DELEGATE}/emergency`, { identified: 'in-person', remark: '' })
    const request = asked.location ?? ''
    await approveBy(deciding, 'OPSCHK01', request)
    const page = passcodePage(request)
    await asking.get(page)
    await confirm(test, asking, 'OPSMAK01', await asking.post(page, { seen: '0' }))
    await asking.get(page)
    const digits = digitsOn((await asking.post(page, { seen: '0' })).body)
    const browser = new TerminalBrowser(test.node)
    await logOnByEmergency(test, browser, 'SGCDAM01', digits, '/dms/otp')
    expect((await browser.get(HOME)).status).toBe(200)
    expect(await seenBy(asking, '/ops/desk/emergency')).toContain('SGCDAM01')
    const connect = await deskOf(test).sql(
      `select facts from audit_event where kind = 'emergency-passcode.used' and account_id = $1`,
      [test.account('SGCDAM01').accountId],
    )
    expect(connect).toHaveLength(1)
  })

  it('it opens the door and is no step-up: who got in by one decides on nothing', async () => {
    const desk = deskOf(test)
    const whose = { accountId: desk.account('SGCDAC01'), identified: 'video' } as const
    const asked = numberOf(await desk.askFor('OPSMAK01', 'C00105', emergencyPasscodeOfDelegate, whose))
    expect(await desk.decide('OPSCHK01', null, asked)).toBe('applied')
    const shown = await showPasscode(test.node.world, {
      ...{
        number: asked,
        participant: null,
        viewer: desk.account('OPSMAK01'),
        seen: 0,
        at: test.clock.now(),
      },
      session: await desk.session('OPSMAK01'),
    })
    const passcode = shown.ok ? shown.value.passcode : ''
    const waiting = numberOf(await desk.askEmail('SGCDAM01', 'C00105', 'SGCUSR03', 'new@stargranite.example'))
    const browser = new TerminalBrowser(test.node)
    await logOnByEmergency(test, browser, 'SGCDAC01', passcode, '/dms/otp')
    const { location = '' } = await press(browser, `${HOME}/requests/${waiting}`, 'approve')
    expect(location).toContain('/dms/security/step-up')
    await browser.get(location)
    await browser.submit('/dms/security/step-up', { to: HOME, passcode })
    await press(browser, `${HOME}/requests/${waiting}`, 'approve')
    expect(await desk.state(waiting)).toBe('pending')
  })
})

describe('the list of them', () => {
  it('goes on by pages, once there are more than fit on one', async () => {
    checker = await loggedOnAt(test, 'SGCDAC01', '/dms/otp')
    const before = numbersOn((await checker.get(`${HOME}/emergency`)).body)
    await deskOf(test).sql(
      `with asked as (insert into change_request overriding system value
         select (jsonb_populate_record(r, jsonb_build_object('number', 900000 + n))).*
         from change_request r, generate_series(1, 50) n where r.number = $1 returning number)
       insert into emergency_passcode (id, request, account_id, participant_id, identified, granted_at, expires_at, ended)
       select gen_random_uuid(), asked.number, account_id, participant_id, identified, granted_at, expires_at, 'expired'
       from emergency_passcode p, asked where p.request = $1`,
      [Number(before[0]?.slice(2))],
    )
    const first = (await checker.get(`${HOME}/emergency`)).body
    expect([numbersOn(first).length, numbersOn(first)[0]]).toEqual([50, 'R-900050'])
    expect(first).not.toContain('Previous page')
    const second = (await checker.get(/href="([^"]+)">Next page/.exec(first)?.[1] ?? '')).body
    expect(numbersOn(second)).toEqual(before)
    expect(second).toContain(`href="${HOME}/emergency">Previous page`)
    expect(second).not.toContain('Next page')
  })
})
