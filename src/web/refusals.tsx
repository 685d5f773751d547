import type { MiddlewareHandler } from 'hono'
import type { WebEnv } from './env.ts'
import { ErrorPage } from './error-pages.tsx'
import type { Fault } from './fault.ts'
import type { Standing } from './frame.ts'
import { showPage } from './show-page.ts'
import type { Visit } from './visit.ts'

/** Gives every later step `c.var.refuse(fault)`: the page, the status, and the headers the status asks for. */
export function refusals(standing: (visit: Visit) => Standing): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    c.set('refuse', (fault: Fault) => {
      if (fault.status === 405) c.header('Allow', 'GET, HEAD, POST')
      if (fault.status === 503) c.header('Retry-After', String(fault.retryAfterSeconds))
      const { visit } = c.var
      return showPage(
        c,
        <ErrorPage frame={{ visit, standing: standing(visit) }} fault={fault} />,
        fault.status,
      )
    })
    await next()
  }
}
