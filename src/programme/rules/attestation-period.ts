import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../programme.ts'
import { endOf, instantOf, MIDNIGHT } from './calendar.ts'

/** The time in which a firm attests once. */
export interface AttestationPeriod {
  /** The last day on which it is in time, inclusive; the period is called by it. */
  readonly due: Temporal.PlainDate
  readonly opensAt: Instant
  /** 24:00 of the day it is due: overdue from then on, until it is done or the next period opens. */
  readonly dueAt: Instant
  /** Who logged on last before this is dormant. */
  readonly dormantBefore: Instant
}

/** The period that opened last; null before the first, and in a programme that asks for none. */
export function attestationPeriod(
  { attestation, clock: { zone } }: Pick<Programme, 'attestation' | 'clock'>,
  at: Instant,
): AttestationPeriod | null {
  if (attestation === null) return null
  const { firstDue, everyMonths, opensDaysBefore, dormantAfterDays } = attestation
  const opening = (due: Temporal.PlainDate) =>
    instantOf(zone, due.subtract({ days: opensDaysBefore }), MIDNIGHT)
  const nth = (turn: number) => firstDue.add({ months: turn * everyMonths })
  let turn = 0
  while (Temporal.Instant.compare(opening(nth(turn + 1)), at) <= 0) turn += 1
  const due = nth(turn)
  if (Temporal.Instant.compare(at, opening(due)) < 0) return null
  const dormantBefore = at.toZonedDateTimeISO(zone).subtract({ days: dormantAfterDays }).toInstant()
  return { due, opensAt: opening(due), dueAt: endOf(zone, due), dormantBefore }
}
