import type { Written } from './local-writers.ts'

/** One sentence for each write that was begun, and acknowledged, after another server had acknowledged one of a later term; or in its term. */
export function twoWriters(written: readonly Written[]): readonly string[] {
  return written.flatMap((late) => {
    const before = written.find(
      ({ site, term, acknowledged }) => site !== late.site && term >= late.term && acknowledged < late.asked,
    )
    return before === undefined
      ? []
      : [
          `the ${late.site} site acknowledged a write in term ${late.term} after the ${before.site} site had in term ${before.term}`,
        ]
  })
}
