import type { SiteId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Door, TestSession } from '../programme.ts'
import { doorChanges } from './door-changes.ts'
import type { InForce } from './in-force.ts'
import { isLaunched } from './launch.ts'
import { finishBy, sessionAt } from './situation.ts'
import { closedForHim } from './smartcard-days.ts'
import { isStanding } from './standing-doors.ts'
import type { Who } from './who.ts'

/** Under what a door is open: a test session, or ordinary production; and to whom. */
export interface Opening {
  readonly session: TestSession | null
  readonly roles: readonly string[]
  /** Open although its day has passed, by a grace until then; null: as planned. */
  readonly grace: Instant | null
}

/**
 * Whether a door lets this person in.
 *
 * | at that site and moment           | the door is open                                                    |
 * | --------------------------------- | ------------------------------------------------------------------- |
 * | ever, one of the house's own      | yes (`standing-doors.ts`)                                           |
 * | a test session, before last entry | if the session opens it, to the roles that the session names        |
 * | a test session, from last entry   | no                                                                  |
 * | ordinary production               | at its ordinary sites: from his switch (`launch.ts`), until he must |
 * |                                   | do without it (`smartcard-days.ts`), ever                           |
 */
export function openingAt(inForce: InForce, door: Door, site: SiteId, at: Instant, who: Who): Opening | null {
  if (isStanding(door)) return { session: null, roles: door.admits, grace: null }
  const session = sessionAt(inForce.programme, site, at)
  if (session === null) return ordinaryOpening(inForce, door, site, at, who)
  const roles = rolesIn(session, door)
  return roles !== null && isBefore(at, session.lastEntryAt) ? { session, roles, grace: null } : null
}

function ordinaryOpening(inForce: InForce, door: Door, site: SiteId, at: Instant, who: Who): Opening | null {
  const { ordinarily } = door
  if (ordinarily === null || !ordinarily.sites.includes(site)) return null
  if (ordinarily.from === 'launch' && !isLaunched(inForce, who, at)) return null
  const closed = ordinarily.until === null ? null : closedForHim(inForce, door, who, at)
  if (closed !== null && closed.grace === null) return null
  return { session: null, roles: door.admits, grace: closed?.grace ?? null }
}

/**
 * The opening under which somebody at the door may go on: the door is open, or it was when this person entered it and
 * the time to finish is not over (spec §2: what began before may finish within 10 minutes).
 */
export function passage(
  inForce: InForce,
  door: Door,
  site: SiteId,
  at: Instant,
  facts: Who & { readonly enteredAt: Instant | null },
): Opening | null {
  const { enteredAt } = facts
  const open = openingAt(inForce, door, site, at, facts)
  if (open !== null || enteredAt === null || isBefore(at, enteredAt)) return open
  const entered = openingAt(inForce, door, site, enteredAt, facts)
  if (entered === null) return null
  const closedAt = entered.session?.closesAt ?? nextClosing(inForce, door, site, enteredAt, facts)
  return closedAt === null || isBefore(at, finishBy(inForce.programme, closedAt)) ? entered : null
}

/** The first instant after `after` at which the door is open to him. */
export function nextOpening(
  inForce: InForce,
  door: Door,
  site: SiteId,
  after: Instant,
  who: Who,
): Instant | null {
  const isOpen = (at: Instant) => openingAt(inForce, door, site, at, who) !== null
  return doorChanges(inForce, after, who).find(isOpen) ?? null
}

/** The first instant after `after` at which the door is not open to him. */
export function nextClosing(
  inForce: InForce,
  door: Door,
  site: SiteId,
  after: Instant,
  who: Who,
): Instant | null {
  const isClosed = (at: Instant) => openingAt(inForce, door, site, at, who) === null
  return doorChanges(inForce, after, who).find(isClosed) ?? null
}

/** Null where the session does not open the door at all. */
function rolesIn(session: TestSession, door: Door): readonly string[] | null {
  const through = session.activities.filter((activity) => activity.doors.includes(door.id))
  if (through.length === 0) return null
  return door.admits.filter((role) => through.some((activity) => activity.to.includes(role)))
}
