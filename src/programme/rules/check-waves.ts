import { isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { Wave } from '../launch-plan.ts'
import type { Programme } from '../programme.ts'
import { isBusinessDay } from './calendar.ts'
import { type Finding, finding } from './finding.ts'
import { sayDay } from './say-time.ts'

/** Waves that name nobody, come before they are decided, or on a day on which nobody comes to work. */
export function waveDays(programme: Programme): readonly Finding[] {
  const { calendar, launch } = programme
  return launch.waves.flatMap((wave) => {
    const { id, roles, participants, date, switchesAt } = wave
    const path = `launch/waves/${id}`
    const findings: Finding[] = []
    if (roles === null && participants === null)
      findings.push(finding(programme, 'error', path, `wave \`${id}\` names neither roles nor participants`))
    if (!isBusinessDay(calendar, date))
      findings.push(finding(programme, 'error', `${path}/date`, `${sayDay(date).en} is not a business day`))
    if (isBefore(switchesAt, launch.decision.decideBy))
      findings.push(
        finding(programme, 'error', `${path}/date`, `the decision is due after wave \`${id}\` switches`),
      )
    return findings
  })
}

/** Two waves that may name the same person: the first would have him, and the second would not say so. */
export function overlappingWaves(programme: Programme): readonly Finding[] {
  const { waves } = programme.launch
  return waves.flatMap((wave, index) =>
    waves
      .slice(index + 1)
      .filter(
        (other) => !areApart(wave.roles, other.roles) && !areApart(wave.participants, other.participants),
      )
      .map((other) =>
        finding(
          programme,
          'error',
          `launch/waves/${other.id}`,
          `somebody may be in wave \`${wave.id}\` and in wave \`${other.id}\``,
        ),
      ),
  )
}

function areApart(ones: readonly string[] | null, others: readonly string[] | null): boolean {
  return ones !== null && others !== null && !ones.some((one) => others.includes(one))
}

/**
 * Last smartcard days that are no working days, come before the launch, or before somebody's wave. The engine would keep
 * the card until the switch all the same; but what was announced would be wrong.
 */
export function lastSmartcardDays(programme: Programme): readonly Finding[] {
  const { calendar, launch } = programme
  return namedDays(programme).flatMap(({ path, date, closesAt, system, participant }) => {
    const findings: Finding[] = []
    const at = `${path}/date`
    if (!isBusinessDay(calendar, date))
      findings.push(finding(programme, 'error', at, `${sayDay(date).en} is not a business day`))
    if (isAtOrBefore(closesAt, launch.switchesAt))
      findings.push(
        finding(programme, 'error', at, `the last smartcard day of \`${system}\` is before the launch`),
      )
    const later = launch.waves.filter(
      (wave) =>
        isBefore(closesAt, wave.switchesAt) &&
        usesSystem(programme, wave, system) &&
        mayName(wave, participant),
    )
    for (const { id } of later)
      findings.push(
        finding(
          programme,
          'error',
          at,
          `the last smartcard day of \`${system}\` is before wave \`${id}\` switches: between them it has no door`,
        ),
      )
    return findings
  })
}

/** Doors that go by a day which is not named, and days by which no door goes. */
export function parallelRun(programme: Programme): readonly Finding[] {
  const { doors, launch } = programme
  const byTheDay = doors.filter((door) => door.ordinarily?.until === 'last-smartcard-day')
  const days = launch.parallelRun?.lastSmartcardDays ?? []
  const ofDoors = byTheDay.flatMap(({ id, means, system }) => {
    const path = `doors/${id}/ordinarily/until`
    if (means !== 'smartcard') return [finding(programme, 'error', path, `\`${id}\` is no smartcard door`)]
    if (days.some((day) => day.system === system)) return []
    return [
      finding(programme, 'error', path, `no last smartcard day of \`${system}\` is named: it never closes`),
    ]
  })
  const idle = namedDays(programme).filter(({ system }) => !byTheDay.some((door) => door.system === system))
  return [
    ...ofDoors,
    ...idle.map(({ path, system }) =>
      finding(programme, 'error', path, `no door of \`${system}\` goes by the last smartcard day`),
    ),
  ]
}

function namedDays({ launch: { parallelRun } }: Programme) {
  if (parallelRun === null) return []
  const path = 'launch/parallelRun'
  return [
    ...parallelRun.lastSmartcardDays.map((day) => ({
      ...day,
      path: `${path}/lastSmartcardDays/${day.system}`,
      participant: null,
    })),
    ...parallelRun.exceptions.map((day, index) => ({ ...day, path: `${path}/exceptions/${index}` })),
  ]
}

function usesSystem({ doors }: Programme, { roles }: Wave, system: string): boolean {
  return doors.some(
    (door) => door.system === system && (roles === null || door.admits.some((role) => roles.includes(role))),
  )
}

/** A day of all is a day of every wave; a participant's own day is one of the waves that may name it. */
function mayName({ participants }: Wave, participant: string | null): boolean {
  return participant === null || participants === null || participants.includes(participant)
}
