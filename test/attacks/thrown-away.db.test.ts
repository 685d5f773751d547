import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { logOnByApp } from '../support/journeys.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'
import { SESSION_TWO, type TwoSites, twoSites } from '../support/two-sites.ts'
import { routesFor, tokenOf } from './routes.ts'

/** What a session that is thrown away lets through, by the end of its address: all of it, and nothing else. */
const LET_THROUGH = [
  /^\/otp\/(online|overnight)(\/passcode(\/(email|app))?)?$/,
  /^\/dms\/otp(\/passcode(\/(email|app))?)?$/,
  /^(\/dms)?\/card\/[^/]+$/,
  /\/log-out$/,
  /\/stay$/,
  /\/sessions\/end(-others)?$/,
  /\/password(\/passcode(\/(email|app))?)?$/,
]
const INITIATION = /^(\/dms)?\/initiation/
/** The house's own: they never come to the branch. */
const OF_THE_HOUSE = /^\/(connect|ops)\//

let sites: TwoSites
beforeAll(async () => {
  sites = await twoSites(SESSION_TWO)
  await sites.openBranch()
})
afterAll(() => sites.stop())

const mayPass = (path: string) => !INITIATION.test(path) && LET_THROUGH.some((one) => one.test(path))
const asBranch = () => ({ ...sites.test, node: sites.branchNode() })
/** Of the pages and of the listener that asks for smartcards. */
function postsOfBranch(): readonly string[] {
  const { cardApp } = sites.branchNode()
  const ofCards = cardApp === null ? [] : routesFor({ ...sites.test, node: { app: cardApp } }, 'POST')
  return [...routesFor(asBranch(), 'POST'), ...ofCards].filter((path) => !OF_THE_HOUSE.test(path))
}

async function everybody(): Promise<TerminalBrowser> {
  const browser = sites.browser('secondary')
  for (const [userId, door] of [
    ['SGCUSR01', '/otp/online'],
    ['HLSUSR03', '/otp/overnight'],
    ['SGCDAM01', '/dms/otp'],
  ] as const)
    expect((await logOnByApp(asBranch(), browser, userId, door)).body).toContain('Log out')
  return browser
}

/** Digests of all tables of the branch but of what each page notes by itself. */
async function contents(): Promise<readonly unknown[]> {
  return withClient(sites.branchDatabase().superuserUrl, async (client) => {
    const { rows } = await client.query(
      "select tablename from pg_tables where schemaname = 'public' and tablename <> 'logon_session' order by 1",
    )
    const digests = rows.map(
      ({ tablename }) =>
        `select '${tablename}' as name, count(*), md5(string_agg(t::text, '' order by t::text)) from ${tablename} t`,
    )
    return (await client.query(`${digests.join(' union all ')} order by name`)).rows
  })
}

const post = (browser: TerminalBrowser, path: string) =>
  browser.post(path, { password: 'x', passcode: '1' }, { token: tokenOf(asBranch(), browser, path) })

describe('in a session that is thrown away', () => {
  it('every form but those of logging on and out and of one’s own password is refused, and changes nothing', async () => {
    const browser = await everybody()
    const barred = postsOfBranch().filter((path) => !mayPass(path))
    expect(barred.length).toBeGreaterThan(100)
    const before = await contents()
    for (const path of barred) {
      const answer = await post(browser, path)
      expect([path, answer.status]).toEqual([path, 409])
      expect(answer.body).toContain('Do this from Monday 12 June 2023.')
    }
    expect(await contents()).toEqual(before)
  })

  it('those are not barred, each of them', async () => {
    const allowed = postsOfBranch().filter(mayPass)
    const browser = sites.browser('secondary')
    await browser.get('/')
    for (const path of allowed) {
      const { status, body } = await post(browser, path)
      expect([path, status === 409 && body.includes('Nothing can be changed here now')]).toEqual([
        path,
        false,
      ])
    }
    for (const one of LET_THROUGH)
      expect([String(one), allowed.some((path) => one.test(path))]).toEqual([String(one), true])
  })

  it('an initiation can not be begun, whatever its page says', async () => {
    const browser = sites.browser('secondary')
    await browser.get('/')
    for (const path of ['/initiation', '/dms/initiation'])
      expect([path, (await post(browser, path)).status]).toEqual([path, 409])
  })

  it('nothing reaches the authority: a form that arrives after the branch was discarded is refused', async () => {
    const browser = sites.browser('secondary')
    await browser.get('/otp/online')
    await sites.discardBranch()
    const typed = { user_id: 'KTBUSR02', password: sites.test.account('KTBUSR02').password ?? '' }
    const answer = await browser.post('/otp/online', typed)
    expect(answer.status).toBe(503)
    const attempts = await sites.test.database.read({ as: 'sign-in' }, (db) =>
      db.selectFrom('sign_in_attempt').select('id').execute(),
    )
    expect(attempts).toEqual([])
  })
})
