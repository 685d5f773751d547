import type { DoorId, SiteId } from '../../kernel/ids.ts'
import { type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { Text } from '../block.ts'
import type { Programme, TestSession } from '../programme.ts'
import { endOfDayOf } from './calendar.ts'
import type { InForce } from './in-force.ts'
import { isStanding } from './standing-doors.ts'

/** What a banner says while it is not ordinary production (spec §3.10). */
export interface Situation {
  readonly id: string
  readonly title: Text
  readonly site: SiteId
  readonly until: Instant
  readonly carriedForward: boolean
  readonly nextBusinessDay: Temporal.PlainDate
  readonly notes: readonly Text[]
}

/** Which test session runs at this site; null in ordinary production. */
export function situation(inForce: InForce, site: SiteId, at: Instant): Situation | null {
  const session = sessionAt(inForce.programme, site, at)
  if (session === null) return null
  const { id, title, closesAt, carriedForward, nextBusinessDay, notes } = session
  return { id, title, site, until: closesAt, carriedForward, nextBusinessDay, notes }
}

export function sessionAt(programme: Programme, site: SiteId, at: Instant): TestSession | null {
  const running = (session: TestSession) =>
    session.site === site && isAtOrBefore(session.opensAt, at) && isBefore(at, session.closesAt)
  return programme.sessions.find(running) ?? null
}

/**
 * The absolute end of a logon session made now at this door (spec §4): in a test session its end and the time to finish,
 * else 24:00 of the programme day, and at the house's own doors always that. A logon begun in a test session (`enteredAt`) and finished after it ends with it, not at 24:00.
 */
export function sessionEnd(
  inForce: InForce,
  door: DoorId,
  site: SiteId,
  at: Instant,
  enteredAt: Instant | null = null,
): Instant {
  const { programme } = inForce
  const session =
    sessionAt(programme, site, at) ?? (enteredAt === null ? null : sessionAt(programme, site, enteredAt))
  if (session !== null && !isStanding({ id: door })) {
    const end = finishBy(programme, session.closesAt)
    if (isBefore(at, end)) return end
  }
  return endOfDayOf(programme.clock.zone, at)
}

/** Until when what began before a door closed may be finished. */
export function finishBy(programme: Programme, closedAt: Instant): Instant {
  return closedAt.add({ minutes: programme.closing.finishWithinMinutes })
}
