import { type Instant, isBefore } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import type { Certificate } from '../reading/certificate.ts'
import type { RevocationList } from '../reading/revocation-list.ts'
import { covers, faultOfList, type ListFault } from './judge-list.ts'
import type { RevocationWord } from './judge-revocation.ts'
import type { Cryptography } from './path-context.ts'

/** A list that proved to be its authority's. */
export interface HeldList {
  readonly list: RevocationList
  readonly authority: Certificate
}

/** One of an authority's lists: by its key and the scope of the list. */
export function slotOf({ list, authority }: HeldList): string {
  return `${list.scope} ${Buffer.from(authority.publicKey).toString('base64')}`
}

/** Finds whose word a list is among the configured authorities; without one, the fault of the likeliest. */
export function ownerOf(
  list: RevocationList,
  authorities: readonly Certificate[],
  wire: Instant,
  cryptography: Pick<Cryptography, 'isSignedBy'>,
): Result<HeldList, ListFault> {
  let likeliest: ListFault = 'wrong-issuer'
  for (const authority of authorities) {
    const fault = faultOfList(list, authority, wire, cryptography)
    if (fault === undefined) return done({ list, authority })
    if (fault !== 'wrong-issuer') likeliest = fault
  }
  return refused(likeliest)
}

/**
 * Whether a list may stand where `held` stood: never an older one, though it be signed and not yet stale. Whoever plays
 * an old list back would bring a revoked card to life.
 */
export function mayFollow(list: RevocationList, held: RevocationList): boolean {
  if (isBefore(list.thisUpdate, held.thisUpdate)) return false
  return held.number === undefined || (list.number !== undefined && list.number >= held.number)
}

export function wordsOfLists(
  held: Iterable<HeldList>,
  certificate: Certificate,
  authority: Certificate,
): readonly RevocationWord[] {
  const words: RevocationWord[] = []
  for (const { list, authority: owner } of held) {
    if (list.nextUpdate === undefined || !isSameAuthority(owner, authority) || !covers(list, certificate))
      continue
    const says = list.revoked.has(certificate.serial) ? 'revoked' : 'good'
    words.push({ by: 'list', says, nextUpdate: list.nextUpdate })
  }
  return words
}

/** By name and key: a renewed certificate of the same authority has the same lists. */
export function isSameAuthority(one: Certificate, other: Certificate): boolean {
  return one.subject.key === other.subject.key && Buffer.from(one.publicKey).equals(other.publicKey)
}
