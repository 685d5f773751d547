import type { MiddlewareHandler } from 'hono'
import type { SiteId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { claimsToBeInside } from './cookies.ts'
import type { WebEnv } from './env.ts'

/**
 * Requests of people who are not logged on yet that a node has under way. At 25 ms a hash they are ten seconds of one core: who comes
 * on top would wait longer than anybody looks at an empty page, and would hold memory meanwhile.
 */
const MOST_UNDER_WAY = 400

/** Seconds. Not all of them are to come back in the same one. */
const COME_BACK = { after: 5, within: 20 }

interface Shedding {
  readonly site: SiteId
  readonly randomness: Randomness
  readonly most?: number | undefined
}

/**
 * Who comes on top of what a node can do is told when to come back (503, Retry-After) before anything is read or decided. Who is logged
 * on, or has proven the first factor, is never turned away: only a cookie says so here, and who makes one up gets in line as
 * he would without this.
 */
export function shedLoad({ site, randomness, most = MOST_UNDER_WAY }: Shedding): MiddlewareHandler<WebEnv> {
  const isInside = claimsToBeInside(site)
  let underWay = 0
  return async (c, next) => {
    if (isInside(c.req.header('cookie'))) return next()
    if (underWay >= most) {
      const retryAfterSeconds = COME_BACK.after + randomness.integer(COME_BACK.within)
      return c.get('refuse')({ status: 503, retryAfterSeconds })
    }
    underWay += 1
    try {
      await next()
    } finally {
      underWay -= 1
    }
  }
}
