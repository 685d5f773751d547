import { type Instant, isBefore, laterOf } from '../../kernel/instant.ts'
import type { Activity, Programme, ProgrammeEvent, TestSession } from '../../programme/programme.ts'

export const WAYS = ['smartcard', 'otp'] as const
/** How somebody logs on in a session: the circular's two methods. Initiation belongs to OTP. */
export type Way = (typeof WAYS)[number]

export interface OfferedSession {
  readonly session: TestSession
  readonly ways: readonly { readonly by: Way; readonly activities: readonly Activity[] }[]
}

/** An event as one registers for it: its sessions, and what can be tested in each by which means. */
export interface OfferedEvent {
  readonly event: ProgrammeEvent
  readonly sessions: readonly OfferedSession[]
}

export function offeredEvents(programme: Programme): readonly OfferedEvent[] {
  return programme.events.map((event) => ({
    event,
    sessions: programme.sessions
      .filter((session) => session.event.id === event.id)
      .map((session) => ({ session, ways: waysOf(programme, session) })),
  }))
}

export function offeredEvent(programme: Programme, id: string): OfferedEvent | undefined {
  return offeredEvents(programme).find(({ event }) => event.id === id)
}

function waysOf(programme: Programme, { activities }: TestSession): OfferedSession['ways'] {
  const meansOf = (id: string) => programme.doors.find((door) => door.id === id)?.means
  return WAYS.map((by) => ({
    by,
    activities: activities.filter(({ doors }) => doors.some((door) => meansOf(door) === by)),
  })).filter(({ activities: some }) => some.length > 0)
}

/**
 * | stage  | when                                          | who may file                 |
 * | ------ | --------------------------------------------- | ---------------------------- |
 * | `open` | to 24:00 of the deadline's day, inclusive      | the firm                     |
 * | `late` | then, to the end of the last session           | an operator, on its behalf   |
 * | `over` | after it                                       | nobody                       |
 */
export type Stage = 'open' | 'late' | 'over'

export function stageOf({ event, sessions }: OfferedEvent, at: Instant): Stage {
  if (isBefore(at, event.registration.closesAt)) return 'open'
  const ends = sessions.map(({ session }) => session.closesAt)
  const last = ends.reduce(laterOf, event.registration.closesAt)
  return isBefore(at, last) ? 'late' : 'over'
}
