import type { DoorId, SiteId } from '../../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../../kernel/instant.ts'
import type { Door } from '../programme.ts'
import { doorOf, nextClosing, nextOpening, openingAt } from './door-opening.ts'
import type { InForce } from './in-force.ts'
import { isLaunched, launchState } from './launch.ts'
import { type Ground, type Reason, reasonOf } from './reasons.ts'
import { sessionAt } from './situation.ts'

/** A door as everybody meets it, whoever he is: what a landing page shows. */
export interface DoorState {
  readonly open: boolean
  /** When it next opens, as far as known now; null while open, or where no opening is known. */
  readonly opensAt: Instant | null
  /** From when on it lets nobody in; null while closed, or where no closing is known. */
  readonly closesAt: Instant | null
  /** Why it is closed; null while open. */
  readonly because: Reason | null
}

/** A door that the file does not declare is closed for good. */
export function doorState(inForce: InForce, id: DoorId, site: SiteId, at: Instant): DoorState {
  const { programme } = inForce
  const door = doorOf(programme, id)
  const known = knownAt(inForce, at)
  if (door !== undefined && openingAt(known, door, site, at) !== null)
    return { open: true, opensAt: null, closesAt: nextClosing(known, door, site, at), because: null }
  const ground = whyClosed(inForce, door, site, at)
  const opensAt = ground.code === 'outside-window' ? ground.opensAt : null
  return { open: false, opensAt, closesAt: null, because: reasonOf(programme, ground) }
}

/**
 * Why a door is closed; the first line that holds.
 *
 * | the door                                              | reason                |
 * | ----------------------------------------------------- | --------------------- |
 * | is a smartcard door that the launch closed            | `card-day-passed`     |
 * | will open at an instant known now                     | `outside-window`      |
 * | waits at this site for a launch that is not approved  | `launch-not-approved` |
 * | any other                                             | `outside-window`      |
 */
export function whyClosed(inForce: InForce, door: Door | undefined, site: SiteId, at: Instant): Ground {
  const { programme } = inForce
  const session = sessionAt(programme, site, at)
  if (door === undefined) return outsideWindow(null)
  const ordinarily = door.ordinarily?.sites.includes(site) ? door.ordinarily : null
  if (door.means === 'smartcard' && ordinarily?.until === 'launch' && isLaunched(inForce, at))
    return { code: 'card-day-passed', source: ordinarily.source }
  const opensAt = nextOpening(knownAt(inForce, at), door, site, at)
  const state = launchState(inForce, at)
  if (opensAt === null && session === null && ordinarily?.from === 'launch' && state !== 'approved')
    return { code: 'launch-not-approved', source: programme.launch.source, state }
  return outsideWindow(opensAt)

  /** The circular may name the day of the launch and not the hour: a reason with an assumed hour is an assumed one. */
  function outsideWindow(opensAt: Instant | null): Ground {
    const { launch } = programme
    const source = opensAt?.equals(launch.switchesAt) ? launch.switch.source : door?.source
    return { code: 'outside-window', source: source ?? programme.source, opensAt, session }
  }
}

/** A promise for later counts only what has been decided by now. */
function knownAt(inForce: InForce, at: Instant): InForce {
  return { ...inForce, decisions: inForce.decisions.filter((one) => isAtOrBefore(one.decidedAt, at)) }
}

export interface DoorOfSystem extends DoorState {
  readonly door: DoorId
}

/** All doors of one system, in the order of the file. */
export function doorsBeside(
  inForce: InForce,
  door: Door | undefined,
  site: SiteId,
  at: Instant,
): readonly DoorOfSystem[] {
  return inForce.programme.doors
    .filter((other) => other.system === door?.system)
    .map((other) => ({ door: other.id, ...doorState(inForce, other.id, site, at) }))
}
