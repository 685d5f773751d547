import type { Instant } from '../../kernel/instant.ts'

/** Asked so often, the feed may miss an answer or two before what is cached is trusted no longer. */
export const ASK_EVERY_MILLISECONDS = 250
const SILENT_MILLISECONDS = 800

/**
 * Whether what was cached may still be answered, the feed having last been asked, and later answered, at `heard`: all
 * that was committed by then is known. Both by the wire clock; one that was set back tells nothing.
 */
export function isHeard(heard: Instant | null, now: Instant): boolean {
  if (heard === null) return false
  const silence = now.epochMilliseconds - heard.epochMilliseconds
  return silence >= 0 && silence <= SILENT_MILLISECONDS
}
