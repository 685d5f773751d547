import { showPage } from './answer.ts'
import { ErrorPage } from './error-pages.tsx'
import type { Fault } from './fault.ts'
import type { Standing } from './frame.ts'
import type { Step } from './in-turn.ts'
import type { Visit } from './visit.ts'

/** Gives every later step `c.var.refuse(fault)`: the page, the status, and the headers the status asks for. */
export function refusals(standing: (visit: Visit) => Standing): Step {
  return (c) => {
    c.set('refuse', (fault: Fault) => {
      const visit = c.get('visit')
      const page = <ErrorPage frame={{ visit, standing: standing(visit) }} fault={fault} />
      return showPage(c, page, fault.status, headersOf(fault))
    })
    return null
  }
}

function headersOf(fault: Fault): Readonly<Record<string, string>> {
  if (fault.status === 405) return { Allow: 'GET, HEAD, POST' }
  return fault.status === 503 ? { 'Retry-After': String(fault.retryAfterSeconds) } : {}
}
