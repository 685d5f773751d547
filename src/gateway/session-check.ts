import type { Hono } from 'hono'
import type { Clock } from '../kernel/clock.ts'
import type { DoorId, SiteId } from '../kernel/ids.ts'
import type { GateAnswer, SessionGate } from '../sessions/session-gate.ts'
import { cookieIn, sessionCookie } from '../web/cookies.ts'
import { edgeOf } from '../web/edge.ts'
import type { WebEnv } from '../web/env.ts'
import { NO_STORE, SECURITY_HEADERS } from '../web/headers.ts'

/** What a proxy asks before it passes a request on: `GET /session-check/ccms.otp.online`, the browser's cookies with it. */
const SESSION_CHECK = '/session-check/'

/**
 * A status and nothing else: what a stranger learns is what he brought. nginx (`auth_request`) takes 2xx as yes and 401
 * and 403 as no; `Function not available` is 403, for who asks is logged on and stays so.
 */
const STATUS: Readonly<Record<GateAnswer, number>> = { open: 204, 'not-available': 403, none: 401, busy: 503 }

const HEADERS = Object.fromEntries([...SECURITY_HEADERS, ['Cache-Control', NO_STORE]])

export interface GatewayParts {
  readonly site: SiteId
  readonly clock: Clock
  readonly gate: SessionGate
  /** Told of what is no outage. */
  readonly report: (fault: unknown) => void
}

type Front = Pick<Hono<WebEnv>, 'fetch'>

/** Stands in front of the pages: it is asked at every request, and none of what comes around a page is of use to it. */
export function withSessionCheck(pages: Front, parts: GatewayParts): Front {
  return {
    fetch: (request, env, context) => {
      const asked = pathOf(request.url)
      return asked.startsWith(SESSION_CHECK)
        ? answer(parts, request, asked.slice(SESSION_CHECK.length) as DoorId, env as WebEnv['Bindings'])
        : pages.fetch(request, env, context)
    },
  }
}

/** Answered in the same breath where it is known: most are. */
function answer(
  { site, clock, gate, report }: GatewayParts,
  request: Request,
  door: DoorId,
  env: WebEnv['Bindings'],
): Response | Promise<Response> {
  if (request.method !== 'GET') return respond(405)
  const token = cookieIn(cookiesOf(request, env), sessionCookie(site, door))
  if (token === undefined) return respond(STATUS.none)
  const network = () => edgeOf(env).network
  const answered = gate.check({ token, door, at: clock.now(), network })
  if (!(answered instanceof Promise)) return respond(STATUS[answered])
  return answered.then(
    (late) => respond(STATUS[late]),
    (fault) => {
      // Whoever can't be asked lets nobody in.
      report(fault)
      return respond(503)
    },
  )
}

/** From Node's own request: to ask the other one for a header copies them all. */
function cookiesOf(request: Request, env: WebEnv['Bindings']): string | null | undefined {
  return 'incoming' in env ? env.incoming.headers.cookie : request.headers.get('cookie')
}

function respond(status: number): Response {
  return new Response(null, { status, headers: HEADERS })
}

function pathOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}
