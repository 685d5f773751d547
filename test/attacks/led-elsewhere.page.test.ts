import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { ORIGIN } from '../support/origin.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { FORM, send } from './raw-request.ts'
import { routesFor } from './routes.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

/** What a browser would take for another place, or for a second header. */
const ELSEWHERE = [
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '///evil.test',
  'https:evil.test',
  'javascript:alert(1)',
  'data:text/html,evil',
  '/%0d%0aLocation:%20https://evil.test',
  '/\r\nLocation: https://evil.test',
  'https://terminal.test@evil.test/',
  '/%2f%2fevil.test',
]
/** There is no parameter that says where to go on; these are what others call theirs. */
const NAMES = ['return_to', 'next', 'url', 'redirect', 'redirect_uri', 'here', 'back', 'continue', 'lang']

/** Every place that an answer sends a browser to, or offers to. */
async function placesIn(response: Response): Promise<readonly string[]> {
  const body = await response.text()
  const written = body.matchAll(/\s(?:href|action|formaction|src)="([^"]*)"/g)
  const refresh = response.headers.get('refresh') ?? /http-equiv="refresh"/i.exec(body)?.[0]
  const sent = [response.headers.get('location'), refresh].filter((place) => typeof place === 'string')
  return [...sent, ...[...written].map(([, place = '']) => place.replaceAll('&amp;', '&'))]
}

/** The main part of the page, and whom the programme says to ask. */
const OURS = /^(#(main|section-\d+)|tel:\d+|mailto:\w+@hkex\.com\.hk)$/

/** Whatever else is no path of this very site. */
function foreign(places: readonly string[]): readonly string[] {
  return places.filter(
    (place) => !(place.startsWith('/') && new URL(place, ORIGIN).origin === ORIGIN) && !OURS.test(place),
  )
}

describe('no address leads off the site', () => {
  it('whatever a page is asked with, by a stranger, in a logon and logged on', async () => {
    const half = new TerminalBrowser(test.node)
    await typePassword(half, 'EWDUSR01', test.account('EWDUSR01').password ?? '')
    const loggedOn = new TerminalBrowser(test.node)
    await logOnByApp(test, loggedOn, 'SGCUSR01')
    const found: string[] = []
    let places = 0
    for (const from of [new TerminalBrowser(test.node), half, loggedOn])
      for (const path of routesFor(test, 'GET'))
        for (const elsewhere of ELSEWHERE) {
          const query = new URLSearchParams(NAMES.map((name) => [name, elsewhere]))
          const offered = await placesIn(await send(test.node, { path: `${path}?${query}`, from }))
          places += offered.length
          found.push(...foreign(offered).map((place) => `${path} ${elsewhere}: ${place}`))
        }
    expect(found).toEqual([])
    expect(places).toBeGreaterThan(1000)
  })

  it.each(['//evil.test/', '/\\evil.test/', '/%5cevil.test/', '//evil.test/%2f..'])(
    'not even the path %s, whose language links and redirects stay here',
    async (path) => {
      const at = new URL(ORIGIN)
      const request = new Request(`${at.origin}${path}?lang=zh-Hant`, { headers: { host: at.host } })
      const edge = { ip: '203.0.113.7', network: '203.0.113.0/24' }
      const places = await placesIn(await test.node.app.fetch(request, { edge }))
      expect(foreign(places)).toEqual([])
    },
  )

  it('nor what a refused form says of the page it came from', async () => {
    for (const referer of [
      'https://evil.test/',
      `${ORIGIN}//evil.test`,
      'https://terminal.test@evil.test/',
    ]) {
      const asked = { path: ONLINE, method: 'POST', headers: { ...FORM, referer }, body: 'user_id=A' }
      const places = await placesIn(await send(test.node, asked))
      expect(places.length).toBeGreaterThan(0)
      expect(foreign(places)).toEqual([])
    }
  })

  it('nor a form that names a place to go on to', async () => {
    for (const elsewhere of ELSEWHERE) {
      const browser = new TerminalBrowser(test.node)
      await browser.get(ONLINE)
      const hostile = Object.fromEntries(NAMES.map((name) => [name, elsewhere]))
      const { location = '', body } = await browser.post(ONLINE, {
        user_id: 'NOBODY99',
        password: 'x',
        ...hostile,
      })
      expect(foreign(location === '' ? [] : [location]), elsewhere).toEqual([])
      expect(body).not.toContain('evil')
    }
  })
})
