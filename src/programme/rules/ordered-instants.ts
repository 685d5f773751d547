import { type Instant, isBefore } from '../../kernel/instant.ts'

/** The first of these ordered instants that is after `after`. */
export function firstAfter(instants: readonly Instant[], after: Instant): Instant | null {
  return instants[countUpTo(instants, after)] ?? null
}

/** How many of these ordered instants are at or before `at`, by halving. */
export function countUpTo(instants: readonly Instant[], at: Instant): number {
  let [low, high] = [0, instants.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const one = instants[middle]
    if (one === undefined || isBefore(at, one)) high = middle
    else low = middle + 1
  }
  return low
}
