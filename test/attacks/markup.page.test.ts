import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as answers from '../../src/surfaces/pages/answers.ts'
import { logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { nextAppCode } from '../support/own-account.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { codeFor, INITIATION } from './initiate.ts'
import { routesFor, tokenOf } from './routes.ts'

/** Short enough to pass for a User ID, so that it gets as far as anything typed does. */
const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`
const TAKEN_AS_MARKUP = /<script>alert|<img src=x/

/** Each name that an input of any page has. */
const FIELDS = Object.values(answers)
  .filter((schema) => schema instanceof z.ZodObject)
  .flatMap(({ shape }) => Object.keys(shape))

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

async function halfWay(): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  await typePassword(browser, 'KTBUSR02', test.account('KTBUSR02').password ?? '')
  return browser
}

async function initiating(): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  const code = await codeFor(test, browser, 'HLSUSR01')
  expect((await browser.submit(`${INITIATION}/code`, { code })).body).toContain('New password')
  return browser
}

async function loggedOn(): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  for (const [userId, door] of [
    ['SGCUSR01', ONLINE],
    ['SGCDAM01', '/dms/otp'],
  ] as const) {
    nextAppCode(test, userId)
    expect((await logOnByApp(test, browser, userId, door)).body).toContain('Log out')
  }
  return browser
}

const wholeOf = ({ body, headers }: Answer) =>
  `${[...headers].join('\n')}\n${headers.getSetCookie()}\n${body}`

describe('markup in every field of every form, and in every address (attack 32)', () => {
  it.each([
    ['a stranger', async () => new TerminalBrowser(test.node)],
    ['who is past the password', halfWay],
    ['who initiates', initiating],
    ['who is logged on', loggedOn],
  ] as const)('typed by %s is text on each page that answers, or is not there', async (_, come) => {
    expect(FIELDS).toEqual(expect.arrayContaining(['user_id', 'password', 'passcode', 'code', 'session']))
    const here = await come()
    await here.get('/')
    const fields = Object.fromEntries(FIELDS.map((name) => [name, HOSTILE]))
    for (const path of routesFor(test, 'POST')) {
      const browser = here.at(test.node)
      const answer = await browser.post(path, fields, { token: tokenOf(test, browser, path) })
      const after = answer.location === undefined ? answer : await browser.get(answer.location)
      for (const met of [answer, after]) expect(wholeOf(met), path).not.toMatch(TAKEN_AS_MARKUP)
    }
    const query = new URLSearchParams({ ...fields, lang: HOSTILE, ended: HOSTILE, refused: HOSTILE })
    for (const path of routesFor(test, 'GET'))
      expect(wholeOf(await here.at(test.node).get(`${path}?${query}`)), path).not.toMatch(TAKEN_AS_MARKUP)
  })
})
