import { beforeAll, describe, expect, it } from 'vitest'
import { MORNING, readSure, sampleOffice } from '../../../test/support/sample-cards.ts'
import { strengthOf } from '../check-signature.ts'
import type { Certificate } from '../reading/certificate.ts'
import type { OcspAnswer, SingleAnswer } from '../reading/ocsp-answer.ts'
import { type Asked, judgeAnswer } from './judge-answer.ts'

const [ID, NONCE] = [Uint8Array.of(1), Uint8Array.of(2)]
const GOOD: SingleAnswer = {
  id: ID,
  says: 'good',
  thisUpdate: MORNING,
  nextUpdate: MORNING.add({ hours: 1 }),
}

let authority: Certificate
let answer: OcspAnswer

beforeAll(async () => {
  const office = await sampleOffice()
  authority = readSure(office.issuing[0].certificate)
  answer = {
    producedAt: MORNING,
    single: [GOOD],
    nonce: NONCE,
    notUnderstood: false,
    certificates: [],
    signedBytes: ID,
    signatureAlgorithm: '1.2.840.10045.4.3.2',
    signature: ID,
  }
})

function judge(wish: Partial<OcspAnswer>, wire = MORNING) {
  const asked: Asked = { id: ID, nonce: NONCE, nonceRequired: true, authority, wordsOn: () => [] }
  const judged = judgeAnswer({ ...answer, ...wish }, asked, wire, { isSignedBy: () => true, strengthOf })
  return judged.ok ? judged.value : judged.refusal
}

describe('an answer, the signature set aside', () => {
  it('that says two things of one card says nothing', () => {
    expect(judge({ single: [GOOD, { ...GOOD, says: 'revoked' }] })).toBe('other-certificate')
    expect(judge({ single: [GOOD, { ...GOOD, id: NONCE, says: 'revoked' }] })).toMatchObject({ says: 'good' })
  })

  it('with a critical extension that nobody reads is refused', () => {
    expect(judge({ notUnderstood: true })).toBe('not-understood')
  })

  it('signed over SHA-1 is refused', () => {
    expect(judge({ signatureAlgorithm: '1.2.840.10045.4.1' })).toBe('wrong-signer')
  })

  it('that doesn’t say when the next one comes holds ten minutes, and none longer than a week', () => {
    const single = [{ ...GOOD, nextUpdate: undefined }]
    expect(judge({ single }, MORNING.add({ minutes: 10 }))).toMatchObject({ says: 'good' })
    expect(judge({ single }, MORNING.add({ minutes: 11 }))).toBe('stale')
    const long = [{ ...GOOD, nextUpdate: MORNING.add({ hours: 24 * 365 }) }]
    expect(judge({ single: long }, MORNING.add({ hours: 24 * 7 }))).toMatchObject({ says: 'good' })
    expect(judge({ single: long }, MORNING.add({ hours: 24 * 7 + 1 }))).toBe('stale')
  })
})
