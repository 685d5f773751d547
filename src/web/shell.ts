import { Hono } from 'hono'
import type { Reference, SiteId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { newReference } from '../kernel/reference.ts'
import type { Assets } from './assets.ts'
import type { WebEnv } from './env.ts'
import type { Fault } from './fault.ts'
import type { FormMac } from './form-token.ts'
import type { Standing } from './frame.ts'
import { guardForm } from './guard-form.ts'
import { securityHeaders } from './headers.ts'
import { inTurn, type Step } from './in-turn.ts'
import { KeptRoutes } from './kept-routes.ts'
import { knownHosts } from './known-host.ts'
import { receiveVisit } from './receive-visit.ts'
import { refusals } from './refusals.tsx'
import { serveAssets } from './serve-assets.ts'
import { shedLoad } from './shed-load.ts'
import type { Visit } from './visit.ts'
import { type WatchRequests, watchRequest } from './watch-request.ts'

const RETRY_SECONDS = 5

export interface ShellParts {
  readonly site: SiteId
  /** `https://www.ccass.com`: every origin browsers reach this site by. */
  readonly origins: readonly string[]
  readonly formMac: FormMac
  readonly randomness: Randomness
  readonly assets: Assets
  /** What stands around an error page. It must not throw. */
  readonly standing: (visit: Visit) => Standing
  /**
   * Of an exception that passes by itself: is it known that nothing was changed? It becomes a 503 with Retry-After.
   * Undefined for any other, which is a bug.
   */
  readonly passing: (error: unknown) => 'nothing-changed' | 'outcome-unknown' | 'reports-away' | undefined
  /** What keeps a request from every page, whoever sends it; asked before any of them. Left out: nothing does. */
  readonly bar?: Bar | undefined
  /** Requests under way beyond which who is not logged on is told to come back; shed-load.ts says how many where left out. */
  readonly mostUnderWay?: number
  /** Told of an exception, which is a bug, with the reference its page shows. */
  readonly report: (error: unknown, reference: Reference) => void
  /** Watches every request, assets included; left out where nobody looks. */
  readonly watch?: WatchRequests | undefined
}

/** Null lets it pass. */
export type Bar = (asked: { readonly method: string; readonly path: string }) => Fault | null

/** The web application without its pages. What it adds comes in this order to every request; pages are routed after. */
export function webShell(parts: ShellParts): Hono<WebEnv> {
  const app = new Hono<WebEnv>({ router: new KeptRoutes() })
  if (parts.watch !== undefined) app.use(watchRequest(parts.watch))
  app.use(securityHeaders)
  app.use(
    inTurn(
      serveAssets(parts.assets),
      receiveVisit(parts, parts.assets.links, parts.randomness),
      refusals(parts.standing),
    ),
  )
  app.use(shedLoad({ ...parts, most: parts.mostUnderWay }))
  app.use(inTurn(guardForm(parts, knownHosts(parts.origins)), standBefore(parts.bar)))
  app.notFound((c) => c.var.refuse({ status: 404 }))
  app.onError((error, c) => {
    const reference = newReference(parts.randomness)
    c.set('reference', reference)
    parts.report(error, reference)
    const passing = parts.passing(error)
    if (passing === undefined) return c.var.refuse({ status: 500, reference })
    const wait = { status: 503, retryAfterSeconds: RETRY_SECONDS } as const
    if (passing === 'reports-away') return c.var.refuse({ ...wait, away: 'reports' })
    return c.var.refuse(passing === 'outcome-unknown' ? { ...wait, outcome: 'unknown' } : wait)
  })
  return app
}

function standBefore(bar: Bar = () => null): Step {
  return (c) => {
    const fault = bar({ method: c.req.method, path: c.req.path })
    return fault === null ? null : c.get('refuse')(fault)
  }
}
