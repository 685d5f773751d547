import type { SiteId, UserId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Door, Programme } from '../programme.ts'
import { endOf } from './calendar.ts'
import { CHANNELS } from './channels.ts'
import { decide } from './decide.ts'
import { doorChanges } from './door-changes.ts'
import { openingAt } from './door-opening.ts'
import type { Facts } from './facts.ts'
import { type Finding, finding } from './finding.ts'
import type { InForce } from './in-force.ts'
import { oneOfEachKind } from './kinds-of-people.ts'

const SITES: readonly SiteId[] = ['primary', 'secondary']

/** A launch after which a role, fully prepared, stands outside; or for which it could never prepare. */
export function nobodyAbleToLogOn(programme: Programme): readonly Finding[] {
  const launched = asApproved(programme)
  const { switchesAt } = programme.launch
  return rolesWithDoors(programme).flatMap((role) => {
    const ways = programme.doors.filter(
      (door) => door.means !== 'initiation' && isLetIn(launched, ready(programme, role), door, switchesAt),
    )
    if (ways.length === 0)
      return [finding(programme, 'error', 'launch/date', `from the launch on no door lets \`${role}\` in`)]
    if (ways.some((door) => door.means === 'smartcard' || canInitiate(launched, role, door))) return []
    const reason = `\`${role}\` needs 2FA from the launch on, but no initiation door has opened to it by then`
    return [finding(programme, 'error', 'launch/date', reason)]
  })
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

/** The programme as it will be if its launch is approved. */
function asApproved(programme: Programme): InForce {
  const decidedAt = programme.launch.decision.decideBy
  return { programme, decisions: [{ kind: 'go', decidedAt, maker: 'one', checker: 'another', remark: '' }] }
}

/** Somebody of this role who lacks nothing. */
function ready(programme: Programme, role: string): Facts {
  return {
    userId: 'ANYBODY' as UserId,
    participants: [],
    roles: [role],
    status: 'active',
    emailRegistered: true,
    initiated: true,
    channels: CHANNELS,
    lockedUntil: null,
    functions: programme.functions.map(({ id }) => id),
    registeredFor: programme.events.map(({ id }) => id),
    enteredAt: null,
  }
}

function rolesWithDoors({ doors }: Programme): readonly string[] {
  const guarded = doors.filter(({ means }) => means !== 'initiation')
  return [...new Set(guarded.flatMap(({ admits }) => admits))]
}

function isLetIn(inForce: InForce, facts: Facts, door: Door, at: Instant): boolean {
  return SITES.some((site) => decide(inForce, facts, door.id, site, at).outcome.startsWith('signed-in'))
}

function canInitiate(inForce: InForce, role: string, to: Door): boolean {
  const { programme } = inForce
  const facts = { ...ready(programme, role), initiated: false, channels: [] }
  const { switchesAt } = programme.launch
  const instants = [...programme.sessions.map(({ opensAt }) => opensAt), switchesAt].filter(
    (at) => Temporal.Instant.compare(at, switchesAt) <= 0,
  )
  return programme.doors
    .filter(({ means, system }) => means === 'initiation' && system === to.system)
    .some((door) => instants.some((at) => isLetIn(inForce, facts, door, at)))
}

function everOpen(inForce: InForce, door: Door, site: SiteId): boolean {
  const { circular, clock } = inForce.programme
  const announced = endOf(clock.zone, circular.date)
  const visitors = oneOfEachKind(inForce, door)
  return [announced, ...doorChanges(inForce, announced)].some((at) =>
    visitors.some((who) => {
      const opening = openingAt(inForce, door, site, at, who)
      return opening !== null && opening.roles.length > 0
    }),
  )
}
