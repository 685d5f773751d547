import { earlierOf, type Instant } from '../../kernel/instant.ts'

/** The first of these ordered instants that is after `after`. */
export function firstAfter(instants: readonly Instant[], after: Instant): Instant | null {
  return instants[countUpTo(instants, after)] ?? null
}

/** How many of these ordered instants are at or before `at`, by halving. */
export function countUpTo(instants: readonly Instant[], at: Instant): number {
  const sought = at.epochNanoseconds
  let [low, high] = [0, instants.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const one = instants[middle]
    if (one === undefined || sought < one.epochNanoseconds) high = middle
    else low = middle + 1
  }
  return low
}

/** What several lists of ordered instants hold after `after`, in one order and each once. */
export function* inOneOrder(lists: readonly (readonly Instant[])[], after: Instant): Generator<Instant> {
  for (let next = nextOf(after); next !== null; next = nextOf(next)) yield next

  function nextOf(from: Instant): Instant | null {
    const following = lists.map((list) => firstAfter(list, from)).filter((at) => at !== null)
    return following.length === 0 ? null : following.reduce(earlierOf)
  }
}
