import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../kernel/clock.ts'
import type { DoorId, SiteId } from '../kernel/ids.ts'
import type { GateAnswer, SessionGate } from '../sessions/session-gate.ts'
import type { Front } from '../web/answer-request.ts'
import { type CookieName, cookieIn, sessionCookie } from '../web/cookies.ts'
import { edgeOf } from '../web/edge.ts'
import { STATUS_HEADERS } from '../web/headers.ts'

/**
 * A status and nothing else: what a stranger learns is what he brought. nginx (`auth_request`) takes 2xx as yes and 401
 * and 403 as no; `Function not available` is 403, for who asks is logged on and stays so.
 */
const STATUS: Readonly<Record<GateAnswer, number>> = { open: 204, 'not-available': 403, none: 401, busy: 503 }

/** As Node takes them with the least work: name, value, name, value. */
const HEADERS = STATUS_HEADERS.flat()

export interface GatewayParts {
  readonly site: SiteId
  readonly doors: readonly DoorId[]
  readonly clock: Clock
  readonly gate: SessionGate
  /** Told of what is no outage. */
  readonly report: (fault: unknown) => void
}

interface Asked {
  readonly door: DoorId
  readonly cookie: CookieName
}

/**
 * What a proxy asks before it passes a request on: `GET /session-check/ccms.otp.online`, the browser's cookies with it.
 * In front of the pages: it is asked at every request, and none of what comes around a page is of use to it.
 */
export function sessionCheck(parts: GatewayParts): Front {
  const { site, doors } = parts
  const byPath = new Map(
    doors.map((door): [string, Asked] => [
      `/session-check/${door}`,
      { door, cookie: sessionCookie(site, door) },
    ]),
  )
  return (incoming, outgoing) => {
    const asked = byPath.get(incoming.url ?? '')
    if (asked === undefined) return false
    const failed = (fault: unknown) => {
      // Whoever can't be asked lets nobody in.
      parts.report(fault)
      respond(outgoing, STATUS.busy)
    }
    try {
      const answered = answer(parts, incoming, asked)
      // Answered in the same breath where it is known: most are.
      if (typeof answered === 'number') respond(outgoing, answered)
      else answered.then((late) => respond(outgoing, STATUS[late]), failed)
    } catch (fault) {
      failed(fault)
    }
    return true
  }
}

function answer(
  { clock, gate }: GatewayParts,
  incoming: IncomingMessage,
  { door, cookie }: Asked,
): number | Promise<GateAnswer> {
  if (incoming.method !== 'GET') return 405
  const token = cookieIn(incoming.headers.cookie, cookie)
  if (token === undefined) return STATUS.none
  const network = () => edgeOf({ incoming }).network
  const answered = gate.check({ token, door, at: clock.now(), network })
  return answered instanceof Promise ? answered : STATUS[answered]
}

function respond(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, HEADERS).end()
}
