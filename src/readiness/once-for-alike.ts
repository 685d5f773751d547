import type { Facts } from '../programme/rules/facts.ts'
import { factsThatMatter, type Words } from './rules/facts-that-matter.ts'

/** What is worked out once for all who are alike; how many kinds of people there were is a figure worth telling. */
export interface Alike<T> {
  of(facts: Facts): T
  readonly combinations: number
}

/** A directory in which nobody is like anybody else must not fill the memory: then the oldest are worked out again. */
const KEPT = 20_000

export function onceForAlike<T>(words: Words, work: (facts: Facts) => T): Alike<T> {
  const known = new Map<string, T>()
  let combinations = 0
  return {
    of: (facts) => {
      const matter = factsThatMatter(facts, words)
      const key = JSON.stringify(matter)
      const before = known.get(key)
      if (before !== undefined) return before
      const worked = work(matter)
      combinations += 1
      for (const oldest of known.keys()) {
        if (known.size < KEPT) break
        known.delete(oldest)
      }
      known.set(key, worked)
      return worked
    },
    get combinations() {
      return combinations
    },
  }
}
