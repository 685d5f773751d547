import { type Instant, isAtOrBefore } from '../../kernel/instant.ts'

/** What is known of one certificate from sources that proved to be its authority's. */
export interface RevocationWord {
  readonly by: 'list' | 'responder'
  readonly says: 'revoked' | 'good' | 'unknown'
  readonly nextUpdate: Instant
}

/** What happens while no fresh word is to be had. Stated in the configuration; bounded, never "for ever". */
export type WhenUnreachable = 'refuse' | { readonly acceptForHours: number }

/** `stale`: believed by an older word, within the hours the configuration allows. */
export type RevocationVerdict = 'good' | 'good-by-stale-word' | 'revoked' | 'revocation-unknown'

/**
 * Whoever once said `revoked` is believed for ever, `unknown` is a no of the responder, and any fresh `good` suffices:
 * both speak for the same authority. Hours of grace count from the end of the last word, not from our first failure to
 * reach somebody, so that nobody lengthens them by keeping us from trying.
 */
export function judgeRevocation(
  words: readonly RevocationWord[],
  wire: Instant,
  whenUnreachable: WhenUnreachable,
): RevocationVerdict {
  if (words.some(({ says }) => says === 'revoked')) return 'revoked'
  const fresh = words.filter(({ nextUpdate }) => isAtOrBefore(wire, nextUpdate))
  if (fresh.some(({ says }) => says === 'unknown')) return 'revocation-unknown'
  if (fresh.length > 0) return 'good'
  if (whenUnreachable === 'refuse') return 'revocation-unknown'
  const hours = whenUnreachable.acceptForHours
  const within = words.some(
    ({ says, nextUpdate }) => says === 'good' && isAtOrBefore(wire, nextUpdate.add({ hours })),
  )
  return within ? 'good-by-stale-word' : 'revocation-unknown'
}
