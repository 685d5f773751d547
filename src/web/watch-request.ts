import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Reference } from '../kernel/ids.ts'
import type { WebEnv } from './env.ts'

/** What may be said of an answered request: nothing in it was chosen by whoever asked. */
export interface Answered {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'other'
  /** The pattern that was routed by, never the path; `/*` where no page is there. */
  readonly route: string
  readonly status: number
  readonly reference: Reference | undefined
}

/** Called as a request begins; what it returns, as it is answered. */
export type WatchRequests = () => (answered: Answered) => void

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])

export function watchRequest(watch: WatchRequests): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const answered = watch()
    await next()
    answered({
      method: METHODS.has(c.req.method) ? (c.req.method as 'GET') : 'other',
      route: matchedRoutes(c).at(-1)?.path ?? '/*',
      status: c.res.status,
      reference: c.var.reference,
    })
  }
}
