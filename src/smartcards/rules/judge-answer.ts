import { earlierOf, type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import type { Certificate } from '../reading/certificate.ts'
import type { OcspAnswer } from '../reading/ocsp-answer.ts'
import { CLOCK_SKEW } from './judge-list.ts'
import type { RevocationWord } from './judge-revocation.ts'
import type { Cryptography } from './path-context.ts'
import { isStrongKey, isStrongSignature } from './strong-enough.ts'

/** Why a responder's answer counts for nothing. */
export type AnswerFault =
  | 'malformed'
  | 'no-answer'
  | 'not-understood'
  | 'other-certificate'
  | 'other-nonce'
  | 'wrong-signer'
  | 'from-the-future'
  | 'stale'

export interface Asked {
  readonly id: Uint8Array
  readonly nonce: Uint8Array
  readonly nonceRequired: boolean
  readonly authority: Certificate
  /** What the authority's lists say of a responder's own certificate. */
  wordsOn(responder: Certificate): readonly RevocationWord[]
}

/** How long an answer is believed that doesn't say when the next one comes, and at most. */
const WITHOUT_NEXT_UPDATE = Temporal.Duration.from({ minutes: 10 })
const AT_MOST = Temporal.Duration.from({ hours: 7 * 24 })

/** RFC 6960 §3.2, in its order, and the nonce of RFC 9654. */
export function judgeAnswer(
  answer: OcspAnswer,
  asked: Asked,
  wire: Instant,
  cryptography: Cryptography,
): Result<RevocationWord, AnswerFault> {
  const about = answer.single.filter(({ id }) => sameBytes(id, asked.id))
  const [single] = about
  if (answer.notUnderstood) return refused('not-understood')
  if (single === undefined || about.length > 1) return refused('other-certificate')
  if (!isOurNonce(answer.nonce, asked)) return refused('other-nonce')
  if (!isSignedByResponder(answer, asked, wire, cryptography)) return refused('wrong-signer')
  const { says, thisUpdate, nextUpdate = thisUpdate.add(WITHOUT_NEXT_UPDATE) } = single
  if (isBefore(wire.add(CLOCK_SKEW), thisUpdate)) return refused('from-the-future')
  const until = earlierOf(nextUpdate, thisUpdate.add(AT_MOST))
  return isAtOrBefore(wire, until) ? done({ by: 'responder', says, nextUpdate: until }) : refused('stale')
}

/** Where none is required, one that comes back must still be ours. */
function isOurNonce(nonce: Uint8Array | undefined, asked: Asked): boolean {
  return nonce === undefined ? !asked.nonceRequired : sameBytes(nonce, asked.nonce)
}

/** The authority itself, or whom it appointed: §4.2.2.2. Its other certificates may sign anything but this. */
function isSignedByResponder(
  answer: OcspAnswer,
  asked: Asked,
  wire: Instant,
  cryptography: Cryptography,
): boolean {
  if (!isStrongSignature(answer.signatureAlgorithm)) return false
  if (cryptography.isSignedBy(answer, asked.authority.publicKey)) return true
  return answer.certificates.some(
    (responder) =>
      isAppointed(responder, asked, wire, cryptography) &&
      cryptography.isSignedBy(answer, responder.publicKey),
  )
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
const NO_CHECK = '1.3.6.1.5.5.7.48.1.5'
const UNDERSTOOD: ReadonlySet<string> = new Set([
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.19',
  '2.5.29.37',
  NO_CHECK,
])

function isAppointed(
  responder: Certificate,
  { authority, wordsOn }: Asked,
  wire: Instant,
  { isSignedBy, strengthOf }: Cryptography,
): boolean {
  const { extendedKeyUsage, keyUsage, critical, present } = responder.extensions
  const words = wordsOn(responder)
  const unrevoked =
    !words.some(({ says }) => says === 'revoked') &&
    // §4.2.2.2.1: an authority may say that nobody need ask; otherwise a fresh list must.
    (present.has(NO_CHECK) || words.some(({ nextUpdate }) => isAtOrBefore(wire, nextUpdate)))
  return (
    responder.issuer.key === authority.subject.key &&
    extendedKeyUsage?.includes(OCSP_SIGNING) === true &&
    keyUsage?.has('digitalSignature') !== false &&
    [...critical].every((id) => UNDERSTOOD.has(id)) &&
    isAtOrBefore(responder.notBefore, wire) &&
    isAtOrBefore(wire, responder.notAfter) &&
    unrevoked &&
    isStrongKey(strengthOf(responder)) &&
    isStrongSignature(responder.signatureAlgorithm) &&
    isSignedBy(responder, authority.publicKey)
  )
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other)
}
