import { isBefore } from '../../kernel/instant.ts'
import type { Programme } from '../programme.ts'
import { businessDayAfter, endOf, isBusinessDay, isWithin } from './calendar.ts'
import { eventPath, type Finding, finding, sessionPath } from './finding.ts'
import { sayDay } from './say-time.ts'

/** Deadlines after what they are for, and what comes out too late to be of use. */
export function lateDeadlines(programme: Programme): readonly Finding[] {
  const { circular, documents, events, launch, sessions } = programme
  const findings: Finding[] = []
  for (const event of events) {
    const path = `${eventPath(event)}/registration/until`
    const { closesAt, until } = event.registration
    if (sessions.some((session) => session.event === event && isBefore(session.opensAt, closesAt)))
      findings.push(
        finding(programme, 'error', path, `registration for \`${event.id}\` ends after it begins`),
      )
    if (isAfter(circular.date, until))
      findings.push(
        finding(programme, 'error', path, `registration for \`${event.id}\` ends before the circular`),
      )
  }
  if (isBefore(launch.switchesAt, launch.decision.decideBy))
    findings.push(finding(programme, 'error', 'launch/decision/date', 'the decision is due after the launch'))
  if (isAfter(circular.predecessor.date, circular.date))
    findings.push(
      finding(
        programme,
        'error',
        'circular/predecessor/date',
        'the predecessor is younger than the circular',
      ),
    )
  const first = [launch, ...launch.waves].map(({ date }) => date).sort(Temporal.PlainDate.compare)[0]
  for (const { id, from } of documents) {
    if (first !== undefined && isAfter(from, first))
      findings.push(
        finding(programme, 'warning', `documents/${id}/from`, `\`${id}\` appears after the launch`),
      )
  }
  return findings
}

/** Nobody comes to work on a day that is none. */
export function launchDay(programme: Programme): readonly Finding[] {
  const { calendar, launch } = programme
  if (isAfter(calendar.from, calendar.to))
    return [finding(programme, 'error', 'calendar/to', 'the calendar ends before it begins')]
  if (!isWithin(calendar, launch.date))
    return [finding(programme, 'error', 'launch/date', 'the calendar does not reach the launch')]
  if (isBusinessDay(calendar, launch.date)) return []
  return [finding(programme, 'error', 'launch/date', `${sayDay(launch.date).en} is not a business day`)]
}

/** Business days that test sessions refer to: the credentials' and the next one. */
export function referencedDays(programme: Programme): readonly Finding[] {
  const { calendar, clock, sessions } = programme
  return sessions.flatMap((session) => {
    const findings: Finding[] = []
    const path = sessionPath(session)
    const next = businessDayAfter(calendar, session.date)
    if (next === null || !next.equals(session.nextBusinessDay)) {
      const expected = next === null ? 'not in the calendar' : sayDay(next).en
      const reason = `the business day after \`${session.id}\` is ${expected}`
      findings.push(finding(programme, 'error', `${path}/nextBusinessDay`, reason))
    }
    for (const [index, { credentialsAsOf: day }] of session.activities.entries()) {
      if (day === null) continue
      const at = `${path}/activities/${index}/credentialsAsOf`
      if (!isBusinessDay(calendar, day))
        findings.push(finding(programme, 'error', at, `${sayDay(day).en} is not a business day`))
      if (isBefore(session.opensAt, endOf(clock.zone, day)))
        findings.push(
          finding(programme, 'error', at, `${sayDay(day).en} is not over when \`${session.id}\` begins`),
        )
    }
    return findings
  })
}

export function hoursThatEndBeforeTheyBegin(programme: Programme): readonly Finding[] {
  return programme.functions
    .filter(({ businessDayHours: { from, until } }) => until <= from)
    .map(({ id }) =>
      finding(
        programme,
        'error',
        `functions/${id}/businessDayHours/until`,
        `\`${id}\` closes before it opens`,
      ),
    )
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0
}
