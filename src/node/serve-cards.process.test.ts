import { once } from 'node:events'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReader } from '../../test/support/card-reader.ts'
import { curl } from '../../test/support/curl.ts'
import { ORIGIN } from '../../test/support/origin.ts'
import { type ProxyIdentity, proxyIdentity } from '../../test/support/proxy-identity.ts'
import { type Held, sampleOffice, tlsOf } from '../../test/support/sample-cards.ts'
import type { ServingNode } from '../../test/support/serving-node.ts'
import { type ServingSite, servingSite } from '../../test/support/serving-site.ts'
import { certificateFile } from '../../test/support/token-card.ts'
import { listenOffice, type OfficeListener } from '../demo/card-office/listen-office.ts'
import type { CardOffice } from '../demo/card-office/open-card-office.ts'
import { writeCard, writeTrust } from '../demo/card-office/write-cards.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'

const CARDS = 'https://cards.test'

const PROXY_ASKS = {
  SALLYPORT_PROXY_LISTEN: '127.0.0.1:0',
  SALLYPORT_PROXY_ADDRESSES: '127.0.0.1 10.0.1.0/28 fd00::/64',
}

let site: ServingSite
let office: CardOffice
let listener: OfficeListener
let node: ServingNode
let identity: ProxyIdentity
beforeAll(async () => {
  site = await servingSite()
  office = await sampleOffice()
  listener = await listenOffice(office, systemClock)
  const trust = writeTrust(join(site.folder, 'trusted'), office, listener.url)
  identity = proxyIdentity(site.folder)
  node = await site.startNode({
    ...PROXY_ASKS,
    SALLYPORT_PROXY_CERT_FILE: site.file('proxies.pem', identity.certificates.join('')),
    SALLYPORT_CARD_LISTEN: '127.0.0.1:0',
    SALLYPORT_CARD_ORIGIN: CARDS,
    SALLYPORT_CARD_TRUST_FILE: trust,
  })
})
afterAll(async () => {
  await listener.stop()
  await site.stop()
})

const portOf = (name: 'cardPort' | 'proxyPort') =>
  new RegExp(`"${name}":(\\d+)`).exec(node.output())?.[1] ?? ''

/** One connection to the listener that asks for a card, with this one in the reader or none. */
async function ask(card?: Held, claimed: Readonly<Record<string, string>> = {}) {
  const outgoing = request({
    ...{
      host: '127.0.0.1',
      port: portOf('cardPort'),
      path: `/card/${crypto.randomUUID()}`,
      agent: false,
      rejectUnauthorized: false,
    },
    ...{ headers: { host: new URL(CARDS).host, ...claimed }, ...(card && (await tlsOf(card))) },
  }).end()
  const [incoming] = await once(outgoing, 'response')
  return { status: incoming.statusCode, body: Buffer.concat(await incoming.toArray()).toString() }
}

describe('serve with a listener for smartcards', () => {
  it('says there that no smartcard was presented, and is led to from the door of the pages', async () => {
    expect(await ask()).toEqual({ status: 403, body: expect.stringContaining('No smartcard was presented') })
    expect((await node.browser().get('/')).body).not.toContain('not part of this installation')
  })

  it('believes no header that speaks of a card, whoever sends it (attack 41)', async () => {
    const { cert } = await tlsOf(await office.issue('HLSUSR01', office.issuing[0]))
    const said = encodeURIComponent(cert)
    const claimed = {
      'x-forwarded-client-cert': `Cert="${said}"`,
      'x-ssl-client-cert': said,
      'x-ssl-client-verify': 'SUCCESS',
      'x-forwarded-tls-client-cert': said,
      x_ssl_client_cert: said,
    }
    expect(await ask(undefined, claimed)).toMatchObject({
      status: 403,
      body: expect.stringContaining('No smartcard was presented'),
    })
  })

  it('believes a card of the office it trusts, by lists that it fetched itself', async () => {
    const card = await office.issue('HLSUSR01', office.issuing[0])
    expect(await ask(card)).toEqual({ status: 200, body: expect.stringContaining('name="card_password"') })
  })

  it('takes the word of a card in a reader, by PC/SC, and none of one that was pulled', async () => {
    const card = await office.issue('HLSUSR01', office.issuing[0])
    const { p12, pin } = await writeCard(site.folder, card, systemRandomness)
    const reader = await openReader(join(site.folder, 'reader'), p12)
    try {
      const certFile = await certificateFile(site.folder, 'HLSUSR01', card)
      const held = { certFile, key: `pkcs11:id=%01;type=private;pin-value=${pin}`, env: reader.env }
      const ours = { port: Number(portOf('cardPort')), ca: join(site.folder, 'ca.pem') }
      const how = { card: held, headers: { host: new URL(CARDS).host } }
      const knock = () => curl(`https://127.0.0.1/card/${crypto.randomUUID()}`, ours, how)
      expect(await knock()).toMatchObject({
        status: 200,
        body: expect.stringContaining('name="card_password"'),
      })
      await reader.pull()
      await expect(knock()).rejects.toThrow(/curl: \(58\)/)
    } finally {
      await reader.close()
    }
  })

  it('refuses one that its authority revoked, by the responder’s own word', async () => {
    const card = await office.issue('HLSUSR02', office.issuing[1])
    office.revoke(card, systemClock.now().subtract({ minutes: 5 }))
    expect(await ask(card)).toEqual({ status: 403, body: expect.stringContaining('was not accepted') })
  })

  it('asks for the card at each request anew, however long a browser would keep its connection', async () => {
    const card = await office.issue('HLSUSR01', office.issuing[0])
    const outgoing = request({
      ...{ host: '127.0.0.1', port: portOf('cardPort'), path: `/card/${crypto.randomUUID()}` },
      ...{ agent: false, rejectUnauthorized: false, ...(await tlsOf(card)) },
      headers: { host: new URL(CARDS).host, connection: 'keep-alive' },
    }).end()
    const [incoming] = await once(outgoing, 'response')
    expect([incoming.statusCode, incoming.headers.connection]).toEqual([200, 'close'])
    incoming.destroy()
  })

  it('believes a proxy that shows its certificate, at the listener for proxies, of whose card it was and whence', async () => {
    const { certificate } = await office.issue('HLSUSR01', office.issuing[0])
    const said = {
      'x-forwarded-for': '203.0.113.7',
      'client-cert': `:${Buffer.from(certificate).toString('base64')}:`,
      'client-cert-verify': 'SUCCESS',
    }
    const knock = async (how: object) => {
      const outgoing = request({
        ...{ host: '127.0.0.1', port: portOf('proxyPort'), path: `/card/${crypto.randomUUID()}` },
        ...{ agent: false, rejectUnauthorized: false, headers: { host: new URL(CARDS).host, ...said } },
        ...how,
      }).end()
      const [incoming] = await once(outgoing, 'response')
      return Buffer.concat(await incoming.toArray()).toString()
    }
    const { key, certificates } = identity
    expect(await knock({ key, cert: certificates.join('') })).toContain('name="card_password"')
    await expect(knock({})).rejects.toThrow(/certificate required|ECONNRESET|socket hang up/)
  })

  it('ends with all listeners, once told to', async () => {
    node.process.kill('SIGTERM')
    expect(await Promise.race([node.ended, pause(8_000)])).toBe(0)
    await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

describe('the settings of a listener for smartcards', () => {
  it('are all there or none, and its host and port are not those of the pages', async () => {
    const trust = writeTrust(join(site.folder, 'trusted'), office, listener.url)
    await expect(site.startNode({ SALLYPORT_CARD_TRUST_FILE: trust })).rejects.toThrow(
      'SALLYPORT_CARD_ORIGIN is missing: smartcards need SALLYPORT_CARD_ORIGIN, SALLYPORT_CARD_TRUST_FILE',
    )
    const same = { SALLYPORT_CARD_LISTEN: '127.0.0.1:0', SALLYPORT_CARD_ORIGIN: ORIGIN }
    await expect(site.startNode({ ...same, SALLYPORT_CARD_TRUST_FILE: trust })).rejects.toThrow(
      'SALLYPORT_CARD_ORIGIN must differ from SALLYPORT_PUBLIC_ORIGIN',
    )
  })
})
