import type { DoorId, SiteId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../programme.ts'
import { endOf } from './calendar.ts'
import { sessionAt } from './situation.ts'

/**
 * Where a test session asks for credentials as of a business day (circular, Appendix: "smartcard and password as of"): the
 * close of that day. Null: those in force.
 */
export function credentialsAsOf(
  programme: Programme,
  door: DoorId,
  site: SiteId,
  at: Instant,
): Instant | null {
  const activities = sessionAt(programme, site, at)?.activities ?? []
  const day = activities.find(
    ({ doors, credentialsAsOf: of }) => of !== null && doors.includes(door),
  )?.credentialsAsOf
  return day == null ? null : endOf(programme.clock.zone, day)
}
