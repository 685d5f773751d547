import type { SiteId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Door, Programme } from '../programme.ts'
import { CHANNELS } from './channels.ts'
import { outcomeOf } from './decide.ts'
import { doorChanges } from './door-changes.ts'
import type { Facts } from './facts.ts'
import type { InForce } from './in-force.ts'
import { oneOfEachKind } from './kinds-of-people.ts'
import { sessionAt } from './situation.ts'
import type { Who } from './who.ts'

export const SITES: readonly SiteId[] = ['primary', 'secondary']

/** Somebody of this kind who lacks nothing. */
export function ready(programme: Programme, who: Who): Facts {
  return {
    ...who,
    status: 'active',
    emailRegistered: true,
    initiated: true,
    channels: CHANNELS,
    lockedUntil: null,
    holdsCard: true,
    functions: programme.functions.map(({ id }) => id),
    registeredFor: programme.events.map(({ id }) => id),
    enteredAt: null,
  }
}

/** The doors that let him in at that moment, at whatever site. */
export function waysIn(inForce: InForce, facts: Facts, at: Instant): readonly Door[] {
  return inForce.programme.doors.filter((door) =>
    SITES.some((site) => outcomeOf(inForce, facts, door.id, site, at).startsWith('signed-in')),
  )
}

export function rolesWithDoors({ doors }: Programme): readonly string[] {
  const guarded = doors.filter(({ means }) => means !== 'initiation')
  return [...new Set(guarded.flatMap(({ admits }) => admits))]
}

/** One person of each kind that there is of a role. */
export function kindsOfRole(inForce: InForce, role: string): readonly Who[] {
  const { doors } = inForce.programme
  const all = doors
    .filter(({ admits }) => admits.includes(role))
    .flatMap((door) => oneOfEachKind(inForce, { ...door, admits: [role] }))
  return [...new Map(all.map((who) => [who.participants.join(), who])).values()]
}

/** From the launch on each moment at which a door may open or close, but for test sessions, which rule alone. */
export function momentsSinceLaunch(inForce: InForce): readonly Instant[] {
  const { programme } = inForce
  const eve = programme.launch.switchesAt.subtract({ nanoseconds: 1 })
  return doorChanges(inForce, eve)
    .filter((at) => isBefore(eve, at))
    .filter((at) => SITES.every((site) => sessionAt(programme, site, at) === null))
}
