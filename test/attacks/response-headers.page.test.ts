import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Epoch } from '../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { folderStore } from '../../src/overnight-reports/folder-store.ts'
import { type Node, wire } from '../../src/wire.ts'
import { CHEAP_HASHING } from '../support/cheap-hashing.ts'
import { logOnByApp, ONLINE } from '../support/journeys.ts'
import { SESSION_ONE, setClock, shippedProgramme, type TestNode, testNode } from '../support/node.ts'
import { ORIGIN } from '../support/origin.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { FORM, type RawRequest, send as sendTo } from './raw-request.ts'

let test: TestNode
let broken: Node
const faults: unknown[] = []
beforeAll(async () => {
  test = await testNode()
  broken = nodeWithoutDatabase()
})
afterAll(async () => {
  await broken.stop()
  await test.stop()
})

/** A node whose database is gone: whatever asks it, throws. */
function nodeWithoutDatabase(): Node {
  const gone = () => Promise.reject(new Error('the database is gone'))
  const database = {
    read: gone,
    readAtOnce: gone,
    write: gone,
    writeAtOnce: gone,
    writeAhead: gone,
    close: () => Promise.resolve(),
  }
  return wire({
    site: 'primary',
    epoch: 'primary/0' as Epoch,
    origins: [ORIGIN],
    clocks: { programme: setClock(SESSION_ONE), wire: systemClock },
    randomness: systemRandomness,
    sealingKeys: [{ id: 1, secret: systemRandomness.bytes(32) }],
    programme: shippedProgramme().parsed,
    database,
    feedDatabase: database,
    transport: { send: gone },
    mailFrom: 'no-reply@clearinghouse.example',
    reports: folderStore('/nowhere'),
    demoClock: null,
    hashing: CHEAP_HASHING,
    report: (fault) => faults.push(fault),
  })
}

const send = ({ to = test.node, ...asked }: RawRequest & { readonly to?: Node }) => sendTo(to, asked)

async function emptyForm(): Promise<Response> {
  const browser = new TerminalBrowser(test.node)
  await browser.get(ONLINE)
  const { status, headers, body } = await browser.post(ONLINE, { user_id: '', password: '' })
  return new Response(body, { status, headers })
}

/** Its session has been ended by the time it comes back. */
async function endedSession(): Promise<Response> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, 'SGCUSR01')
  const kept = browser.at(test.node)
  await browser.submit('/online/log-out', {})
  return send({ path: '/online', from: kept })
}

const ANSWERS: readonly (readonly [status: number, what: string, () => Promise<Response>])[] = [
  [200, 'a page', () => send({})],
  [200, 'a page in Chinese', () => send({ path: '/dms?lang=zh-Hant' })],
  [200, 'a HEAD', () => send({ method: 'HEAD' })],
  [303, 'a redirect', () => send({ path: '/online' })],
  [
    400,
    'a form with a field twice',
    () => send({ path: ONLINE, method: 'POST', headers: FORM, body: 'a=1&a=2' }),
  ],
  [401, 'an ended session', endedSession],
  [
    403,
    'a foreign origin',
    () => send({ path: ONLINE, method: 'POST', headers: { ...FORM, origin: 'https://evil.test' }, body: '' }),
  ],
  [
    403,
    'a form without a token',
    () => send({ path: ONLINE, method: 'POST', headers: FORM, body: 'user_id=A' }),
  ],
  [404, 'an unknown address', () => send({ path: '/wp-login.php' })],
  [405, 'another method', () => send({ path: ONLINE, method: 'PUT' })],
  [409, 'a step without an attempt', () => send({ path: `${ONLINE}/passcode` })],
  [
    413,
    'a form too long',
    () => send({ path: ONLINE, method: 'POST', headers: FORM, body: `a=${'x'.repeat(20_000)}` }),
  ],
  [
    415,
    'a body that is no form',
    () => send({ path: ONLINE, method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
  ],
  [421, 'another host', () => send({ headers: { host: 'evil.test' } })],
  [422, 'a form with an empty field', emptyForm],
  [500, 'a fault', () => send({ to: broken })],
]

/** Directive -> sources, as a browser reads a policy. */
function policyOf(response: Response): Record<string, string> {
  const directives = (response.headers.get('content-security-policy') ?? '').split(';')
  return Object.fromEntries(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources.join(' ')]
    }),
  )
}

function expectStrict(response: Response): void {
  const policy = policyOf(response)
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
  })
  // Ourselves or nobody: no inline, no eval, no data:, no other host, no wildcard.
  expect(new Set(Object.values(policy))).toEqual(new Set(["'self'", "'none'"]))
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': expect.stringMatching(/^max-age=(?!0)\d{8,}/),
  })
}

describe('every answer', () => {
  it.each(ANSWERS)('%i, %s, comes with the strict headers and is not stored', async (status, _, sent) => {
    const response = await sent()
    expect(response.status).toBe(status)
    expectStrict(response)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const body = await response.text()
    expect(body).not.toMatch(
      /<script(?![^>]*\ssrc="\/assets\/)|<style|\sstyle=|\son[a-z]+=|javascript:|https?:\/\//i,
    )
  })

  it('of a hashed file comes with them too, and may be kept', async () => {
    const page = await (await send({})).text()
    const [, stylesheet = ''] = /href="(\/assets\/[^"]+\.css)"/.exec(page) ?? []
    const response = await send({ path: stylesheet })
    expect(response.status).toBe(200)
    expectStrict(response)
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  it('to a fault shows a reference, and nothing of the fault', async () => {
    const body = await (await send({ to: broken })).text()
    expect(body).toMatch(/Reference: [A-Z]{3}-[A-Z]{3}-[A-Z]{3}/)
    expect(body).not.toContain('database is gone')
    expect(faults).toContainEqual(new Error('the database is gone'))
  })

  it('sets no cookie but a hardened one of its own site', async () => {
    for (const [, what, sent] of ANSWERS)
      for (const cookie of (await sent()).headers.getSetCookie()) {
        expect(cookie, what).toMatch(
          /^__Host-sallyport-primary-[a-z.-]+=[\w-]*; Path=\/; Secure; HttpOnly; SameSite=Lax/,
        )
        expect(cookie, what).not.toMatch(/domain=/i)
      }
  })
})
