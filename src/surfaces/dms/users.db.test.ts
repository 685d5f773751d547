import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { deskOf } from '../../../test/support/requests.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'

const FIRM = '/dms/security/C00105'

let test: TestNode
let maker: TerminalBrowser
let checker: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  maker = await loggedOn('SGCDAM01')
  checker = await loggedOn('SGCDAC01')
})
afterAll(() => test.stop())

async function loggedOn(userId: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, userId, '/dms/otp')
  return browser
}

const text = (body: string) =>
  (body.split('<main')[1] ?? body)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&#39;', "'")
const seen = async (browser: TerminalBrowser, path: string) =>
  text((await browser.get(`${FIRM}${path}`)).body)

/** Fills in the form of a page and presses its button; what follows is the page it leads to. */
async function ask(path: string, fields: Readonly<Record<string, string>> = {}) {
  await maker.get(`${FIRM}${path}`)
  return maker.submit(`${FIRM}${path}`, fields)
}

describe('the list of users', () => {
  it('shows all of the firm with what each lacks, and finds and filters by its address', async () => {
    const all = await seen(maker, '/users')
    for (const word of ['SGCUSR01', 'Szeto Wing Yan', 'SGCDAM01', '2FA not set up (1)', 'not ready'])
      expect(all).toContain(word)
    expect(all).not.toContain('KTB')
    const found = await seen(maker, '/users?q=szeto')
    expect([found.includes('SGCUSR02'), found.includes('SGCUSR01')]).toEqual([true, false])
    const filtered = await seen(maker, '/users?filter=not-initiated')
    expect([filtered.includes('SGCUSR03'), filtered.includes('SGCUSR01')]).toEqual([true, false])
    expect(await seen(maker, '/users?q=KTBUSR01')).toContain('Nobody matches.')
  })

  it('offers a new user to who makes requests, and to nobody else', async () => {
    expect(await seen(maker, '/users')).toContain('New user')
    expect(await seen(checker, '/users')).not.toContain('New user')
    expect((await checker.get(`${FIRM}/users/new`)).status).toBe(404)
    expect((await checker.post(`${FIRM}/users/new`, { user_id: 'SGCEVIL1' })).status).not.toBe(303)
  })
})

describe('a profile', () => {
  it('says how its user stands at the launch, by whom that is mended, and what he may use', async () => {
    const page = await seen(maker, '/users/SGCUSR03')
    for (const word of [
      'Lo Kin Shing',
      'can still set up 2FA',
      '2FA not set up',
      'himself',
      'Overnight Report Download',
    ])
      expect(page).toContain(word)
    expect(await seen(maker, '/users/SGCUSR01')).toContain('Gets in: nothing is missing.')
  })

  it('of a DA offers no change: those are Client Connect’s', async () => {
    const page = await seen(maker, '/users/SGCDAC01')
    expect(page).toContain('eService DA 3')
    expect(page).not.toContain('Suspend')
    expect(text((await ask('/users/SGCDAC01/remove')).body)).toContain('Client Connect keeps him')
  })

  it.each(['/users/KTBUSR01', '/users/NOBODY99', '/users/KTBUSR01/amend', '/users/NOBODY99/amend'])(
    'of another firm is not found, like one that never was: %s',
    async (path) => {
      const masked = async (at: string) => {
        const { status, body } = await maker.get(`${FIRM}${at}`)
        return [
          status,
          body.replaceAll(/[A-Z]{3}-[A-Z]{3}-[A-Z]{3}|value="[^"]*"|NOBODY\d\d|KTBUSR\d\d/g, ''),
        ]
      }
      expect(await masked(path)).toEqual(await masked(path.replace('KTBUSR01', 'NOBODY98')))
      expect((await maker.get(`${FIRM}${path}`)).status).toBe(404)
    },
  )
})

describe('a form that is not filled in as it must be', () => {
  it.each([
    ['/users/new', { user_id: 'SGCUSR77' }, 'name', 'Name: missing, or not in the form that is asked for.'],
    [
      '/users/new',
      { name: 'Wu Tsz Ho' },
      'user_id',
      'User ID: missing, or not in the form that is asked for.',
    ],
    [
      '/users/new',
      { user_id: 'SGCUSR77', colleague: 'x' },
      'colleague',
      'Something that is needed is missing',
    ],
    ['/users/SGCUSR01/amend', { name: '' }, 'name', 'Name: missing, or not in the form that is asked for.'],
  ] as const)('at %s with %j says at “%s” what is wrong there', async (path, fields, at, message) => {
    const { body } = await ask(path, fields)
    expect(body.split(`id="${at}-error"`)[1]?.split('</p>')[0]).toContain(message)
    expect(body).toContain(`href="#${at}"`)
  })
})

describe('a new user, copied from a colleague', () => {
  it('is asked for by one, shown to and approved by another, and is in the list', async () => {
    const form = (await maker.get(`${FIRM}/users/new?like=SGCUSR01`)).body
    const [group = ''] = /name="(group-[^"]+)" checked/.exec(form)?.slice(1) ?? []
    expect(group).not.toBe('')
    const fields = {
      user_id: 'sgcnew01',
      name: 'Wu Lai Kuen',
      language: 'en',
      [group]: 'on',
      copied_from: 'SGCUSR01',
    }
    const refused = text((await maker.submit(`${FIRM}/users/new`, { copied_from: 'SGCUSR01' })).body)
    expect(refused).toContain('User ID: missing, or not in the form that is asked for.')
    const made = await maker.post(`${FIRM}/users/new`, {
      ...fields,
      colleague: '',
      remark: 'New on the desk',
    })
    expect(made.location).toMatch(/\/requests\/R-0\d+$/)
    const shown = text((await checker.get(made.location ?? '')).body)
    for (const word of ['SGCNEW01', 'Wu Lai Kuen', 'SGCUSR01', 'New on the desk'])
      expect(shown).toContain(word)
    expect((await maker.get(`${FIRM}/users/SGCNEW01`)).status).toBe(404)
    expect(await seen(checker, '/requests'), 'its lines are about one').toMatch(/SGCNEW01 (?!and)/)
    await steppedUp('SGCDAC01')
    const digest =
      /name="digest" value="([^"]+)"/.exec((await checker.get(made.location ?? '')).body)?.[1] ?? ''
    await checker.submit(made.location ?? '', { deed: 'approve', digest, remark: 'Seen' })
    const page = await seen(maker, '/users/SGCNEW01')
    for (const word of ['Wu Lai Kuen', 'The account was opened', 'no registered email'])
      expect(page).toContain(word)
  })

  it('stays in the form, with the reason, where it can’t be', async () => {
    const taken = { user_id: 'KTBUSR01', name: 'A <b>name</b>', language: 'en', colleague: '', remark: '' }
    const { status, body } = await ask('/users/new', taken)
    expect(status).toBe(422)
    expect(text(body)).toContain('This User ID is taken.')
    expect(body).toContain('value="A &lt;b&gt;name&lt;/b&gt;"')
  })
})

async function steppedUp(userId: string): Promise<void> {
  await deskOf(test).sql(
    `update logon_session set stepped_up_at = greatest(created_at, $2) where ended_at is null
       and account_id = (select id from account where user_id = $1)`,
    [userId, test.clock.now().toString()],
  )
}

describe('a suspected leak', () => {
  it('is answered by one person at once: the user is out, and his profile names the request', async () => {
    const page = text((await ask('/users/SGCUSR02/suspend', { remark: 'Phishing' })).body)
    expect(page).toContain('Suspend a user')
    const profile = await seen(maker, '/users/SGCUSR02')
    for (const word of ['Suspended', 'R-0', 'Reinstate']) expect(profile).toContain(word)
  })
})

describe('a listing as a file', () => {
  it('holds what the list shows, runs nothing in a spreadsheet, and is recorded', async () => {
    await test.db.ask(`update person set display_name = '=HYPERLINK("http://x")' where id =
        (select person_id from account where user_id = 'SGCUSR03')`)
    const { headers, body } = await maker.get(`${FIRM}/listings/users.csv?q=SGCUSR03`)
    expect(headers.get('content-disposition')).toBe('attachment; filename="C00105-users.csv"')
    const [heading, line, ...rest] = body.split('\r\n')
    expect(heading).toBe('User ID,Name,Language,Role,Status,Registered email,2FA set up,OTP channels')
    expect(line).toMatch(/^SGCUSR03,"'=HYPERLINK\(""http:\/\/x""\)",English,user,Active,/)
    expect(rest).toEqual([''])
    const [event] = await deskOf(test).events('listing.exported')
    expect(event).toMatchObject({ facts: { listing: 'users', filter: 'present' } })
  })

  it.each([
    ['disabled', /SGCUSR02,.*Suspended/],
    [
      'profiles',
      /SGCUSR01,Pang Ho Yin,English,Active,settlement,Online Functions; Overnight Report Download,/,
    ],
    ['groups', /^online,Online Functions,1/m],
  ])('%s has its own lines', async (listing, line) => {
    const { status, body } = await maker.get(`${FIRM}/listings/${listing}.csv`)
    expect(status).toBe(200)
    expect(body).toMatch(line)
    expect(body).not.toContain('KTB')
  })
})

describe('a user group', () => {
  it('is asked for with the functions a user can have, in plain names', async () => {
    const form = text((await maker.get(`${FIRM}/groups/new`)).body)
    expect(form).toContain('Online Functions')
    expect(form.split('Remark')[0]).not.toContain('Security Management Functions')
    const asked = await ask('/groups/new', { name: 'Dealers', 'function-ccms.online': 'on', remark: '' })
    expect(text(asked.body)).toContain('Create a user group')
    expect(await seen(maker, '/groups')).toContain('reports')
  })

  it('that somebody is in is never said to be empty: what would remove it leads back to it', async () => {
    const { body } = await maker.get(`${FIRM}/groups`)
    const [group] = body.match(/\/groups\/[0-9a-f-]{36}(?=">settlement<)/) ?? []
    const answer = await maker.get(`${FIRM}${group}/remove`)
    expect([answer.status, answer.location]).toEqual([303, `${FIRM}${group}`])
    expect(await seen(maker, `${group}`)).toContain('can be removed once nobody is in it')
  })
})

describe('Session 2', () => {
  it('shows everything and lets nobody ask for anything', async () => {
    const secondary = await testNode({
      site: 'secondary',
      at: Temporal.Instant.from('2023-06-10T22:10+08:00'),
    })
    const browser = new TerminalBrowser(secondary.node)
    await logOnByApp(secondary, browser, 'SGCDAM01', '/dms/otp')
    const list = await browser.get(`${FIRM}/users`)
    expect(list.status).toBe(200)
    expect(text(list.body)).not.toContain('New user')
    expect((await browser.get(`${FIRM}/users/SGCUSR01/suspend`)).status).toBe(409)
    await secondary.stop()
  })
})
