import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { connect as connectPlain } from 'node:net'
import { join } from 'node:path'
import { type ConnectionOptions, connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import type { SampleCard } from '../../src/demo/card-office/open-card-office.ts'
import { systemClock } from '../../src/kernel/system.ts'
import { CARDS, type CardSite, cardSite } from '../support/card-terminal.ts'
import { type Asking, type Curled, curl, type FileCard, type TokenCard } from '../support/curl.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { ORIGIN } from '../support/origin.ts'
import { type ProxyIdentity, proxyIdentity } from '../support/proxy-identity.ts'
import { readinessPort } from '../support/readiness-port.ts'
import { type ProxyName, startProxy } from '../support/real-proxy.ts'
import { authoritiesOf, sampleOffice, tlsOf } from '../support/sample-cards.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { ontoFiles, ontoToken } from '../support/token-card.ts'

const SESSION_ONE = Temporal.Instant.from('2023-06-10T18:10+08:00')
const folder = scratchFolder('proxies')
const ca = join(folder, 'site-ca.pem')

let test: TestNode
let site: CardSite
let identity: ProxyIdentity
let card: SampleCard
let token: TokenCard
beforeAll(async () => {
  test = await testNode({ at: SESSION_ONE })
  identity = proxyIdentity(folder)
  site = await cardSite(test, identity)
  writeFileSync(ca, site.tls.ca)
  card = await site.cardFor('HLSUSR01')
  token = await ontoToken(join(folder, 'card'), card)
})
afterAll(async () => {
  await site.stop()
  await test.stop()
  rmSync(folder, { recursive: true })
})

/** The shipped configuration before this site, and what a node would answer at `/ready`. */
async function proxyBefore(name: ProxyName) {
  const { tls, office, proxyPort } = site
  const operations = await readinessPort()
  const started = await startProxy(name, {
    ...{ identity, folder, tls, cardAuthorities: authoritiesOf(office) },
    nodes: [{ host: '127.0.0.1', port: proxyPort, opsPort: operations.port }],
  })
  return {
    ...{ port: started.port, said: operations.said },
    stop: async () => {
      operations.stop()
      await started.stop()
    },
  }
}
type ProxyBefore = Awaited<ReturnType<typeof proxyBefore>>

const shown = ({ key, certificates }: ProxyIdentity) => ({ key, cert: certificates.join('') })

const revoked = async () => {
  const { office, renewLists } = site
  const held = await office.issue('HLSUSR01', office.issuing[1])
  office.revoke(held, systemClock.now())
  await renewLists()
  return ontoFiles(folder, 'revoked', held)
}

const expired = async () => {
  const until = Temporal.Instant.from('2023-05-31T00:00+08:00')
  return ontoFiles(folder, 'expired', await site.office.issue('HLSUSR01', site.office.issuing[0], until))
}

const lookAlike = async () => {
  const other = await sampleOffice()
  return ontoFiles(folder, 'alike', await other.issue('HLSUSR01', other.issuing[0]))
}

const text = (body: string) => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

interface RefusedCard {
  readonly reason: string
  readonly network: string
}

/** What was kept of the card that a page refused, by the reference it shows. */
function onRecord(body: string): Promise<RefusedCard | undefined> {
  const [reference] = /[A-Z]{3}-[A-Z]{3}-[A-Z]{3}/.exec(text(body)) ?? []
  return withClient(test.db.superuserUrl, async (client) => {
    const { rows } = await client.query<RefusedCard>(
      `select facts->>'reason' as reason, particulars->>'network' as network
       from audit_event join audit_personal on event_id = id where reference = $1`,
      [reference],
    )
    return rows[0]
  })
}

/** A page of the listener that needs no more than a card: its attempt is asked for when the form is sent. */
const AT_LISTENER = `/card/${crypto.randomUUID()}`

/** Every spelling by which somebody has ever told a server of a certificate, ours first. */
async function claims(of: SampleCard): Promise<readonly Readonly<Record<string, string>>[]> {
  const { cert } = await tlsOf(of)
  const der = Buffer.from(of.certificate).toString('base64')
  const verified = { 'Client-Cert-Verify': 'SUCCESS' }
  return [
    { 'Client-Cert': `:${der}:`, ...verified },
    { 'client-cert': encodeURIComponent(cert), 'CLIENT-CERT-VERIFY': 'SUCCESS' },
    { Client_Cert: `:${der}:`, Client_Cert_Verify: 'SUCCESS' },
    { 'Client.Cert': `:${der}:`, 'Client.Cert.Verify': 'SUCCESS' },
    { 'Client-Cert-Chain': `:${der}:`, ...verified },
    { 'X-SSL-Client-Cert': encodeURIComponent(cert), 'X-SSL-Client-Verify': 'SUCCESS' },
    { 'ssl-client-cert': encodeURIComponent(cert), 'ssl-client-verify': 'SUCCESS' },
    { 'X-Forwarded-Client-Cert': `Cert="${encodeURIComponent(cert)}"`, 'X-Forwarded-Tls-Client-Cert': der },
    { Connection: 'close, Client-Cert-Verify, X-Forwarded-For', 'Client-Cert': `:${der}:` },
  ]
}

describe.each<ProxyName>(['haproxy', 'nginx'])('the shipped configuration of %s', (name) => {
  let proxy: ProxyBefore
  beforeAll(async () => {
    proxy = await proxyBefore(name)
  })
  afterAll(() => proxy.stop())

  const ask = (url: string, asking?: Asking): Promise<Curled> => curl(url, { port: proxy.port, ca }, asking)

  it('lets somebody log on by a card on a PKCS#11 token, each request a handshake of its own', async () => {
    const jar = join(folder, `${name}.jar`)
    const asking = { jar, from: '127.0.9.7' }
    const { header } = await ask(`${ORIGIN}/card/go`, asking)
    const listener = header('location')?.replace(/\?.*/, '') ?? ''
    expect(listener).toMatch(`${CARDS}/card/`)
    const form = await ask(listener, { ...asking, card: token })
    expect(form.head).toMatch(/^connection: close/im)
    const proven = await ask(listener, {
      ...{ ...asking, card: token, headers: { origin: CARDS } },
      fields: {
        form_token: /name="form_token" value="([^"]+)"/.exec(form.body)?.[1] ?? '',
        ...{ user_id: 'HLSUSR01', card_password: '246810' },
      },
    })
    const way = proven.header('refresh')?.replace(/^0;url=/, '') ?? ''
    expect(way).toMatch(`${ORIGIN}/card/arrive/`)
    expect((await ask(way, asking)).header('location')).toBe('/card/online')
    expect(text((await ask(`${ORIGIN}/card/online`, asking)).body)).toContain(
      'You are logged on. The connectivity test is complete.',
    )
  })

  it.each<readonly [string, () => Promise<FileCard | undefined>, string, string]>([
    ['no card', async () => undefined, 'No smartcard was presented', 'no-card'],
    ['a revoked card', revoked, 'was not accepted', 'revoked'],
    ['an expired card', expired, 'was not accepted', 'expired'],
    ['a card of an office that only looks like ours', lookAlike, 'was not accepted', 'bad-signature'],
  ])('passes on %s: a page for it, and its reason and address on record', async (_, held, says, reason) => {
    const presented = await held()
    const asking = { from: '127.0.9.7', ...(presented && { card: presented }) }
    const { status, body } = await ask(`${CARDS}${AT_LISTENER}`, asking)
    expect([status, text(body)]).toEqual([403, expect.stringContaining(says)])
    expect(await onRecord(body)).toEqual({ reason, network: '127.0.9.0/24' })
  })

  it('cuts off who begins a request and never ends it', async () => {
    const socket = connect({
      host: '127.0.0.1',
      port: proxy.port,
      servername: new URL(ORIGIN).host,
      ca: site.tls.ca,
    })
    const closed = once(socket.resume(), 'close')
    socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(ORIGIN).host}\r\nX-Slow: `)
    await closed
  })

  it('lets nobody say in a header that a card was presented, or whence he comes (attack 41)', async () => {
    for (const claimed of await claims(card)) {
      const headers = { ...claimed, 'X-Forwarded-For': '198.51.100.9', Forwarded: 'for=198.51.100.9' }
      const { status, body } = await ask(`${CARDS}${AT_LISTENER}`, { headers, from: '127.0.9.7' })
      expect([status, text(body)], JSON.stringify(claimed)).toEqual([
        403,
        expect.stringContaining('No smartcard was presented'),
      ])
      expect(await onRecord(body)).toEqual({ reason: 'no-card', network: '127.0.9.0/24' })
    }
  })

  it('serves no page of cards to who asked for the other name, whatever he says (attack 41)', async () => {
    for (const claimed of await claims(card)) {
      const { status, body } = await ask(`${ORIGIN}${AT_LISTENER}`, {
        headers: { ...claimed, host: new URL(CARDS).host },
      })
      expect(body).not.toContain('name="card_password"')
      // The proxy itself, not the program behind it.
      expect(status).toBe(421)
    }
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'resumes no connection of %s: neither that of a pulled card, nor one of the other name (attack 45)',
    async (version) => {
      const held = await tlsOf(card)
      const visit = (host: string, more: object) => visitOnce(proxy.port, new URL(host).host, version, more)
      expect((await visit(CARDS, held)).answer).toContain('name="card_password"')
      for (const { session } of [await visit(CARDS, held), await visit(ORIGIN, {})]) {
        const again = await visit(CARDS, session === undefined ? {} : { session })
        expect(again.reused).toBe(false)
        expect(again.answer).toContain('No smartcard was presented')
      }
    },
  )
})

/** One request on a connection of its own; nothing is answered where the other end just closes it. */
function visitOnce(
  port: number,
  host: string,
  version: 'TLSv1.2' | 'TLSv1.3',
  how: ConnectionOptions,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly answer: string; readonly session: Buffer | undefined; readonly reused: boolean }> {
  const socket = connect({
    ...{ host: '127.0.0.1', port, servername: host, rejectUnauthorized: false },
    ...{ minVersion: version, maxVersion: version, ...how },
  })
  let answer = ''
  let session: Buffer | undefined
  let reused = false
  socket.on('secureConnect', () => {
    reused = socket.isSessionReused()
  })
  socket.on('session', (given: Buffer) => {
    session = given
  })
  socket.setEncoding('utf8').on('data', (chunk) => {
    answer += chunk
  })
  const lines = Object.entries({ Host: host, Connection: 'close', ...headers })
  socket.write(
    [`GET ${AT_LISTENER} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join(
      '\r\n',
    ),
  )
  return new Promise((resolve) => {
    const done = () => {
      resolve({ answer, session: session ?? socket.getSession(), reused })
    }
    socket.on('close', done).on('error', () => undefined)
  })
}

describe('HAProxy before a node', () => {
  let proxy: ProxyBefore
  beforeAll(async () => {
    proxy = await proxyBefore('haproxy')
  })
  afterAll(() => proxy.stop())
  const status = async () => (await curl(`${ORIGIN}/`, { port: proxy.port, ca })).status

  it('sends it nothing while it is not ready, and again once it is', async () => {
    expect(await status()).toBe(200)
    proxy.said.readiness = 503
    await expect.poll(status, { timeout: 30_000, interval: 200 }).toBe(503)
    proxy.said.readiness = 200
    await expect.poll(status, { timeout: 30_000, interval: 200 }).toBe(200)
  })

  it('serves no page at a connection that was made for cards, where it was asked for one', async () => {
    const said = { Host: new URL(ORIGIN).host }
    const { answer } = await visitOnce(proxy.port, new URL(CARDS).host, 'TLSv1.3', await tlsOf(card), said)
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
  })

  it('cuts off who does not say at once for whom it comes', async () => {
    const socket = connectPlain(proxy.port, '127.0.0.1')
    const closed = once(socket, 'close')
    socket.write('GET / HTTP/1.1\r\n')
    await closed
  })
})

describe('a listener for proxies', () => {
  const knock = (how: ConnectionOptions, said: Readonly<Record<string, string>> = {}) =>
    visitOnce(site.proxyPort, new URL(CARDS).host, 'TLSv1.3', how, {
      'X-Forwarded-For': '203.0.113.7',
      'Client-Cert': `:${Buffer.from(card.certificate).toString('base64')}:`,
      'Client-Cert-Verify': 'SUCCESS',
      ...said,
    })

  it.each([
    ['passes on addresses that strangers wrote', { 'X-Forwarded-For': '198.51.100.9, 203.0.113.7' }],
    ['says of no address', { 'X-Forwarded-For': '' }],
    ['does not say what it found of a card', { 'Client-Cert-Verify': '' }],
    ['says that there was none, and shows one', { 'Client-Cert-Verify': 'NONE' }],
  ])('answers no request of a proxy that %s', async (_, said) => {
    expect((await knock(shown(identity), said)).answer).toMatch(/^HTTP\/1.1 400 /)
  })

  it('believes who shows the proxy’s certificate, from its address', async () => {
    expect((await knock(shown(identity))).answer).toContain('name="card_password"')
  })

  it.each([
    ['shows no certificate', async () => ({})],
    ['shows somebody’s card', async () => tlsOf(card)],
    [
      'shows what the proxy’s key signed',
      async () => shown(proxyIdentity(join(folder, 'below'), { folder })),
    ],
    ['shows a certificate made alike', async () => shown(proxyIdentity(join(folder, 'alike')))],
    [
      'calls from elsewhere with the proxy’s own',
      async () => ({ ...shown(identity), localAddress: '127.0.0.2' }),
    ],
  ])('answers nobody who %s', async (_, how) => {
    expect((await knock(await how())).answer).toBe('')
  })
})
