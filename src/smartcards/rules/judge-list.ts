import { type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { Certificate } from '../reading/certificate.ts'
import type { RevocationList } from '../reading/revocation-list.ts'
import type { Cryptography } from './path-context.ts'
import { isStrongSignature } from './strong-enough.ts'

/** Why a list is not believed, whatever its dates. */
export type ListFault =
  | 'malformed'
  | 'wrong-issuer'
  | 'wrong-signer'
  | 'speaks-of-a-part'
  | 'no-next-update'
  | 'from-the-future'

/** How far the authority's clock may run ahead of ours. */
export const CLOCK_SKEW = Temporal.Duration.from({ minutes: 5 })

/**
 * Whether the list is this authority's word. Signed by its very key: a list under another key of the same name needs a
 * path of its own (RFC 5280 §6.3.3 (f)), which is not followed. Whether it is still fresh is asked apart.
 */
export function faultOfList(
  list: RevocationList,
  authority: Certificate,
  wire: Instant,
  { isSignedBy }: Pick<Cryptography, 'isSignedBy'>,
): ListFault | undefined {
  if (list.issuer.key !== authority.subject.key) return 'wrong-issuer'
  if (list.scope === 'part') return 'speaks-of-a-part'
  if (list.nextUpdate === undefined) return 'no-next-update'
  if (isBefore(wire.add(CLOCK_SKEW), list.thisUpdate)) return 'from-the-future'
  const maySign = authority.extensions.keyUsage?.has('cRLSign') !== false
  if (!maySign || !isStrongSignature(list.signatureAlgorithm)) return 'wrong-signer'
  return isSignedBy(list, authority.publicKey) ? undefined : 'wrong-signer'
}

export function isFresh(
  { nextUpdate }: { readonly nextUpdate: Instant | undefined },
  wire: Instant,
): boolean {
  return nextUpdate !== undefined && isAtOrBefore(wire, nextUpdate)
}

/** Whether the list speaks of this certificate at all. */
export function covers({ scope }: RevocationList, { extensions }: Certificate): boolean {
  const authority = extensions.basicConstraints?.authority === true
  return scope === 'all' || scope === (authority ? 'authorities' : 'cards')
}
