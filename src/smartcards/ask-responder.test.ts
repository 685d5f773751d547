import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CardSources, openCardSources } from '../../test/support/card-sources.ts'
import { MORNING, readSure, sampleOffice } from '../../test/support/sample-cards.ts'
import { answerOcsp, type CardStatus } from '../demo/card-office/answer-ocsp.ts'
import type { Authority, CardOffice, SampleCard } from '../demo/card-office/open-card-office.ts'
import {
  cardExtensions,
  newKeys,
  newSerial,
  responderExtensions,
  type Signer,
  signCertificate,
} from '../demo/card-office/sign-certificate.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import { askResponder } from './ask-responder.ts'
import type { RevocationWord } from './rules/judge-revocation.ts'
import { certificateId, writeOcspRequest } from './write-ocsp-request.ts'

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
const BOUNDS = { bytes: 20_000, milliseconds: 20_000 }

let office: CardOffice
let issuer: Authority
let card: SampleCard
let sources: CardSources

beforeAll(async () => {
  office = await sampleOffice()
  issuer = office.issuing[0]
  sources = await openCardSources()
})
afterAll(() => sources.stop())
beforeEach(async () => {
  card = await office.issue('HLSUSR01', issuer)
  serve((request) => office.answer(request, issuer, MORNING))
})

function serve(answer: (request: Uint8Array) => Uint8Array | Promise<Uint8Array>): void {
  sources.serve('/', (request, response) => {
    buffer(request)
      .then(answer)
      .then(
        (bytes) => response.end(bytes),
        () => response.destroy(),
      )
  })
}

function open(nonce: 'required' | 'optional' = 'required', words: readonly RevocationWord[] = []) {
  const responder = { authority: readSure(issuer.certificate), url: sources.url, nonce }
  return askResponder({ responder, randomness: systemRandomness, wordsOn: () => words, bounds: BOUNDS })
}

async function outcome(asked = open(), wire: Instant = MORNING): Promise<string> {
  const word = await asked.wordOn(readSure(card.certificate), wire)
  return word?.says ?? asked.lastFault()?.reason ?? 'nothing'
}

/** An answer by somebody of our choice. */
async function answerBy(
  request: Uint8Array,
  wanted: {
    readonly certificate?: Uint8Array
    readonly keys?: Signer['keys']
    readonly thisUpdate?: Instant
    readonly hours?: number
    readonly status?: CardStatus
  } = {},
): Promise<Uint8Array> {
  const { certificate = issuer.certificate, keys = issuer.keys, thisUpdate = MORNING, hours = 1 } = wanted
  const nextUpdate = thisUpdate.add({ hours })
  const statusOf = () => wanted.status ?? 'good'
  return await answerOcsp({ request, responder: { certificate, keys }, thisUpdate, nextUpdate, statusOf })
}

interface Responder {
  readonly certificate: Uint8Array
  readonly keys: Signer['keys']
}

async function responderBy(
  signer: Signer,
  extensions: Parameters<typeof signCertificate>[0]['extensions'] = responderExtensions(),
  until = MORNING.add({ hours: 24 }),
): Promise<Responder> {
  const keys = await newKeys()
  const certificate = await signCertificate({
    subject: 'CN=Responder',
    publicKey: keys.publicKey,
    serial: newSerial(systemRandomness),
    validity: { from: MORNING.subtract({ hours: 48 }), until },
    signer,
    extensions,
  })
  return { certificate, keys }
}

describe('a responder', () => {
  it('says good, revoked, or that it knows no such card', async () => {
    expect(await outcome()).toBe('good')
    office.revoke(card, MORNING)
    expect(await outcome()).toBe('revoked')
    serve((request) => answerBy(request, { status: 'unknown' }))
    expect(await outcome()).toBe('unknown')
  })

  it('may be the authority itself, or whom it appointed', async () => {
    serve((request) => answerBy(request))
    expect(await outcome()).toBe('good')
    const appointed = await responderBy(issuer)
    serve((request) => answerBy(request, appointed))
    expect(await outcome()).toBe('good')
  })

  it('that may itself be revoked is believed where a fresh list says it is not', async () => {
    const checked = await responderBy(issuer, cardExtensions([OCSP_SIGNING]))
    serve((request) => answerBy(request, checked))
    const word = (says: 'good' | 'revoked', hours: number): RevocationWord[] => [
      { by: 'list', says, nextUpdate: MORNING.add({ hours }) },
    ]
    expect(await outcome(open('required', word('good', 1)))).toBe('good')
    expect(await outcome(open('required', []))).toBe('wrong-signer')
    expect(await outcome(open('required', word('good', -1)))).toBe('wrong-signer')
    expect(await outcome(open('required', word('revoked', 1)))).toBe('wrong-signer')
  })

  it('is appointed by name: a card that no list revokes may not answer for others', async () => {
    serve((request) => answerBy(request, card))
    const unrevoked: RevocationWord[] = [{ by: 'list', says: 'good', nextUpdate: MORNING.add({ hours: 1 }) }]
    expect(await outcome(open('required', unrevoked))).toBe('wrong-signer')
  })

  it('is asked once for many logons at once, again after five minutes, and rests after a fault', async () => {
    const asked = open()
    sources.asked.length = 0
    await Promise.all(Array.from({ length: 5 }, () => outcome(asked)))
    expect(sources.asked.length).toBe(1)
    await outcome(asked, MORNING.add({ minutes: 4 }))
    expect(sources.asked.length).toBe(1)
    serve(() => Buffer.from('busy'))
    const later = MORNING.add({ minutes: 6 })
    // What it said before still stands until its own end; how old is judged where the word is used.
    expect([await outcome(asked, later), asked.lastFault()?.reason]).toEqual(['good', 'malformed'])
    await outcome(asked, later.add({ seconds: 5 }))
    expect(sources.asked.length).toBe(2)
    await outcome(asked, later.add({ seconds: 10 }))
    expect(sources.asked.length).toBe(3)
  })
})

/** Attack 44, for answers. */
describe('an answer that is not to be believed', () => {
  const later = (hours: number) => MORNING.add({ hours })
  const BAD: readonly (readonly [
    string,
    string,
    () => Promise<(request: Uint8Array) => Promise<Uint8Array>>,
  ])[] = [
    ['signed by somebody’s card', 'wrong-signer', async () => (request) => answerBy(request, card)],
    [
      'of a responder of another authority of ours',
      'wrong-signer',
      async () => {
        const other = await responderBy(office.issuing[1])
        return (request) => answerBy(request, other)
      },
    ],
    [
      'of a responder of a look-alike',
      'wrong-signer',
      async () => {
        const other = await responderBy({ name: issuer.name, keys: await newKeys() })
        return (request) => answerBy(request, other)
      },
    ],
    [
      'of a responder past its end',
      'wrong-signer',
      async () => {
        const other = await responderBy(issuer, responderExtensions(), later(-1))
        return (request) => answerBy(request, other)
      },
    ],
    [
      'about another card',
      'other-certificate',
      async () => {
        const other = await office.issue('HLSUSR02', issuer)

        const id = certificateId(readSure(other.certificate), readSure(issuer.certificate))
        return () => answerBy(writeOcspRequest(id, new Uint8Array(32)))
      },
    ],
    [
      'made for somebody else’s question',
      'other-nonce',
      async () => () => {
        const id = certificateId(readSure(card.certificate), readSure(issuer.certificate))
        return answerBy(writeOcspRequest(id, new Uint8Array(32)))
      },
    ],
    ['past its end', 'stale', async () => (request) => answerBy(request, { thisUpdate: later(-2) })],
    ['of tomorrow', 'from-the-future', async () => (request) => answerBy(request, { thisUpdate: later(1) })],
    ['that is none', 'no-answer', async () => async () => Uint8Array.from([0x30, 3, 0x0a, 1, 3])],
    ['that is noise', 'malformed', async () => async () => Buffer.from('<html>')],
    ['larger than any', 'too-large', async () => async () => Buffer.alloc(1_000_000)],
    [
      'altered by a bit',
      'wrong-signer',
      async () => async (request) => {
        const answer = await answerBy(request)
        const at = Buffer.from(answer).indexOf(Buffer.from('20230611233000Z'))
        answer[at + 13] = '1'.charCodeAt(0)
        return answer
      },
    ],
  ]

  it.each(BAD)('%s: %s', async (_what, reason, make) => {
    serve(await make())
    expect(await outcome()).toBe(reason)
  })

  it('without a nonce counts where the configuration says so, and one that comes must still be ours', async () => {
    // To the office it is then another extension, which it leaves out.
    serve((request) => answerBy(withoutNonce(request)))
    expect(await outcome(open('required'))).toBe('other-nonce')
    expect(await outcome(open('optional'))).toBe('good')
    serve(() => {
      const id = certificateId(readSure(card.certificate), readSure(issuer.certificate))
      return answerBy(writeOcspRequest(id, new Uint8Array(32)))
    })
    expect(await outcome(open('optional'))).toBe('other-nonce')
  })
})

function withoutNonce(request: Uint8Array): Uint8Array {
  const nonce = Buffer.from('2b0601050507300102', 'hex')
  const changed = Buffer.from(request)
  changed[changed.indexOf(nonce) + nonce.length - 1] = 9
  return changed
}
