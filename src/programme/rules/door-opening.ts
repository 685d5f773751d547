import type { DoorId, SiteId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Door, Programme, TestSession } from '../programme.ts'
import type { InForce } from './in-force.ts'
import { isLaunched } from './launch.ts'
import { finishBy, sessionAt } from './situation.ts'

/** Under what a door is open: a test session, or ordinary production; and to whom. */
export interface Opening {
  readonly session: TestSession | null
  readonly roles: readonly string[]
}

/**
 * Whether a door lets people in.
 *
 * | at that site and moment           | the door is open                                               |
 * | --------------------------------- | -------------------------------------------------------------- |
 * | a test session, before last entry | if the session opens it, to the roles that the session names   |
 * | a test session, from last entry   | no                                                             |
 * | ordinary production               | at its ordinary sites: from the launch, until the launch, ever |
 */
export function openingAt(inForce: InForce, door: Door, site: SiteId, at: Instant): Opening | null {
  const session = sessionAt(inForce.programme, site, at)
  if (session === null) return isOrdinarilyOpen(inForce, door, site, at) ? ordinary(door) : null
  const roles = rolesIn(session, door)
  return roles !== null && isBefore(at, session.lastEntryAt) ? { session, roles } : null
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
  enteredAt: Instant | null,
): Opening | null {
  const open = openingAt(inForce, door, site, at)
  if (open !== null || enteredAt === null || isBefore(at, enteredAt)) return open
  const entered = openingAt(inForce, door, site, enteredAt)
  if (entered === null) return null
  const closedAt = entered.session?.closesAt ?? nextClosing(inForce, door, site, enteredAt)
  return closedAt === null || isBefore(at, finishBy(inForce.programme, closedAt)) ? entered : null
}

/** The first instant after `after` at which the door is open. */
export function nextOpening(inForce: InForce, door: Door, site: SiteId, after: Instant): Instant | null {
  return doorChanges(inForce, after).find((at) => openingAt(inForce, door, site, at) !== null) ?? null
}

/** The first instant after `after` at which the door is not open. */
export function nextClosing(inForce: InForce, door: Door, site: SiteId, after: Instant): Instant | null {
  return doorChanges(inForce, after).find((at) => openingAt(inForce, door, site, at) === null) ?? null
}

/** The instants after `after` at which a door may open or close, in order. */
export function doorChanges(inForce: InForce, after: Instant): readonly Instant[] {
  const { programme, decisions } = inForce
  const turns = programme.turns.filter((at) => isBefore(after, at))
  const decided = decisions.map(({ decidedAt }) => decidedAt).filter((at) => isBefore(after, at))
  return decided.length === 0 ? turns : [...turns, ...decided].sort(Temporal.Instant.compare)
}

export function doorOf(programme: Programme, id: DoorId): Door | undefined {
  return programme.doors.find((declared) => declared.id === id)
}

function ordinary(door: Door): Opening {
  return { session: null, roles: door.admits }
}

function isOrdinarilyOpen(inForce: InForce, door: Door, site: SiteId, at: Instant): boolean {
  const { ordinarily } = door
  if (ordinarily === null || !ordinarily.sites.includes(site)) return false
  if (ordinarily.from === null && ordinarily.until === null) return true
  const launched = isLaunched(inForce, at)
  return (ordinarily.from === null || launched) && (ordinarily.until === null || !launched)
}

/** Null where the session does not open the door at all. */
function rolesIn(session: TestSession, door: Door): readonly string[] | null {
  const through = session.activities.filter((activity) => activity.doors.includes(door.id))
  if (through.length === 0) return null
  return door.admits.filter((role) => through.some((activity) => activity.to.includes(role)))
}
