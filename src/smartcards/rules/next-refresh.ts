import { earlierOf, type Instant, laterOf } from '../../kernel/instant.ts'

/** However long a list says it holds, somebody's card may be on the next one. */
const AT_LEAST_EVERY = Temporal.Duration.from({ minutes: 60 })
const RETRY_AFTER = Temporal.Duration.from({ minutes: 1 })

/** Half-way to its end, so that there is as much time again to reach a source that is down; never in a loop. */
export function refreshAt(fetched: Instant, nextUpdate: Instant): Instant {
  const life = nextUpdate.epochMilliseconds - fetched.epochMilliseconds
  const half = fetched.add({ milliseconds: Math.trunc(life / 2) })
  return laterOf(fetched.add(RETRY_AFTER), earlierOf(half, fetched.add(AT_LEAST_EVERY)))
}

export function retryAt(failed: Instant): Instant {
  return failed.add(RETRY_AFTER)
}
