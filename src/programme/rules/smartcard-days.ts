import type { SystemId } from '../../kernel/ids.ts'
import { type Instant, isAtOrBefore, isBefore, laterOf } from '../../kernel/instant.ts'
import type { ReasonSource } from '../block.ts'
import type { LastSmartcardDay, ParallelRun } from '../launch-plan.ts'
import type { Door, Programme } from '../programme.ts'
import { endOfBusinessDay } from './business-days.ts'
import type { InForce, LaunchDecision } from './in-force.ts'
import { courseOf, hasSwitched } from './launch.ts'
import { concerns, type Who } from './who.ts'

/** When a door that goes by the launch or by the last smartcard day has closed for somebody. */
export interface CardClosing {
  readonly at: Instant
  readonly source: ReasonSource
  /** Reopened by a grace, until then; null: it stays closed. */
  readonly grace: Instant | null
}

/**
 * Whether this door has closed for him, by now; null: not yet.
 *
 * | the door is open until   | it closes for him                                                              |
 * | ------------------------ | ------------------------------------------------------------------------------ |
 * | the launch               | at his switch                                                                  |
 * | the last smartcard day   | at its 24:00, or at his switch if that is later: nobody falls between two doors |
 *
 * It never closes for whom the switch does not happen.
 */
export function closedForHim(inForce: InForce, door: Door, who: Who, at: Instant): CardClosing | null {
  const course = courseOf(inForce, who, at)
  if (!hasSwitched(course, at) || course.switchesAt === null) return null
  const closing = closingAfter(inForce.programme, door, who, { at: course.switchesAt, source: course.source })
  if (closing === null || isBefore(at, closing.at)) return null
  return { ...closing, grace: graceUntil(inForce, door, who, closing.at, at) }
}

type Closing = Pick<CardClosing, 'at' | 'source'>

function closingAfter(
  { launch }: Programme,
  { ordinarily, system }: Door,
  who: Who,
  switched: Closing,
): Closing | null {
  // The circular states that the launch closes the door; the hour of it is nothing a reason needs.
  if (ordinarily?.until === 'launch') return { at: switched.at, source: ordinarily.source }
  const last = launch.parallelRun && lastSmartcardDay(launch.parallelRun, system, who)
  if (last === null) return null
  return isBefore(last.closesAt, switched.at) ? switched : { at: last.closesAt, source: last.source }
}

/** Of somebody with several participants the latest: he is let in for any of them. */
function lastSmartcardDay(
  { lastSmartcardDays, exceptions }: ParallelRun,
  system: SystemId,
  { participants }: Who,
): LastSmartcardDay | null {
  const general = lastSmartcardDays.find((day) => day.system === system) ?? null
  const own = participants.map(
    (code) => exceptions.find((day) => day.participant === code && day.system === system) ?? general,
  )
  return own.reduce(laterDay, null) ?? general
}

function laterDay(a: LastSmartcardDay | null, b: LastSmartcardDay | null): LastSmartcardDay | null {
  if (a === null || b === null) return a ?? b
  return isBefore(a.closesAt, b.closesAt) ? b : a
}

/** Null where no grace, known by now, holds on. */
function graceUntil(inForce: InForce, door: Door, who: Who, closedAt: Instant, at: Instant): Instant | null {
  if (door.means !== 'smartcard') return null
  return inForce.decisions
    .filter(isGrace)
    .filter((grace) => grace.system === door.system && concerns(grace, who))
    .filter((grace) => grace.maker !== grace.checker && isAtOrBefore(grace.decidedAt, at))
    .map((grace) => graceEnd(inForce.programme, grace, closedAt))
    .filter((end) => isBefore(at, end))
    .reduce<Instant | null>((latest, end) => (latest === null ? end : laterOf(latest, end)), null)
}

export type Grace = LaunchDecision & { readonly kind: 'grace' }

export function isGrace(decision: LaunchDecision): decision is Grace {
  return decision.kind === 'grace'
}

/** Whether there is a smartcard door of this system that a grace could open again. */
export function knowsGrace({ doors }: Programme, system: SystemId): boolean {
  return doors.some(
    (door) =>
      door.system === system && door.means === 'smartcard' && (door.ordinarily?.until ?? null) !== null,
  )
}

/** 24:00 of the last of its business days: whole ones, counted from the closing or, if it is later, the decision. */
export function graceEnd(programme: Programme, grace: Grace, closedAt: Instant): Instant {
  return endOfBusinessDay(programme, laterOf(closedAt, grace.decidedAt), grace.businessDays)
}
