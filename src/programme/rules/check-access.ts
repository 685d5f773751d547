import type { SiteId } from '../../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../../kernel/instant.ts'
import type { Door, Programme } from '../programme.ts'
import { asApproved } from './as-approved.ts'
import { dayOf, endOf } from './calendar.ts'
import { stepsInForce } from './channels-taken.ts'
import { doorChanges } from './door-changes.ts'
import { openingAt } from './door-opening.ts'
import { type Finding, finding } from './finding.ts'
import type { InForce } from './in-force.ts'
import { oneOfEachKind } from './kinds-of-people.ts'
import { courseOf } from './launch.ts'
import { sayDay } from './say-time.ts'
import { kindsOfRole, momentsSinceLaunch, ready, rolesWithDoors, SITES, waysIn } from './ways-in.ts'
import { type Who, waveOf } from './who.ts'

/** A launch after which somebody, fully prepared, stands outside; or for which he could never prepare. */
export function nobodyAbleToLogOn(programme: Programme): readonly Finding[] {
  const launched = asApproved(programme)
  return rolesWithDoors(programme).flatMap((role) =>
    kindsOfRole(launched, role).flatMap((who) => {
      const { name, path } = describe(programme, role, who)
      const outside = momentsSinceLaunch(launched).find((at) => guardedWays(launched, who, at).length === 0)
      if (outside !== undefined) {
        const since = outside.equals(programme.launch.switchesAt)
          ? 'the launch'
          : sayDayOf(programme, outside)
        return [finding(programme, 'error', path, `from ${since} on no door lets ${name} in`)]
      }
      if (mayPrepare(launched, who)) return []
      const reason = `${name} needs 2FA from the launch on, but no initiation door has opened to it by then`
      return [finding(programme, 'error', path, reason)]
    }),
  )
}

/**
 * From some day on a role has neither smartcard nor passkey: the last thing that resists phishing is taken away. NIST SP
 * 800-63B-4 §2.2.2 asks that one be offered. A door offers passkeys where the file names them: one that takes whatever
 * there is promises none.
 */
export function phishingResistance(programme: Programme): readonly Finding[] {
  const launched = asApproved(programme)
  const roles = rolesWithDoors(programme)
  const found = roles.flatMap((role) =>
    kindsOfRole(launched, role).flatMap((who) => {
      const lacking = momentsSinceLaunch(launched).find((at) => !resistsPhishing(launched, who, at))
      return lacking === undefined
        ? []
        : [{ ...describe(programme, role, who), day: sayDayOf(programme, lacking) }]
    }),
  )
  const together = Map.groupBy(found, ({ path, day }) => `${path} ${day}`)
  return [...together.values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    const names = alike.map(({ name }) => name).join(', ')
    const reason = `from ${first.day} on neither smartcard nor passkey is offered to ${names}: no way in resists phishing`
    return [finding(programme, 'warning', first.path, reason)]
  })
}

function resistsPhishing(launched: InForce, who: Who, at: Instant): boolean {
  const { programme } = launched
  const ways = guardedWays(launched, who, at)
  if (ways.length === 0 || ways.some(({ means }) => means === 'smartcard')) return true
  const withPasskey = { ...ready(programme, who), channels: ['passkey'] as const }
  return waysIn(launched, withPasskey, at).some(
    (door) => door.means === 'otp' && stepsInForce(programme, door, who.roles, at).length > 0,
  )
}

/** A door that admits nobody, never opens, or has nothing behind it. */
export function doorsNobodyMayUse(programme: Programme): readonly Finding[] {
  return programme.doors.flatMap((door) => {
    const path = `doors/${door.id}`
    if (door.admits.length === 0)
      return [finding(programme, 'error', `${path}/admits`, `\`${door.id}\` admits nobody`)]
    if (!SITES.some((site) => everOpen(asApproved(programme), door, site)))
      return [finding(programme, 'error', path, `\`${door.id}\` never opens to anybody`)]
    if (door.means !== 'initiation' && door.leadsTo.length === 0)
      return [finding(programme, 'error', `${path}/leadsTo`, `\`${door.id}\` leads to no function`)]
    return []
  })
}

export function unreachableFunctions(programme: Programme): readonly Finding[] {
  return programme.functions
    .filter(({ id }) => !programme.doors.some((door) => door.leadsTo.includes(id)))
    .map(({ id }) => finding(programme, 'warning', `functions/${id}`, `no door leads to \`${id}\``))
}

/** What to call a kind of person, and where the file makes it one. */
function describe({ launch }: Programme, role: string, who: Who): { name: string; path: string } {
  const wave = waveOf(launch, who)
  if (wave !== null)
    return { name: `\`${role}\` of wave \`${wave.id}\``, path: `launch/waves/${wave.id}/date` }
  const index =
    launch.parallelRun?.exceptions.findIndex((day) => who.participants.includes(day.participant)) ?? -1
  if (index < 0) return { name: `\`${role}\``, path: 'launch/date' }
  const name = `\`${role}\` of \`${who.participants.join()}\``
  return { name, path: `launch/parallelRun/exceptions/${index}/date` }
}

function guardedWays(inForce: InForce, who: Who, at: Instant): readonly Door[] {
  return waysIn(inForce, ready(inForce.programme, who), at).filter((door) => !isInitiation(door))
}

function isInitiation({ means }: Door): boolean {
  return means === 'initiation'
}

/** Whether at his switch a card still lets him in, or an initiation door has opened to him by then. */
function mayPrepare(launched: InForce, who: Who): boolean {
  const { programme } = launched
  const { switchesAt } = courseOf(launched, who, programme.launch.decision.decideBy)
  if (switchesAt === null) return true
  const ways = guardedWays(launched, who, switchesAt)
  if (ways.some(({ means }) => means === 'smartcard')) return true
  const fresh = { ...ready(programme, who), initiated: false, channels: [] }
  const instants = [...programme.sessions.map(({ opensAt }) => opensAt), switchesAt].filter((at) =>
    isAtOrBefore(at, switchesAt),
  )
  return ways.some(({ system }) =>
    instants.some((at) =>
      waysIn(launched, fresh, at).some((door) => isInitiation(door) && door.system === system),
    ),
  )
}

function everOpen(inForce: InForce, door: Door, site: SiteId): boolean {
  const { circular, clock } = inForce.programme
  const announced = endOf(clock.zone, circular.date)
  const visitors = oneOfEachKind(inForce, door)
  return [announced, ...doorChanges(inForce, announced)].some((at) =>
    visitors.some((who) => (openingAt(inForce, door, site, at, who)?.roles.length ?? 0) > 0),
  )
}

function sayDayOf({ clock }: Programme, at: Instant): string {
  return sayDay(dayOf(clock.zone, at)).en
}
