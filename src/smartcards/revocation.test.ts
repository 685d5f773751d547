import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CardSources, openCardSources } from '../../test/support/card-sources.ts'
import { MORNING, readSure, sampleOffice, trustIn } from '../../test/support/sample-cards.ts'
import type { Authority, CardOffice, SampleCard } from '../demo/card-office/open-card-office.ts'
import { newKeys, signList } from '../demo/card-office/sign-certificate.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { ListStore } from './keep-lists.ts'
import type { CardSettings } from './read-trust.ts'
import { openRevocation, type Revocation } from './revocation.ts'
import type { WhenUnreachable } from './rules/judge-revocation.ts'
import { judgeCard } from './verify-card.ts'

const HOUR = { hours: 1 }
const BOUNDS = { bytes: 10_000, milliseconds: 20_000 }

let office: CardOffice
let issuer: Authority
let sources: CardSources
let settings: CardSettings
let card: SampleCard

beforeAll(async () => {
  office = await sampleOffice()
  issuer = office.issuing[0]
  sources = await openCardSources()
  const lists = [`${sources.url}/root.crl`, `${sources.url}/cards.crl`]
  settings = { trust: trustIn(office), lists, responders: [], whenUnreachable: 'refuse' }
})
afterAll(() => sources.stop())

beforeEach(async () => {
  card = await office.issue('HLSUSR01', issuer)
  sources.serve('/root.crl', await listBy(office.root, { hours: 24 * 30 }))
  sources.serve('/cards.crl', await listBy(issuer))
})

let numbers = 0
interface ListWish {
  readonly hours?: number
  readonly from?: Instant
  readonly number?: number
  readonly revoked?: readonly string[]
}
function listBy(signer: Pick<Authority, 'name' | 'keys'>, wish: ListWish = {}): Promise<Uint8Array> {
  const { hours = 24, from = MORNING, revoked = [] } = wish
  numbers += 1
  return signList({
    signer,
    number: wish.number ?? numbers,
    thisUpdate: from,
    nextUpdate: from.add({ hours }),
    revoked: revoked.map((serial) => ({ serial, at: from })),
  })
}

function storeOf(kept: Map<string, Uint8Array> = new Map()): ListStore {
  return {
    read: () => Promise.resolve([...kept.values()]),
    keep: async (slot, { list }) => {
      kept.set(slot, list.der)
    },
  }
}

function open(
  whenUnreachable: WhenUnreachable = 'refuse',
  store = storeOf(),
  bounds = BOUNDS,
): Promise<Revocation> {
  const wanted = { settings: { ...settings, whenUnreachable }, randomness: systemRandomness }
  return openRevocation({ ...wanted, store, wire: MORNING, bounds })
}

async function verdict(revocation: Revocation, wire: Instant = MORNING): Promise<string> {
  const at = { programme: MORNING, wire }
  const judged = await judgeCard(readSure(card.certificate), settings.trust, revocation, at)
  return judged.ok ? (judged.value.fresh ? 'good' : 'good by an older word') : judged.refusal
}

const faultOf = (revocation: Revocation, wire = MORNING) =>
  revocation.state(wire).sources[1]?.lastFault?.reason

describe('a list', () => {
  it('that is fresh lets its authority’s cards in, and says so', async () => {
    const revocation = await open()
    expect(await verdict(revocation)).toBe('revocation-unknown')
    await revocation.refresh(MORNING)
    expect(await verdict(revocation)).toBe('good')
    expect(revocation.state(MORNING).sources.map(({ standing }) => standing)).toEqual(['fresh', 'fresh'])
    expect(revocation.state(MORNING).unspoken).toEqual([readSure(office.issuing[1].certificate).subject.text])
  })

  it('names a card: it is out at the next refresh', async () => {
    const revocation = await open()
    await revocation.refresh(MORNING)
    sources.serve('/cards.crl', await listBy(issuer, { revoked: [card.serial] }))
    expect(await verdict(revocation)).toBe('good')
    await revocation.refresh(MORNING.add(HOUR))
    expect(await verdict(revocation, MORNING.add(HOUR))).toBe('revoked')
  })

  it('is fetched ahead of its end, at least hourly, and not before it is due', async () => {
    const revocation = await open()
    const asks = async (minutes: number) => {
      const before = sources.asked.length
      await revocation.refresh(MORNING.add({ minutes }))
      return sources.asked.length - before
    }
    expect([await asks(0), await asks(59), await asks(60), await asks(61)]).toEqual([2, 0, 2, 0])
  })

  it('is fetched from configured addresses alone', async () => {
    sources.asked.length = 0
    const revocation = await open()
    await revocation.refresh(MORNING)
    await verdict(revocation)
    expect(new Set(sources.asked)).toEqual(new Set(['/root.crl', '/cards.crl']))
  })
})

/** Attack 44. */
describe('a list that is not to be believed', () => {
  const stranger = async () => ({ name: issuer.name, keys: await newKeys() })
  const BAD: readonly (readonly [string, string, () => void | Promise<void>])[] = [
    [
      'does not come',
      'status',
      () => sources.serve('/cards.crl', (_, response) => response.writeHead(503).end()),
    ],
    ['is cut off', 'unreachable', () => sources.serve('/cards.crl', (request) => request.socket.destroy())],
    ['has 100 MB', 'too-large', () => sources.serve('/cards.crl', Buffer.alloc(100 * 1024 * 1024))],
    [
      'lies elsewhere',
      'redirected',
      () =>
        sources.serve('/cards.crl', (_, response) =>
          response.writeHead(302, { location: `${sources.url}/root.crl` }).end(),
        ),
    ],
    ['is no list', 'malformed', () => sources.serve('/cards.crl', Buffer.from('<html>maintenance</html>'))],
    [
      'is signed by a look-alike',
      'wrong-signer',
      async () => sources.serve('/cards.crl', await listBy(await stranger())),
    ],
    [
      'is another office’s',
      'wrong-issuer',
      async () => sources.serve('/cards.crl', await listBy({ ...(await stranger()), name: 'CN=Elsewhere' })),
    ],
    [
      'is of tomorrow',
      'from-the-future',
      async () => sources.serve('/cards.crl', await listBy(issuer, { from: MORNING.add(HOUR) })),
    ],
    [
      'is past its end',
      'stale',
      async () =>
        sources.serve('/cards.crl', await listBy(issuer, { from: MORNING.subtract({ hours: 48 }) })),
    ],
  ]

  it.each(BAD)('it %s: cards are refused, and the state says %s', async (_what, reason, serve) => {
    await serve()
    const revocation = await open()
    await revocation.refresh(MORNING)
    expect(await verdict(revocation)).toBe('revocation-unknown')
    expect(faultOf(revocation)).toBe(reason)
  })

  it('that never ends is left after its time: cards are refused', async () => {
    sources.serve('/cards.crl', (_, response) => response.write('0'))
    const revocation = await open('refuse', storeOf(), { ...BOUNDS, milliseconds: 100 })
    await revocation.refresh(MORNING)
    expect([await verdict(revocation), faultOf(revocation)]).toEqual(['revocation-unknown', 'timed-out'])
  })

  it('an older list played back does not bring a revoked card to life, neither at once nor after a restart', async () => {
    const old = await listBy(issuer)
    const store = storeOf()
    const revocation = await open('refuse', store)
    sources.serve('/cards.crl', await listBy(issuer, { revoked: [card.serial] }))
    await revocation.refresh(MORNING)
    sources.serve('/cards.crl', old)
    await revocation.refresh(MORNING.add(HOUR))
    expect([await verdict(revocation), faultOf(revocation)]).toEqual(['revoked', 'older-than-held'])
    const restarted = await open('refuse', store)
    await restarted.refresh(MORNING)
    expect([await verdict(restarted), faultOf(restarted)]).toEqual(['revoked', 'older-than-held'])
  })

  it('a list that stopped coming still revokes whom it named', async () => {
    const revocation = await open()
    sources.serve('/cards.crl', await listBy(issuer, { revoked: [card.serial] }))
    await revocation.refresh(MORNING)
    expect(await verdict(revocation, MORNING.add({ hours: 100 }))).toBe('revoked')
  })
})

describe('while the authority can’t be reached', () => {
  async function cutOff(whenUnreachable: WhenUnreachable, store = storeOf()): Promise<Revocation> {
    const revocation = await open(whenUnreachable, store)
    await revocation.refresh(MORNING)
    sources.serve('/cards.crl', (request) => request.socket.destroy())
    return revocation
  }
  const hoursLater = async (revocation: Revocation, hours: number) => {
    const wire = MORNING.add({ hours })
    await revocation.refresh(wire)
    return [await verdict(revocation, wire), revocation.state(wire).sources[1]?.standing]
  }

  it('strict: cards are let in to the end of the last list, and then refused', async () => {
    const revocation = await cutOff('refuse')
    expect(await hoursLater(revocation, 24)).toEqual(['good', 'fresh'])
    expect(await hoursLater(revocation, 25)).toEqual(['revocation-unknown', 'closed'])
  })

  it('with hours of grace: so many hours longer, marked, and no hour more', async () => {
    const revocation = await cutOff({ acceptForHours: 6 })
    expect(await hoursLater(revocation, 24)).toEqual(['good', 'fresh'])
    expect(await hoursLater(revocation, 30)).toEqual(['good by an older word', 'overdue'])
    expect(await hoursLater(revocation, 31)).toEqual(['revocation-unknown', 'closed'])
  })

  it('grace is for a list that ended, never for one that was not there', async () => {
    sources.serve('/cards.crl', (request) => request.socket.destroy())
    const revocation = await open({ acceptForHours: 6 })
    expect(await hoursLater(revocation, 0)).toEqual(['revocation-unknown', 'unknown'])
  })

  it('a node that starts then begins with the last word of its store', async () => {
    const store = storeOf()
    await cutOff('refuse', store)
    const restarted = await open('refuse', store)
    await restarted.refresh(MORNING)
    expect(await verdict(restarted)).toBe('good')
  })

  it('it is tried again within a minute, and all is well from then on', async () => {
    const revocation = await cutOff('refuse')
    await revocation.refresh(MORNING.add({ hours: 30 }))
    sources.serve('/cards.crl', await listBy(issuer, { from: MORNING.add({ hours: 30 }) }))
    const later = MORNING.add({ hours: 30, minutes: 1 })
    await revocation.refresh(later)
    expect([await verdict(revocation, later), faultOf(revocation, later)]).toEqual(['good', undefined])
  })
})

describe('a responder beside a list', () => {
  const openWithResponder = async () => {
    const responder = { authority: readSure(issuer.certificate), url: `${sources.url}/ocsp` } as const
    const revocation = await openRevocation({
      settings: { ...settings, responders: [{ ...responder, nonce: 'required' }] },
      ...{ randomness: systemRandomness, store: storeOf(), wire: MORNING, bounds: BOUNDS },
    })
    await revocation.refresh(MORNING)
    return revocation
  }
  const standingOf = (revocation: Revocation) => revocation.state(MORNING).sources.at(-1)?.standing

  it('is unasked until a card comes, and then answers', async () => {
    sources.serve('/ocsp', (request, response) => {
      buffer(request)
        .then((bytes) => office.answer(bytes, issuer, MORNING))
        .then(
          (bytes) => response.end(bytes),
          () => response.destroy(),
        )
    })
    const revocation = await openWithResponder()
    expect(standingOf(revocation)).toBe('unasked')
    expect([await verdict(revocation), standingOf(revocation)]).toEqual(['good', 'answers'])
  })

  it('is silent where it fails, and its cards are judged by the list', async () => {
    sources.serve('/ocsp', (_, response) => response.destroy())
    const revocation = await openWithResponder()
    expect([await verdict(revocation), standingOf(revocation)]).toEqual(['good', 'silent'])
  })
})
