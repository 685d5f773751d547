import { isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { Programme, TestSession } from '../programme.ts'
import { type Finding, finding, sessionPath } from './finding.ts'

/** Test sessions that end before they begin, let nobody in, or come after what they test for. */
export function sessionTimes(programme: Programme): readonly Finding[] {
  const { launch, sessions } = programme
  return sessions.flatMap((session) => {
    const { opensAt, lastEntryAt, closesAt } = session
    const at = sessionPath(session)
    if (isAtOrBefore(closesAt, opensAt))
      return [finding(programme, 'error', `${at}/until`, `\`${session.id}\` ends before it begins`)]
    const findings: Finding[] = []
    if (isAtOrBefore(lastEntryAt, opensAt) || isBefore(closesAt, lastEntryAt))
      findings.push(
        finding(programme, 'error', `${at}/lastEntry/at`, `the last entry is outside \`${session.id}\``),
      )
    if (isBefore(launch.switchesAt, closesAt))
      findings.push(
        finding(programme, 'warning', `${at}/date`, `\`${session.id}\` ends after the launch it prepares`),
      )
    return findings
  })
}

/** Two test sessions at once: at one site, or with one door, which leads to one site only. */
export function overlappingSessions(programme: Programme): readonly Finding[] {
  const { sessions } = programme
  return sessions.flatMap((session, index) =>
    sessions.slice(index + 1).flatMap((other) => {
      const shared = overlap(session, other) ? whatTheyShare(session, other) : undefined
      if (shared === undefined) return []
      const reason = `\`${other.id}\` begins before \`${session.id}\` ends; both use ${shared}`
      return [finding(programme, 'error', `${sessionPath(other)}/from`, reason)]
    }),
  )
}

function overlap(a: TestSession, b: TestSession): boolean {
  return isBefore(a.opensAt, b.closesAt) && isBefore(b.opensAt, a.closesAt)
}

function whatTheyShare(a: TestSession, b: TestSession): string | undefined {
  if (a.site === b.site) return `the ${a.site} site`
  const others = b.activities.flatMap((activity) => activity.doors)
  const door = a.activities.flatMap((activity) => activity.doors).find((id) => others.includes(id))
  return door === undefined ? undefined : `the door \`${door}\``
}
