import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseTicket } from '../../src/sign-in/ticket.ts'
import { logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { liveSessions, masked, setsSession } from './look-inside.ts'
import { routesFor, tokenOf } from './routes.ts'

/** Each person past the password step at every door that is his; nobody past the passcode. */
const HALF_WAY = [
  ['SGCUSR01', [ONLINE, '/otp/overnight']],
  ['SGCDAM01', ['/dms/otp']],
  ['HLSCC001', ['/connect/otp']],
  ['OPSMAK01', ['/ops/otp']],
] as const
const HOMES = {
  '/online': ONLINE,
  '/overnight': '/otp/overnight',
  '/dms/security': '/dms/otp',
  '/dms/security/C00105': '/dms/otp',
  '/connect/services': '/connect/otp',
  '/ops/desk': '/ops/otp',
}

let test: TestNode
const halfWay = new Map<string, TerminalBrowser>()
beforeAll(async () => {
  test = await testNode()
  for (const [userId, doors] of HALF_WAY) {
    const browser = new TerminalBrowser(test.node)
    for (const door of doors) {
      const page = await typePassword(browser, userId, test.account(userId).password ?? '', door)
      expect(page.body).toContain('One-time passcode')
      expect([...browser.cookies.keys()].filter((name) => name.endsWith('-session'))).toEqual([])
    }
    halfWay.set(userId, browser)
  }
})
afterAll(() => test.stop())

const halfWayOf = (userId: string) => {
  const browser = halfWay.get(userId)
  if (browser === undefined) throw new Error(`${userId} did not begin`)
  return browser
}

describe('a right password alone', () => {
  it.each(HALF_WAY)('of %s opens no page that a stranger does not see', async (userId, doors) => {
    const paths = routesFor(test, 'GET')
    expect(paths).toEqual(expect.arrayContaining(Object.keys(HOMES)))
    for (const path of paths) {
      const answer = await halfWayOf(userId).get(path)
      const stranger = await new TerminalBrowser(test.node).get(path)
      expect(setsSession(answer), path).toBe(false)
      const { person, email = '' } = test.account(userId)
      for (const particular of [userId, person.name, email])
        expect(answer.body, path).not.toContain(particular)
      if (doors.some((door) => path === `${door}/passcode`)) continue
      expect([answer.status, answer.location], path).toEqual([stranger.status, stranger.location])
      expect(masked(answer.body), path).toBe(masked(stranger.body))
    }
  })

  it.each(Object.entries(HOMES))('leads from %s back to its door %s', async (home, door) => {
    for (const userId of halfWay.keys()) {
      const answer = await halfWayOf(userId).get(home)
      expect([answer.status, answer.location, answer.body]).toEqual([303, door, ''])
    }
  })

  it('gets no logon session from anything that can be posted', async () => {
    for (const userId of halfWay.keys()) {
      const browser = halfWayOf(userId)
      for (const path of routesFor(test, 'POST')) {
        const kept = new Map(browser.cookies)
        const answer = await browser.post(
          path,
          { passcode: '000000' },
          { token: tokenOf(test, browser, path) },
        )
        expect(setsSession(answer), path).toBe(false)
        for (const [name, value] of kept) browser.cookies.set(name, value)
      }
      expect(await liveSessions(test, userId)).toEqual([])
    }
  })

  it('opens nothing at its door when its attempt’s ticket is shown as a session', async () => {
    const own = halfWayOf('SGCUSR01')
    for (const shown of [(ticket: string) => ticket, (ticket: string) => parseTicket(ticket)?.secret ?? '']) {
      const browser = own.at(test.node)
      for (const [name, ticket] of own.cookies)
        if (name.endsWith('-attempt')) browser.cookies.set(name.replace(/attempt$/, 'session'), shown(ticket))
      for (const [home, door] of Object.entries(HOMES)) expect((await browser.get(home)).location).toBe(door)
    }
  })
})

describe('a logon session', () => {
  it('at one door opens no other', async () => {
    const browser = new TerminalBrowser(test.node)
    expect((await logOnByApp(test, browser, 'EWDUSR01')).body).toContain('You are logged on.')
    expect((await browser.get('/overnight')).location).toBe('/otp/overnight')
    expect((await browser.get('/dms/security')).location).toBe('/dms/otp')
    for (const [name, value] of [...browser.cookies]) {
      if (name.includes('ccms.otp.online-session'))
        for (const door of ['ccms.otp.overnight', 'dms.otp'])
          browser.cookies.set(name.replace('ccms.otp.online', door), value)
    }
    expect((await browser.get('/overnight')).location).toBe('/otp/overnight')
    expect((await browser.get('/dms/security')).location).toBe('/dms/otp')
  })
})
