import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { isSignedBy, strengthOf } from './check-signature.ts'
import { type Certificate, readCertificate } from './reading/certificate.ts'
import { findPaths, type Path } from './rules/find-paths.ts'
import { judgePath } from './rules/judge-path.ts'
import { judgeRevocation, type RevocationWord, type WhenUnreachable } from './rules/judge-revocation.ts'
import type { CardRefusal } from './rules/refusals.ts'
import type { Moments, Trust } from './trust.ts'

/** What came in: by our own listener, or by a proxy that asked for the certificate and says what its OpenSSL found. */
export interface Presented {
  /** The card's own certificate, DER; undefined without one. Whatever else was sent along is not looked at. */
  readonly card: Uint8Array | undefined
  /** OpenSSL's own judgement of the path, made during the handshake, which also proved the private key. */
  readonly handshake: {
    readonly authorized: boolean
    /** OpenSSL's name of the fault, for the audit event. */
    readonly code: string | undefined
    /** A resumed connection proves no card: the card may have been pulled since (adr/0033). */
    readonly resumed: boolean
  }
}

/** A card proven to be in somebody's hands. Whose it is, the register of cards knows: by issuer, serial and key. */
export interface ProvenCard extends CardIdentity {
  /** Names for the audit event; never what a card is found by. */
  readonly subject: string
  readonly issuerName: string
  readonly notAfter: Instant
  /** False where only an older word says it is not revoked, within the hours the configuration allows. */
  readonly revocationFresh: boolean
}

export interface CardIdentity {
  /** SHA-256 of the issuer's name as DER, hexadecimal. */
  readonly issuer: string
  readonly serial: string
  /** SHA-256 of the public key as SubjectPublicKeyInfo, hexadecimal. */
  readonly key: string
}

export interface RefusedCard {
  readonly reason: CardRefusal
  /** For the audit event: OpenSSL's name of what it found. */
  readonly code: string | undefined
  /** Whose card it says it is, where it could be read: for the audit event, and proven in no way. */
  readonly claimed: (CardIdentity & { readonly subject: string; readonly issuerName: string }) | undefined
}

/** Where the word on revocation comes from: `revocation.ts`. */
export interface RevocationSource {
  readonly whenUnreachable: WhenUnreachable
  wordsOn(certificate: Certificate, authority: Certificate, wire: Instant): Promise<readonly RevocationWord[]>
}

/** The port "certificate verifier". */
export type VerifyCard = (presented: Presented, at: Moments) => Promise<Result<ProvenCard, RefusedCard>>

/** A card is believed where OpenSSL and our rules both believe it, each on its own; what ours say names the reason. */
export function cardVerifier(trust: Trust, revocation: RevocationSource): VerifyCard {
  return async ({ card: der, handshake }, at) => {
    const refuse = (reason: CardRefusal, card?: Certificate) =>
      refused({ reason, code: handshake.code, claimed: card === undefined ? undefined : whoIs(card) })
    if (der === undefined) return refuse('no-card')
    const read = readCertificate(der)
    if (!read.ok) return refuse(read.refusal)
    const card = read.value
    if (handshake.resumed) return refuse('resumed-connection', card)
    const judged = await judgeCard(card, trust, revocation, at)
    if (!judged.ok) return refuse(judged.refusal, card)
    if (!handshake.authorized) return refuse('handshake-refused', card)
    return done({ ...whoIs(card), notAfter: card.notAfter, revocationFresh: judged.value.fresh })
  }
}

/** Tries every path; of the refusals, that of the path which came furthest is told. */
export async function judgeCard(
  card: Certificate,
  trust: Trust,
  revocation: RevocationSource,
  at: Moments,
): Promise<Result<{ readonly fresh: boolean }, CardRefusal>> {
  let furthest: { refusal: CardRefusal; passed: number } = { refusal: 'unknown-issuer', passed: -1 }
  for (const path of findPaths(card, trust)) {
    const { refusal, passed } = judgePath(path, { at, demands: trust.demands, isSignedBy, strengthOf })
    const judged = refusal === undefined ? await askRevocation(path, revocation, at.wire) : refused(refusal)
    if (judged.ok) return judged
    if (passed >= furthest.passed) furthest = { refusal: judged.refusal, passed }
  }
  return refused(furthest.refusal)
}

/** Each certificate below the anchor, the highest first: an authority that was revoked can say nothing of a card. */
async function askRevocation(
  { anchor, below }: Path,
  revocation: RevocationSource,
  wire: Instant,
): Promise<Result<{ readonly fresh: boolean }, CardRefusal>> {
  let authority = anchor.certificate
  let fresh = true
  for (const certificate of below) {
    const words = await revocation.wordsOn(certificate, authority, wire)
    const verdict = judgeRevocation(words, wire, revocation.whenUnreachable)
    if (verdict === 'revoked' || verdict === 'revocation-unknown') return refused(verdict)
    fresh &&= verdict === 'good'
    authority = certificate
  }
  return done({ fresh })
}

/** RFC 5280 §4.1.2.2 makes issuer and serial unique; the key is kept beside them, so that a look-alike fails twice. */
export function whoIs({ issuer, subject, serial, publicKey }: Certificate) {
  return {
    issuer: sha256(issuer.der).toString('hex'),
    serial,
    key: sha256(publicKey).toString('hex'),
    subject: subject.text,
    issuerName: issuer.text,
  }
}
