import type { Programme, ProgrammeEvent, TestSession } from '../programme.ts'

/** What a careful colleague would say on reading a programme. An error must not go live; a warning wants a reason. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  /** Absent where the finding is about something that is not in the file. */
  readonly line?: number
  readonly column?: number
  readonly reason: string
}

export type Question = (programme: Programme) => readonly Finding[]

/** `path`: see `Places` in programme.ts. Where the file has no such place, the nearest around it. */
export function finding(
  programme: Programme,
  severity: Finding['severity'],
  path: string,
  reason: string,
): Finding {
  const place = programme.places.get(path)
  if (place !== undefined) return { severity, ...place, reason }
  const around = path.lastIndexOf('/')
  return around < 0 ? { severity, reason } : finding(programme, severity, path.slice(0, around), reason)
}

export function eventPath(event: ProgrammeEvent): string {
  return `events/${event.id}`
}

export function sessionPath(session: TestSession): string {
  return `${eventPath(session.event)}/sessions/${session.id}`
}
