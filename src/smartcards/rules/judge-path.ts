import { isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { Certificate } from '../reading/certificate.ts'
import { checkNames } from './check-names.ts'
import { checkPolicies } from './check-policies.ts'
import type { Path } from './find-paths.ts'
import type { PathContext } from './path-context.ts'
import type { CardRefusal } from './refusals.ts'
import { isStrongKey, isStrongSignature } from './strong-enough.ts'

type Check = (path: Path, context: PathContext) => CardRefusal | undefined

/** RFC 5280 §6.1, in this order; the first that refuses names the reason. Revocation is asked after these. */
const CHECKS: readonly Check[] = [
  checkSignatures,
  checkStrength,
  checkDates,
  checkUnderstood,
  checkAuthorities,
  checkLength,
  checkNames,
  checkPolicies,
  checkPurpose,
]

export interface PathVerdict {
  readonly refusal: CardRefusal | undefined
  /** How many checks it passed: of several refused paths the one that came furthest tells most. */
  readonly passed: number
}

export function judgePath(path: Path, context: PathContext): PathVerdict {
  for (const [passed, check] of CHECKS.entries()) {
    const refusal = check(path, context)
    if (refusal !== undefined) return { refusal, passed }
  }
  return { refusal: undefined, passed: CHECKS.length }
}

function all({ anchor, below }: Path): readonly Certificate[] {
  return [anchor.certificate, ...below]
}

/** The authorities between anchor and card. */
function between({ below }: Path): readonly Certificate[] {
  return below.slice(0, -1)
}

function cardOf({ below }: Path): Certificate {
  return below.at(-1) ?? below[0]
}

function checkSignatures(path: Path, { isSignedBy }: PathContext): CardRefusal | undefined {
  const chain = all(path)
  const signed = path.below.every((certificate, at) => {
    const above = chain[at]
    return above !== undefined && isSignedBy(certificate, above.publicKey)
  })
  // Said here already, because nothing signed by such an algorithm can be checked at all.
  if (!path.below.every(({ signatureAlgorithm }) => isStrongSignature(signatureAlgorithm))) {
    return 'weak-signature'
  }
  return signed ? undefined : 'bad-signature'
}

function checkStrength(path: Path, { strengthOf }: PathContext): CardRefusal | undefined {
  return all(path).every((certificate) => isStrongKey(strengthOf(certificate))) ? undefined : 'weak-key'
}

/** Anchors too: a root past its end is not trusted by habit, and none beyond its planned overlap. */
function checkDates(path: Path, { at }: PathContext): CardRefusal | undefined {
  const { until } = path.anchor
  for (const moment of [at.programme, at.wire]) {
    if (until !== undefined && !isBefore(moment, until)) return 'unknown-issuer'
    for (const { notBefore, notAfter } of all(path)) {
      if (isBefore(moment, notBefore)) return 'not-yet-valid'
      if (!isAtOrBefore(moment, notAfter)) return 'expired'
    }
  }
  return undefined
}

/** The critical extensions these rules apply; any other refuses (RFC 5280 §4.2). */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  '2.5.29.15', // keyUsage
  '2.5.29.17', // subjectAltName
  '2.5.29.19', // basicConstraints
  '2.5.29.30', // nameConstraints
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.36', // policyConstraints
  '2.5.29.37', // extKeyUsage
  '2.5.29.54', // inhibitAnyPolicy
])
function checkUnderstood({ below }: Path): CardRefusal | undefined {
  const understood = below.every(({ extensions: { critical } }) =>
    [...critical].every((id) => UNDERSTOOD.has(id)),
  )
  return understood ? undefined : 'not-understood'
}

/** §6.1.4 (k), (n); and an authority's certificate is nobody's card. */
function checkAuthorities(path: Path): CardRefusal | undefined {
  const may = between(path).every(
    ({ extensions: { basicConstraints, keyUsage } }) =>
      basicConstraints?.authority === true && keyUsage?.has('keyCertSign') !== false,
  )
  const card = cardOf(path).extensions
  const isCard = card.basicConstraints?.authority !== true && card.keyUsage?.has('keyCertSign') !== true
  return may && isCard ? undefined : 'not-an-authority'
}

/** §6.1.4 (l), (m): self-issued certificates don't count. The anchor's own bound is kept too. */
function checkLength(path: Path): CardRefusal | undefined {
  let left = path.anchor.certificate.extensions.basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY
  for (const { subject, issuer, extensions } of between(path)) {
    if (subject.key !== issuer.key) {
      if (left <= 0) return 'path-too-long'
      left -= 1
    }
    left = Math.min(left, extensions.basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY)
  }
  return undefined
}

const ANY_PURPOSE = '2.5.29.37.0'

/** TLS client authentication signs: RFC 8446 §4.4.2.4. An authority limited to purposes must be allowed the card's. */
function checkPurpose(path: Path, { demands: { purposes } }: PathContext): CardRefusal | undefined {
  if (cardOf(path).extensions.keyUsage?.has('digitalSignature') === false) return 'wrong-purpose'
  if (purposes.length === 0) return undefined
  const usages = cardOf(path).extensions.extendedKeyUsage ?? []
  const serves = (allowed: readonly string[]) => purposes.some((purpose) => allowed.includes(purpose))
  const limited = between(path).every(
    ({ extensions: { extendedKeyUsage: allowed } }) =>
      allowed === undefined || allowed.includes(ANY_PURPOSE) || serves(allowed),
  )
  return serves(usages) && limited ? undefined : 'wrong-purpose'
}
