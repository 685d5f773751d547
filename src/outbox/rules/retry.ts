import { type Instant, isBefore } from '../../kernel/instant.ts'

/**
 * Waits between tries; the last one repeats. Greylisting asks for minutes (RFC 6647 section 4; P6), a broken
 * connection for seconds, and a code of 10 minutes gets six tries.
 */
const WAITS = [5, 15, 45, 120, 300]

export type Fate =
  | { readonly state: 'sent' }
  | { readonly state: 'failed' }
  | { readonly state: 'lapsed' }
  | { readonly state: 'queued'; readonly dueAt: Instant }

/** What becomes of a mail after its n-th try. `notAfter` is the first instant at which it is of no use any more. */
export function fateAfter(
  tried: { readonly outcome: 'sent' | 'later' | 'failed'; readonly tries: number; readonly at: Instant },
  notAfter: Instant,
): Fate {
  if (tried.outcome !== 'later') return { state: tried.outcome }
  const seconds = WAITS[Math.min(tried.tries, WAITS.length) - 1] ?? 0
  const dueAt = tried.at.add({ seconds })
  return isBefore(dueAt, notAfter) ? { state: 'queued', dueAt } : { state: 'lapsed' }
}
