import { once } from 'node:events'
import { request } from 'node:https'
import { Browser } from './browser.ts'
import type { CardHolder, CardStackAsked, CardStackReady } from './card-stack.ts'
import { ClosedLoop } from './closed-loop.ts'
import { cpuMilliseconds } from './processes.ts'
import { CARDS } from './site.ts'
import { answerOf, startOnServerCore } from './start-stack.ts'
import { median, quantile, rounded } from './statistics.ts'

const ROUNDS = 6
const SLICE_MILLISECONDS = 4000
const WARM_MILLISECONDS = 30_000
const VIRTUAL_USERS = 16
/** The form, and the User ID and card password: each asks the card anew (adr/0043). */
const HANDSHAKES_A_LOGON = 2

/** Complete logons by smartcard against what their handshakes and their hash alone would allow, slice by slice. */
export async function benchSmartcard() {
  const child = startOnServerCore('../dist/card-stack.js')
  const { ports, pids, holders } = await answerOf<CardStackReady>(child)
  const ask = (asked: CardStackAsked) => child.send(asked)
  const queue = [...holders]
  const loop = new ClosedLoop(VIRTUAL_USERS, () => new Browser(ports.pages))
  const logOn = (browser: Browser) => taking(queue, (holder) => logOnByCard(browser, ports.cards, holder))
  const shakeHands = () =>
    taking(queue, ({ card }) => atCards(ports.bare, { path: '/', card }).then(() => undefined))
  const cpuOf = async <T>(work: () => Promise<T>) => {
    const before = [cpuMilliseconds(pids.node), cpuMilliseconds(pids.postgres)] as const
    const did = await work()
    return { did, cpu: cpuMilliseconds(pids.node) - before[0] + cpuMilliseconds(pids.postgres) - before[1] }
  }
  await loop.run(WARM_MILLISECONDS, logOn)
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    ask({ hash: SLICE_MILLISECONDS / 2 })
    const hashes = await cpuOf(() => answerOf<{ hashes: number; milliseconds: number }>(child))
    const shakes = await cpuOf(() => loop.run(SLICE_MILLISECONDS / 2, shakeHands))
    const logons = await cpuOf(() => loop.run(SLICE_MILLISECONDS, logOn))
    rounds.push({
      logons: { rate: logons.did.rate, cpu: logons.cpu / logons.did.took.length, took: logons.did.took },
      shakes: { rate: shakes.did.rate, cpu: shakes.cpu / shakes.did.took.length },
      hashes: {
        rate: (hashes.did.hashes * 1000) / hashes.did.milliseconds,
        cpu: hashes.cpu / hashes.did.hashes,
      },
    })
  }
  loop.close()
  ask('stop')
  await once(child, 'exit')
  return figuresOf(rounds)
}

interface Round {
  readonly logons: { readonly rate: number; readonly cpu: number; readonly took: readonly number[] }
  readonly shakes: { readonly rate: number; readonly cpu: number }
  readonly hashes: { readonly rate: number; readonly cpu: number }
}

function figuresOf(rounds: readonly Round[]) {
  const middle = (of: (round: Round) => number) => rounded(median(rounds.map(of)))
  return {
    logonsPerSecond: middle(({ logons }) => logons.rate),
    handshakesPerSecond: middle(({ shakes }) => shakes.rate),
    hashesPerSecond: middle(({ hashes }) => hashes.rate),
    shareOfHandshakes: middle(({ logons, shakes }) => (HANDSHAKES_A_LOGON * logons.rate) / shakes.rate),
    shareOfCeiling: middle(
      ({ logons, shakes, hashes }) => logons.rate * (HANDSHAKES_A_LOGON / shakes.rate + 1 / hashes.rate),
    ),
    shareOfCeilingByCpu: middle(
      ({ logons, shakes, hashes }) => (HANDSHAKES_A_LOGON * shakes.cpu + hashes.cpu) / logons.cpu,
    ),
    cpuMilliseconds: {
      logon: middle(({ logons }) => logons.cpu),
      handshake: middle(({ shakes }) => shakes.cpu),
      hash: middle(({ hashes }) => hashes.cpu),
    },
    p99Milliseconds: middle(({ logons }) => quantile(logons.took, 0.99)),
  }
}

/** Nobody is two people at once: who is at work is out of the queue. */
async function taking(queue: CardHolder[], work: (holder: CardHolder) => Promise<void>): Promise<void> {
  const holder = queue.shift()
  if (holder === undefined) throw new Error('too few cards')
  await work(holder)
  queue.push(holder)
}

/** From the door to the listener, card, User ID and card password there, and back: the logon session has begun. */
async function logOnByCard(browser: Browser, port: number, { userId, cardPassword, card }: CardHolder) {
  const { location = '' } = await browser.get('/card/go')
  const { pathname: path } = new URL(location)
  const form = await atCards(port, { path, card })
  const [, form_token = ''] = /name="form_token" value="([^"]+)"/.exec(form.body) ?? []
  const fields = { form_token, user_id: userId, card_password: cardPassword }
  const proven = await atCards(port, { path, card, fields, cookie: form.cookie })
  const way = /^0;url=(.+)$/.exec(proven.refresh)?.[1]
  if (way === undefined) throw new Error(`${userId}: ${proven.status}, ${proven.body.slice(0, 200)}`)
  const arrived = await browser.get(new URL(way).pathname)
  if (arrived.location !== '/card/online') throw new Error(`${arrived.status} ${arrived.location}`)
}

interface AtCards {
  readonly path: string
  readonly card: CardHolder['card']
  readonly fields?: Readonly<Record<string, string>>
  readonly cookie?: string
}

/** One request on a connection of its own, with a whole handshake. */
async function atCards(port: number, { path, card, fields, cookie = '' }: AtCards) {
  const body = fields && new URLSearchParams(fields).toString()
  const form = body !== undefined && {
    origin: CARDS,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  }
  const outgoing = request({
    ...{ host: '127.0.0.1', port, path, method: body === undefined ? 'GET' : 'POST', agent: false },
    ...{ rejectUnauthorized: false, ...card, headers: { host: new URL(CARDS).host, cookie, ...form } },
  })
  outgoing.end(body)
  const [incoming] = await once(outgoing, 'response')
  const text = Buffer.concat(await incoming.toArray()).toString()
  return {
    status: incoming.statusCode as number,
    body: text,
    cookie: String(incoming.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '',
    refresh: String(incoming.headers['refresh'] ?? ''),
  }
}
