import { beforeAll, describe, expect, it } from 'vitest'
import type { Authority, CardOffice, SampleCard } from '../../src/demo/card-office/open-card-office.ts'
import {
  ALGORITHM,
  authorityExtensions,
  cardExtensions,
  newKeys,
  newSerial,
  type Signer,
  type SigningAlgorithm,
  signCertificate,
  type Validity,
} from '../../src/demo/card-office/sign-certificate.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { CARD_REFUSALS } from '../../src/smartcards/rules/refusals.ts'
import type { Trust } from '../../src/smartcards/trust.ts'
import { cardVerifier, type RevocationSource } from '../../src/smartcards/verify-card.ts'
import {
  type Held,
  listsOf,
  MORNING,
  MORNINGS,
  readSure,
  sampleOffice,
  trustIn,
  tryCard,
} from '../support/sample-cards.ts'

const HOUR = { hours: 1 }
const REAL_DAY = Temporal.Instant.from('2026-11-22T10:00:00Z')
const LONG: Validity = { from: MORNING.subtract({ hours: 9 }), until: MORNING.add({ hours: 24 * 3650 }) }

let office: CardOffice
let trust: Trust
let lists: RevocationSource
let card: SampleCard

beforeAll(async () => {
  office = await sampleOffice()
  trust = trustIn(office)
  card = await office.issue('HLSUSR01', office.issuing[0])
  lists = await listsOf(office, trust)
})

interface Wanted {
  readonly subject?: string
  readonly serial?: string
  readonly signer?: Signer
  readonly validity?: Validity
  readonly algorithm?: SigningAlgorithm
  readonly keyAlgorithm?: SigningAlgorithm
  readonly keys?: CryptoKeyPair
  readonly extensions?: Parameters<typeof signCertificate>[0]['extensions']
  readonly chain?: readonly Uint8Array[]
}
type CryptoKeyPair = Awaited<ReturnType<typeof newKeys>>

/** A card like any other but for what is said. */
async function forge(wanted: Wanted = {}): Promise<Held & { readonly keys: CryptoKeyPair }> {
  const keys = wanted.keys ?? (await newKeys(wanted.keyAlgorithm))
  const certificate = await signCertificate({
    subject: wanted.subject ?? 'C=HK, O=Sample Card Office, CN=HLSUSR01',
    publicKey: keys.publicKey,
    serial: wanted.serial ?? newSerial(systemRandomness),
    validity: wanted.validity ?? LONG,
    signer: wanted.signer ?? office.issuing[0],
    extensions: wanted.extensions ?? cardExtensions(),
    ...(wanted.algorithm && { algorithm: wanted.algorithm }),
  })
  return { certificate, keys, ...(wanted.chain && { chain: wanted.chain }) }
}

async function reasonFor(held: Held | undefined, at = MORNINGS, within = trust): Promise<string> {
  const verdict = await tryCard(held, within, lists, at)
  return verdict.ok ? 'believed' : verdict.refusal.reason
}

async function lookAlike(authority: Authority): Promise<Signer> {
  return { name: authority.name, keys: await newKeys() }
}

describe('a card of the office', () => {
  it('is believed, and found by issuer, serial and key', async () => {
    const verdict = await tryCard(card, trust, lists)
    expect(verdict).toMatchObject({ ok: true, value: { serial: card.serial, revocationFresh: true } })
  })

  it('is believed from either of two authorities while one follows the other', async () => {
    expect(await reasonFor(await office.issue('HLSUSR02', office.issuing[1]))).toBe('believed')
  })
})

/** Attack 39: each a real handshake, each with its own reason. */
describe('a bad card', () => {
  const year = (from: number, until: number): Validity => ({
    from: MORNING.add({ hours: from }),
    until: MORNING.add({ hours: until }),
  })
  const BAD: readonly (readonly [string, string, () => Promise<Held | undefined>])[] = [
    ['none at all', 'no-card', async () => undefined],
    ['one past its end', 'expired', () => forge({ validity: year(-9, -1) })],
    ['one before its day', 'not-yet-valid', () => forge({ validity: year(1, 9) })],
    ['one for servers', 'wrong-purpose', () => forge({ extensions: cardExtensions(['1.3.6.1.5.5.7.3.1']) })],
    ['one for no purpose', 'wrong-purpose', () => forge({ extensions: cardExtensions([]) })],
    ['an authority’s own', 'not-an-authority', () => forge({ extensions: authorityExtensions(0) })],
    [
      'one of another office',
      'unknown-issuer',
      async () => forge({ signer: { name: 'CN=Elsewhere', keys: (await sampleOffice()).root.keys } }),
    ],
    [
      'one that signed itself',
      'unknown-issuer',
      async () => {
        const keys = await newKeys()
        return forge({ keys, signer: { name: 'C=HK, O=Sample Card Office, CN=HLSUSR01', keys } })
      },
    ],
    ['one with an RSA key of 1024 bits', 'weak-key', () => forge({ keyAlgorithm: ALGORITHM.rsa1024 })],
    ['one signed over SHA-1', 'weak-signature', () => forge({ algorithm: ALGORITHM.p256Sha1 })],
    [
      'one of a look-alike of our authority',
      'bad-signature',
      async () => forge({ signer: await lookAlike(office.issuing[0]) }),
    ],
    [
      'one of a look-alike of our root',
      'bad-signature',
      async () => forge({ signer: await lookAlike(office.root) }),
    ],
  ]

  it.each(BAD)('%s is refused: %s', async (_what, reason, make) => {
    expect(await reasonFor(await make())).toBe(reason)
  })

  it('an authority below one that may have none breaks the path', async () => {
    const keys = await newKeys()
    const name = 'C=HK, O=Sample Card Office, CN=Below'
    const below = await forge({ subject: name, keys, extensions: authorityExtensions(0) })
    const longer = { ...trust, intermediates: [...trust.intermediates, readSure(below.certificate)] }
    expect(await reasonFor(await forge({ signer: { name, keys } }), MORNINGS, longer)).toBe('path-too-long')
  })

  it('one whose signature was altered by a bit is refused', async () => {
    const altered = Buffer.from(card.certificate)
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    const verify = cardVerifier(trust, lists)
    const handshake = { authorized: true, code: undefined, resumed: false }
    const verdict = await verify({ card: altered, handshake }, MORNINGS)
    expect(verdict).toMatchObject({ ok: false, refusal: { reason: 'bad-signature' } })
  })

  it('none at all and a bad one are told apart: the first gets a page of its own', () => {
    expect(Object.entries(CARD_REFUSALS).filter(([, whose]) => whose === 'none')).toEqual([
      ['no-card', 'none'],
    ])
  })
})

describe('two clocks', () => {
  it.each([
    ['programme', 'expired', { programme: LONG.until.add(HOUR), wire: MORNING }],
    ['wire', 'expired', { programme: MORNING, wire: LONG.until.add(HOUR) }],
    ['programme', 'not-yet-valid', { programme: LONG.from.subtract(HOUR), wire: MORNING }],
    ['wire', 'not-yet-valid', { programme: MORNING, wire: LONG.from.subtract(HOUR) }],
  ])('a card must hold at both: %s time alone makes it %s', async (_clock, reason, at) => {
    expect(await reasonFor(await forge(), at)).toBe(reason)
  })

  it('the office’s cards hold at a rehearsal in 2023 and in real time', async () => {
    const at = { programme: MORNING, wire: MORNING.add({ hours: 1 }) }
    expect(await reasonFor(card, at)).toBe('believed')
    expect(readSure(card.certificate).notAfter.epochMilliseconds).toBeGreaterThan(REAL_DAY.epochMilliseconds)
  })
})

/** Attack 42, and the pitfall that OpenSSL alone takes all of these. */
describe('a card that only looks like somebody’s', () => {
  it('same name and authority, other key: believed as what it is, with another serial and key', async () => {
    const twin = await tryCard(await forge(), trust, lists)
    const own = await tryCard(card, trust, lists)
    if (!twin.ok || !own.ok) throw new Error('both are sound cards')
    expect(twin.value.subject).toBe(own.value.subject)
    expect([twin.value.serial, twin.value.key]).not.toContain(own.value.serial)
    expect(twin.value.key).not.toBe(own.value.key)
  })

  it('same serial under another authority: another issuer', async () => {
    const [own, other] = [
      await tryCard(card, trust, lists),
      await tryCard(await forge({ serial: card.serial, signer: office.issuing[1] }), trust, lists),
    ]
    if (!own.ok || !other.ok) throw new Error('both are sound cards')
    expect(other.value.serial).toBe(own.value.serial)
    expect(other.value.issuer).not.toBe(own.value.issuer)
  })

  it('same key, new name: another serial', async () => {
    const renamed = await tryCard(await forge({ keys: card.keys, subject: 'CN=HLSDAM01' }), trust, lists)
    expect(renamed).toMatchObject({ ok: true, value: { key: (await ownIdentity()).key } })
    if (renamed.ok) expect(renamed.value.serial).not.toBe(card.serial)
  })

  it('certificates sent along prove nothing and lend no path: the first alone is looked at', async () => {
    const keys = await newKeys()
    const stranger = await forge({
      keys,
      signer: { name: 'CN=Stranger', keys },
      chain: [card.certificate, office.issuing[0].certificate],
    })
    expect(await reasonFor(stranger)).toBe('unknown-issuer')
    const unconfigured = { ...trust, intermediates: [] }
    expect(await reasonFor({ ...card, chain: [office.issuing[0].certificate] }, MORNINGS, unconfigured)).toBe(
      'unknown-issuer',
    )
  })

  async function ownIdentity() {
    const verdict = await tryCard(card, trust, lists)
    if (!verdict.ok) throw new Error(verdict.refusal.reason)
    return verdict.value
  }
})

/** Attack 43, the first third: no new logon. And pitfall 3: every authority's list is asked, not the first alone. */
describe('a revoked card', () => {
  it('is refused, whichever authority’s list names it, and others are not', async () => {
    for (const authority of office.issuing) {
      const [gone, stays] = [await office.issue('GONE', authority), await office.issue('STAYS', authority)]
      office.revoke(gone, MORNING)
      const now = await listsOf(office, trust)
      expect(await tryCard(gone, trust, now)).toMatchObject({ refusal: { reason: 'revoked' } })
      expect(await tryCard(stays, trust, now)).toMatchObject({ ok: true })
    }
  })

  it('is refused where its authority was revoked', async () => {
    const other = await sampleOffice()
    const within = trustIn(other)
    const held = await other.issue('HLSUSR01', other.issuing[0])
    other.revoke({ serial: readSure(other.issuing[0].certificate).serial }, MORNING)
    expect(await tryCard(held, within, await listsOf(other, within))).toMatchObject({
      refusal: { reason: 'revoked' },
    })
  })

  it('with no list of one authority of its path, a card is refused: silence is no word', async () => {
    const silent: RevocationSource = {
      ...lists,
      wordsOn: (certificate, authority, wire) =>
        authority.subject.key === readSure(office.root.certificate).subject.key
          ? Promise.resolve([])
          : lists.wordsOn(certificate, authority, wire),
    }
    expect(await tryCard(card, trust, silent)).toMatchObject({ refusal: { reason: 'revocation-unknown' } })
  })
})

/** Attack 46. */
describe('a new root beside the old', () => {
  it('old and new hold together; after the overlap the old one’s cards are refused, without a gap', async () => {
    const next = await sampleOffice()
    const [old, later] = [trustIn(office), trustIn(next)]
    const end = MORNING.add({ hours: 24 })
    const both: Trust = {
      ...old,
      anchors: [...old.anchors.map((anchor) => ({ ...anchor, until: end })), ...later.anchors],
      intermediates: [...old.intermediates, ...later.intermediates],
    }
    // Same names, other keys: the office is opened a second time.
    const words = [await listsOf(office, old), await listsOf(next, later)]
    const all: RevocationSource = {
      whenUnreachable: 'refuse',
      wordsOn: async (...asked) =>
        (await Promise.all(words.map((source) => source.wordsOn(...asked)))).flat(),
    }
    const newCard = await next.issue('HLSUSR01', next.issuing[0])
    const reasons = async (at: Temporal.Instant) => {
      const verdicts = [card, newCard].map((held) => tryCard(held, both, all, { programme: at, wire: at }))
      return (await Promise.all(verdicts)).map((verdict) =>
        verdict.ok ? 'believed' : verdict.refusal.reason,
      )
    }
    expect(await reasons(end.subtract(HOUR))).toEqual(['believed', 'believed'])
    expect(await reasons(end)).toEqual(['unknown-issuer', 'believed'])
  })
})

describe('OpenSSL and our rules', () => {
  it('must both believe a card: where the handshake refused, or was a resumed one, our rules’ yes is not enough', async () => {
    const verify = cardVerifier(trust, lists)
    const handshake = { authorized: true, code: undefined, resumed: false }
    const given = { card: card.certificate, handshake }
    expect(await verify(given, MORNINGS)).toMatchObject({ ok: true })
    expect(
      await verify(
        { ...given, handshake: { ...handshake, authorized: false, code: 'CERT_REJECTED' } },
        MORNINGS,
      ),
    ).toMatchObject({ refusal: { reason: 'handshake-refused', code: 'CERT_REJECTED' } })
    expect(await verify({ ...given, handshake: { ...handshake, resumed: true } }, MORNINGS)).toMatchObject({
      refusal: { reason: 'resumed-connection', claimed: { serial: card.serial } },
    })
  })
})
