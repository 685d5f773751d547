import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeCertificates } from '../../src/demo/certificates.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { proxyTls } from '../../src/web/proxies.ts'
import { CARDS } from '../support/card-terminal.ts'
import { type Asking, type Curled, curl } from '../support/curl.ts'
import { deepCard } from '../support/deep-card.ts'
import { ORIGIN } from '../support/origin.ts'
import { type ProxyIdentity, proxyIdentity } from '../support/proxy-identity.ts'
import { readinessPort } from '../support/readiness-port.ts'
import {
  type Before,
  type ProxyName,
  type RealProxy,
  type Smaller,
  startProxy,
} from '../support/real-proxy.ts'
import { authoritiesOf, sampleOffice } from '../support/sample-cards.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { ontoFiles } from '../support/token-card.ts'

/** What stands for a node: it keeps what a proxy sent, and answers as it is told. */
interface Heard {
  readonly headers: readonly (readonly [name: string, value: string])[]
}
type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void

const SITE = new URL(ORIGIN).host
const folder = scratchFolder('limits')
const ca = join(folder, 'site-ca.pem')
const heard: Heard[] = []
const atOnce: Answer = (incoming, outgoing) => {
  incoming.resume().on('end', () => outgoing.end('heard'))
}

let identity: ProxyIdentity
let before: Omit<Before, 'smaller'>
let node: Server
let operations: Awaited<ReturnType<typeof readinessPort>>
let answer: Answer

beforeAll(async () => {
  identity = proxyIdentity(folder)
  const tls = await certificate()
  node = createServer(
    { ...proxyTls(identity), key: tls.key, cert: tls.cert, maxHeaderSize: 16 * 1024 },
    (incoming, outgoing) => {
      heard.push({ headers: inPairs(incoming.rawHeaders) })
      answer(incoming, outgoing)
    },
  )
  node.listen(0, '127.0.0.1')
  await once(node, 'listening')
  const { port: proxyPort } = node.address() as AddressInfo
  operations = await readinessPort()
  before = {
    ...{ identity, folder, tls, cardAuthorities: authoritiesOf(await sampleOffice()) },
    nodes: [{ host: '127.0.0.1', port: proxyPort, opsPort: operations.port }],
  }
  writeFileSync(ca, tls.ca)
})
afterAll(() => {
  operations.stop()
  node.close()
  node.closeAllConnections()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  heard.length = 0
  answer = atOnce
})

async function certificate() {
  const hostnames = [ORIGIN, CARDS].map((origin) => new URL(origin).hostname)
  const made = await makeCertificates({ now: systemClock.now(), randomness: systemRandomness, hostnames })
  return { key: made.keyPem, cert: made.certPem, ca: made.caPem }
}

function inPairs(raw: readonly string[]): Heard['headers'] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []))
}

/** Seconds become one or two. */
const SMALLER: Readonly<Record<ProxyName, Smaller>> = {
  haproxy: [
    [/(timeout (?:http-keep-alive|client)) \d+s/g, '$1 1s'],
    [/timeout server 60s/g, 'timeout server 2s'],
  ],
  nginx: [[/(client_body_timeout|send_timeout|keepalive_timeout|proxy_read_timeout) \d\d+s/g, '$1 1s']],
}
/** Crowds become a handful: of connections held at once, and of those that come one after the other. */
const FEW_HELD: Readonly<Record<ProxyName, Smaller>> = {
  haproxy: [[/sc0_conn_cur gt 500/g, 'sc0_conn_cur gt 3']],
  nginx: [[/limit_conn connections 500/g, 'limit_conn connections 3']],
}
const FEW: Readonly<Record<ProxyName, Smaller>> = {
  haproxy: [[/sc0_conn_rate gt 1000/g, 'sc0_conn_rate gt 8']],
  nginx: [
    [/rate=200r\/s/g, 'rate=1r/m'],
    [/burst=400/g, 'burst=8'],
  ],
}

describe.each<ProxyName>(['haproxy', 'nginx'])('the shipped configuration of %s', (name) => {
  let proxy: RealProxy
  beforeAll(async () => {
    proxy = await startProxy(name, { ...before, smaller: SMALLER[name] })
  })
  afterAll(() => proxy.stop())

  const ask = (asking?: Asking, url = `${ORIGIN}/`): Promise<Curled> =>
    curl(url, { port: proxy.port, ca }, asking)

  /** A connection to the pages over which a test says what it likes, byte by byte. */
  async function opened(port = proxy.port, localAddress = '127.0.0.1'): Promise<TLSSocket> {
    const there = { host: '127.0.0.1', port, localAddress }
    const socket = connect({ ...there, servername: SITE, ca: before.tls.ca })
    await once(socket, 'secureConnect')
    return socket.on('error', () => undefined)
  }

  /** Everything that is said until the other end closes. */
  async function untilClosed(socket: TLSSocket): Promise<string> {
    let said = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      said += chunk
    })
    await once(socket, 'close')
    return said
  }

  it.each([ORIGIN, CARDS])(
    'writes at %s what a node believes, once, whatever came in its place (attack 41)',
    async (at) => {
      const claimed = ['Client-Cert', 'client-cert-verify', 'Client_Cert', 'Client_Cert_Verify']
      const headers = {
        ...Object.fromEntries(claimed.map((one) => [one, 'SUCCESS'])),
        'X-Forwarded-For': '198.51.100.9',
      }
      expect((await ask({ headers, from: '127.0.9.7' }, `${at}/`)).status).toBe(200)
      const said = heard[0]?.headers.filter(([one]) => /^(client.cert.*|x-forwarded-for)$/.test(one)) ?? []
      expect(said.toSorted()).toEqual([
        ['client-cert-verify', 'NONE'],
        ['x-forwarded-for', '127.0.9.7'],
      ])
    },
  )

  it('lets headers of twelve thousand bytes in one line pass, and ends what no node would read', async () => {
    expect((await ask({ headers: { Cookie: 'a'.repeat(12_000) } })).status).toBe(200)
    expect((await ask({ headers: { Cookie: 'a'.repeat(40_000) } })).status).toBe(400)
    expect(heard).toHaveLength(1)
  })

  it('cuts off a body that is announced and never comes', async () => {
    const socket = await opened()
    socket.write(`POST / HTTP/1.1\r\nHost: ${SITE}\r\nContent-Length: 10\r\n\r\nhalf`)
    expect(await untilClosed(socket)).toMatch(/^(HTTP\/1\.[01] 408 |$)/)
  })

  it('closes a connection over which nothing more is asked', async () => {
    const socket = await opened()
    socket.write(`GET / HTTP/1.1\r\nHost: ${SITE}\r\n\r\n`)
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('cuts off who asks for much and reads nothing of it', async () => {
    const whole = 200_000_000
    answer = (incoming, outgoing) => {
      incoming.resume()
      outgoing.writeHead(200, { 'content-length': whole })
      const more = Buffer.alloc(1_000_000)
      const pour = () => {
        while (outgoing.writable && outgoing.write(more));
      }
      outgoing.on('drain', pour).on('error', () => undefined)
      pour()
    }
    const gone = new Promise((resolve) => {
      node.once('request', (_, outgoing: ServerResponse) => outgoing.once('close', resolve))
    })
    const socket = await opened()
    socket.pause().write(`GET / HTTP/1.1\r\nHost: ${SITE}\r\n\r\n`)
    await gone
    socket.destroy()
  })

  it('says that a node does not answer, and asks none a second time', async () => {
    answer = () => undefined
    expect((await ask()).status).toBe(504)
    expect(heard).toHaveLength(1)
  })

  it('holds three connections of one address where three are let, and refuses no other for it', async () => {
    const few = await startProxy(name, { ...before, folder: join(folder, 'held'), smaller: FEW_HELD[name] })
    const from = (address: string) => curl(`${ORIGIN}/`, { port: few.port, ca }, { from: address })
    const held = await Promise.all([1, 2, 3].map(() => opened(few.port, '127.0.9.8')))
    answer = () => undefined
    for (const socket of held) socket.write(`GET / HTTP/1.1\r\nHost: ${SITE}\r\n\r\n`)
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(3)
    answer = atOnce
    const refused = await from('127.0.9.8').then(
      ({ status }) => status,
      () => 429,
    )
    expect([refused, (await from('127.0.9.9')).status]).toEqual([429, 200])
    for (const socket of held) socket.destroy()
    await few.stop()
  })

  it('lets no more than a crowd come at once from one address, and each other one as before', async () => {
    const few = await startProxy(name, { ...before, folder: join(folder, 'few'), smaller: FEW[name] })
    const from = (address: string) =>
      curl(`${ORIGIN}/`, { port: few.port, ca }, { from: address }).then(
        ({ status }) => status,
        () => 429,
      )
    const crowd: number[] = []
    for (let one = 0; one < 12; one++) crowd.push(await from('127.0.9.8'))
    expect([crowd.slice(0, 8), crowd.at(-1)]).toEqual([Array(8).fill(200), 429])
    expect(await from('127.0.9.9')).toBe(200)
    await few.stop()
  })

  it('speaks to no node that shows another certificate than the site’s', async () => {
    const tls = await certificate()
    node.setSecureContext({ ...proxyTls(identity), ...tls, ca: [...identity.certificates] })
    const other = await startProxy(name, { ...before, folder: join(folder, 'other') })
    const { status } = await curl(`${ORIGIN}/`, { port: other.port, ca })
    node.setSecureContext({ ...proxyTls(identity), ...before.tls, ca: [...identity.certificates] })
    expect([heard, [502, 503].includes(status)]).toEqual([[], true])
    await other.stop()
  })

  it('speaks to no node that has the authority’s certificate for another name', async () => {
    // HAProxy goes by the name it sends, and by `verifyhost` where it sends none.
    const smaller: Smaller = [[/(sni str\(|proxy_ssl_name )[\w.]+/g, '$1other.test']]
    const other = await startProxy(name, { ...before, folder: join(folder, 'named'), smaller })
    const { status } = await curl(`${ORIGIN}/`, { port: other.port, ca })
    expect([heard, [502, 503].includes(status)]).toEqual([[], true])
    await other.stop()
  })
})

describe('a card whose authority stands three steps below the root', () => {
  it.each<ProxyName>(['haproxy', 'nginx'])('is believed by %s, whole path and all', async (name) => {
    const { authorities, card } = await deepCard(3)
    const proxy = await startProxy(name, {
      ...{ ...before, folder: join(folder, 'deep'), cardAuthorities: authorities },
    })
    await curl(`${CARDS}/`, { port: proxy.port, ca }, { card: await ontoFiles(folder, 'deep', card) })
    expect(Object.fromEntries(heard[0]?.headers ?? [])['client-cert-verify']).toBe('SUCCESS')
    await proxy.stop()
  })
})

describe('nginx alone', () => {
  it('takes a body as large as a file of addresses may be, and ends a larger one before any node', async () => {
    const proxy = await startProxy('nginx', before)
    const body = join(folder, 'body')
    const send = (bytes: number) => {
      writeFileSync(body, Buffer.alloc(bytes))
      return curl(`${ORIGIN}/`, { port: proxy.port, ca }, { body })
    }
    expect([(await send(16_000_000)).status, (await send(18_000_000)).status]).toEqual([200, 413])
    expect(heard).toHaveLength(1)
    await proxy.stop()
  })

  it('shakes hands for no name but its own', async () => {
    const proxy = await startProxy('nginx', before)
    const socket = connect({
      host: '127.0.0.1',
      port: proxy.port,
      servername: 'other.test',
      ca: before.tls.ca,
    })
    await expect(once(socket, 'secureConnect')).rejects.toThrow(/unrecognized name/)
    await proxy.stop()
  })
})
