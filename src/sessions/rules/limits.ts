import type { DoorId } from '../../kernel/ids.ts'
import { earlierOf, type Instant } from '../../kernel/instant.ts'

/** Idle limits in minutes, by the system a door belongs to; a test of ASVS 5.0 7.3.1 reads them. */
const IDLE_MINUTES: Readonly<Record<string, number>> = { dms: 15, ops: 15 }
const IDLE_MINUTES_ELSEWHERE = 30

const ABSOLUTE = Temporal.Duration.from({ hours: 12 })

/** A page seen refreshes `last_seen_at` only this often: a write for every page would cost more than it tells. */
export const SEEN_EVERY = Temporal.Duration.from({ seconds: 30 })

export function idleLimit(door: DoorId): Temporal.DurationLike {
  return { minutes: idleMinutes(door) }
}

export function idleMilliseconds(door: DoorId): number {
  return idleMinutes(door) * 60_000
}

function idleMinutes(door: DoorId): number {
  const system = door.split('.')[0] ?? ''
  return IDLE_MINUTES[system] ?? IDLE_MINUTES_ELSEWHERE
}

/** A check so soon after the last use that was noted is not noted: that of the page that follows a logon. */
export const NOTED_MILLISECONDS = 1000

const HURRY_MILLISECONDS = 60_000

/**
 * Who comes back shortly before he is idle is noted in the database at once: notes are written each 30 s, and another
 * node, asked in between, would take him to be gone. All in milliseconds.
 */
export function mustBeNotedAtOnce(idle: number, seen: number, at: number): boolean {
  return at >= seen + idle - HURRY_MILLISECONDS
}

/** The session's absolute end: 12 hours, or the end the programme sets (24:00, or a test session's end + 10 minutes). */
export function absoluteEnd(at: Instant, programmeEnd: Instant): Instant {
  return earlierOf(at.add(ABSOLUTE), programmeEnd)
}
