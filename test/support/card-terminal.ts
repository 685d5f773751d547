import { once } from 'node:events'
import { request } from 'node:https'
import { putCardPassword } from '../../src/cards/own-passwords.ts'
import { type CardIdentity, insertCard } from '../../src/cards/store.ts'
import type { CardOffice, SampleCard } from '../../src/demo/card-office/open-card-office.ts'
import { makeCertificates } from '../../src/demo/certificates.ts'
import { sha256 } from '../../src/kernel/digest.ts'
import type { CardId, CardPasswordId } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { openListeners } from '../../src/node/open-listeners.ts'
import { cardListenerOptions } from '../../src/smartcards/ask-for-card.ts'
import { cardVerifier, type VerifyCard } from '../../src/smartcards/verify-card.ts'
import type { Listener } from '../../src/web/listen.ts'
import type { Proxies } from '../../src/web/proxies.ts'
import type { Node } from '../../src/wire.ts'
import type { TestNode } from './node.ts'
import { ORIGIN } from './origin.ts'
import { type Held, listsOf, readSure, sampleOffice, tlsOf, trustIn } from './sample-cards.ts'
import { TerminalBrowser } from './terminal-browser.ts'

const LONG_AGO = Temporal.Instant.from('2023-05-01T09:00+08:00')

/** The origin of the listener that asks for cards. */
export const CARDS = 'https://cards.test'

/** A node with its real listeners, one of them asking for cards, and the office that issued them. */
export interface CardSite {
  readonly node: Node
  readonly office: CardOffice
  readonly port: number
  /** That of the listener for proxies; 0 where there is none. */
  readonly proxyPort: number
  /** What the site shows of itself, at both names. */
  readonly tls: Readonly<Record<'key' | 'cert' | 'ca', string>>
  /** Fetches the office's lists again: what was revoked is known from then on. */
  renewLists(): Promise<void>
  /** Issues a card, registers it for this User ID and gives it a password. */
  cardFor(userId: string, password?: string, since?: Instant): Promise<SampleCard>
  setPassword(userId: string, password: string, at: Instant): Promise<void>
  stop(): Promise<void>
}

export async function cardSite(test: TestNode, proxies?: Proxies): Promise<CardSite> {
  const office = await sampleOffice()
  const trust = trustIn(office)
  let verify: VerifyCard
  const revocation = () => ({ whenUnreachable: 'refuse', sources: [], unspoken: [] }) as const
  const renewLists = async () => {
    verify = cardVerifier(trust, await listsOf(office, trust, systemClock.now()))
  }
  await renewLists()
  const node = test.nodeWith({
    cards: { verify: (presented, at) => verify(presented, at), revocation, listener: CARDS, site: ORIGIN },
  })
  const tls = await siteCertificate()
  const opened: Listener[] = []
  const here = { host: '127.0.0.1', port: 0 }
  const listeners = await openListeners(
    {
      ...{ listen: here, cards: { listen: here, origin: CARDS }, tls },
      proxies: proxies && { ...proxies, listen: here },
    },
    node,
    { tls: cardListenerOptions(trust) },
    (listener) => opened.push(listener),
  )
  const setPassword = async (userId: string, password: string, at: Instant) => {
    const hashed = await node.world.hasher.hash(password, 'test')
    if (!hashed.ok) throw new Error('the hashing queue is full')
    const { accountId } = test.account(userId)
    await test.database.write({ as: 'operations' }, (tx) =>
      putCardPassword(tx, node.world, {
        ...{ id: systemRandomness.uuid() as CardPasswordId, accountId, phc: hashed.value, at },
      }),
    )
  }
  return {
    ...{ node, office, tls, renewLists, setPassword },
    ...{ port: listeners.cards?.port ?? 0, proxyPort: listeners.proxies?.port ?? 0 },
    cardFor: async (userId, password = '246810', since = LONG_AGO) => {
      const card = await office.issue(userId, office.issuing[0])
      const { accountId } = test.account(userId)
      const { notAfter, subject } = readSure(card.certificate)
      await test.database.write({ as: 'operations' }, (tx) =>
        insertCard(tx, {
          ...identityOf(card),
          ...{ id: systemRandomness.uuid() as CardId, accountId, notAfter, subject: subject.text, at: since },
        }),
      )
      await setPassword(userId, password, since)
      return card
    },
    stop: async () => {
      await Promise.all(opened.map((listener) => listener.stop()))
    },
  }
}

async function siteCertificate() {
  const hostnames = [ORIGIN, CARDS].map((origin) => new URL(origin).hostname)
  const made = await makeCertificates({ now: systemClock.now(), randomness: systemRandomness, hostnames })
  return { key: made.keyPem, cert: made.certPem, ca: made.caPem }
}

export function identityOf({ certificate }: Pick<Held, 'certificate'>): CardIdentity {
  const { issuer, serial, publicKey } = readSure(certificate)
  return { issuer: sha256(issuer.der).toString('hex'), serial, key: sha256(publicKey).toString('hex') }
}

export interface CardAnswer {
  readonly status: number
  readonly body: string
  /** Where it leads by itself. */
  readonly refresh: string | undefined
}

/** A terminal: a browser for the pages, and whatever card is in its reader for the listener that asks for one. */
export class CardTerminal {
  readonly browser: TerminalBrowser
  readonly #site: CardSite
  readonly #card: Held | undefined
  #cookie = ''

  constructor(site: CardSite, card?: Held) {
    this.browser = new TerminalBrowser(site.node)
    this.#site = site
    this.#card = card
  }

  /** Presses `Continue with smartcard` at a door; the path at the listener. */
  async begin(door = '/card'): Promise<string> {
    const { location = '' } = await this.browser.get(`${door}/go`)
    return location.replace(/^https:\/\/[^/]+/, '').replace(/\?.*$/, '')
  }

  /** Asks the listener for a page, on a connection of its own: a whole handshake with the card that is in now. */
  async ask(path: string, fields?: Readonly<Record<string, string>>): Promise<CardAnswer> {
    const body = fields && new URLSearchParams(fields).toString()
    const outgoing = request({
      ...{ host: '127.0.0.1', port: this.#site.port, path, method: body === undefined ? 'GET' : 'POST' },
      ...{ agent: false, rejectUnauthorized: false, ...(this.#card && (await tlsOf(this.#card))) },
      headers: {
        ...{ host: new URL(CARDS).host, cookie: this.#cookie },
        ...(body !== undefined && {
          ...{ origin: CARDS, 'content-type': 'application/x-www-form-urlencoded' },
          'content-length': Buffer.byteLength(body),
        }),
      },
    })
    outgoing.end(body)
    const [incoming] = await once(outgoing, 'response')
    for (const line of incoming.headers['set-cookie'] ?? []) this.#cookie = String(line).split(';')[0] ?? ''
    const text = Buffer.concat(await incoming.toArray()).toString()
    return { status: incoming.statusCode, body: text, refresh: incoming.headers['refresh'] }
  }

  /** Fills in the form of the listener. */
  async prove(path: string, userId: string, password = '246810'): Promise<CardAnswer> {
    const { body } = await this.ask(path)
    const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(body) ?? []
    return this.ask(path, { form_token: token, user_id: userId, card_password: password })
  }

  /** Where an accepted card leads back to, as a path of the pages. */
  static wayBack({ refresh = '' }: CardAnswer): string {
    return new URL(refresh.replace(/^0;url=/, '')).pathname
  }

  /** The whole of it; the answer is the page it ends on. */
  async logOn(userId: string, password?: string, door = '/card') {
    const proven = await this.prove(await this.begin(door), userId, password)
    if (proven.refresh === undefined) throw new Error(`not accepted: ${proven.status}`)
    return this.browser.open(CardTerminal.wayBack(proven))
  }
}
