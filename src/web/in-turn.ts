import type { Context, MiddlewareHandler } from 'hono'
import type { WebEnv } from './env.ts'

/** What stands before a page, and has nothing to do after it: an answer, or null where the request may pass. */
export type Step = (c: Context<WebEnv>) => Response | null | Promise<Response | null>

/** Steps as one middleware: each of Hono's own is a promise more, awaited at every request. */
export function inTurn(...steps: readonly Step[]): MiddlewareHandler {
  return async (c, next) => {
    for (const step of steps) {
      const said = step(c)
      const answer = said instanceof Promise ? await said : said
      if (answer !== null) return answer
    }
    return next()
  }
}
