import { type Instant, isBefore } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { type Result, refused } from '../kernel/result.ts'
import { isSignedBy, strengthOf } from './check-signature.ts'
import { type Bounds, type FetchFault, fetchBounded } from './fetch-bounded.ts'
import type { Responder } from './read-trust.ts'
import type { Certificate } from './reading/certificate.ts'
import { readOcspAnswer } from './reading/ocsp-answer.ts'
import { type AnswerFault, judgeAnswer } from './rules/judge-answer.ts'
import type { RevocationWord } from './rules/judge-revocation.ts'
import { certificateId, writeOcspRequest } from './write-ocsp-request.ts'

/** Somebody waits at a logon page. */
const BOUNDS: Bounds = { bytes: 64 * 1024, milliseconds: 3000 }
/** How long an answer is used before it is asked for again, fresh though it be: a card may be revoked meanwhile. */
const ASK_AGAIN_AFTER = Temporal.Duration.from({ minutes: 5 })
/** A responder that failed is left alone so long, and logons don't wait for it one after the other. */
const REST_AFTER_FAULT = Temporal.Duration.from({ seconds: 10 })
const MOST_KEPT = 10_000
/** RFC 9654 §2.1. */
const NONCE_OCTETS = 32

export type ResponderFault = FetchFault | AnswerFault

export interface AskedResponder {
  readonly responder: Responder
  /** The last word on one certificate; asks where there is none, or one too old. Undefined: it never gave one. */
  wordOn(certificate: Certificate, wire: Instant): Promise<RevocationWord | undefined>
  lastGood(): Instant | undefined
  lastFault(): { readonly at: Instant; readonly reason: ResponderFault } | undefined
}

export function askResponder(wanted: {
  readonly responder: Responder
  readonly randomness: Randomness
  /** What lists say of the responder's own certificate. */
  wordsOn(responder: Certificate): readonly RevocationWord[]
  readonly bounds?: Bounds
}): AskedResponder {
  const { responder } = wanted
  const kept = new Map<string, { readonly word: RevocationWord; readonly at: Instant }>()
  const underWay = new Map<string, Promise<RevocationWord | undefined>>()
  let lastGood: Instant | undefined
  let lastFault: { at: Instant; reason: ResponderFault } | undefined
  const askAnew = async (certificate: Certificate, wire: Instant) => {
    const answered = await ask(certificate, wire, wanted)
    if (!answered.ok) {
      lastFault = { at: wire, reason: answered.refusal }
      return kept.get(certificate.serial)?.word
    }
    lastGood = wire
    lastFault = undefined
    const [oldest] = kept.keys()
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(certificate.serial, { word: answered.value, at: wire })
    return answered.value
  }
  const wordOn = (certificate: Certificate, wire: Instant) => {
    const { serial } = certificate
    const last = kept.get(serial)
    if (last !== undefined && isBefore(wire, last.at.add(ASK_AGAIN_AFTER))) return Promise.resolve(last.word)
    if (lastFault !== undefined && isBefore(wire, lastFault.at.add(REST_AFTER_FAULT))) {
      return Promise.resolve(last?.word)
    }
    const asking = underWay.get(serial) ?? askAnew(certificate, wire).finally(() => underWay.delete(serial))
    underWay.set(serial, asking)
    return asking
  }
  return { responder, wordOn, lastGood: () => lastGood, lastFault: () => lastFault }
}

async function ask(
  certificate: Certificate,
  wire: Instant,
  {
    responder: { authority, url, nonce: wish },
    randomness,
    wordsOn,
    bounds = BOUNDS,
  }: Parameters<typeof askResponder>[0],
): Promise<Result<RevocationWord, ResponderFault>> {
  const [id, nonce] = [certificateId(certificate, authority), randomness.bytes(NONCE_OCTETS)]
  const request = { type: 'application/ocsp-request', bytes: writeOcspRequest(id, nonce) }
  const fetched = await fetchBounded(url, bounds, request)
  if (!fetched.ok) return refused(fetched.refusal)
  const answer = readOcspAnswer(fetched.value)
  if (!answer.ok) return answer
  const asked = { id, nonce, nonceRequired: wish === 'required', authority, wordsOn }
  return judgeAnswer(answer.value, asked, wire, { isSignedBy, strengthOf })
}
