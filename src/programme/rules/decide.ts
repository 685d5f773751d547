import type { DoorId, FunctionId, SiteId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Door, Programme, ProgrammeFunction } from '../programme.ts'
import type { Channel } from './channels.ts'
import { channelsToFinish } from './channels-taken.ts'
import { passage } from './door-opening.ts'
import { UNDECLARED, whyClosed } from './door-state.ts'
import type { Facts } from './facts.ts'
import type { InForce } from './in-force.ts'
import { nextChange } from './next-change.ts'
import { type ClosedFunction, type Ground, type Reason, type ReasonCode, reasonOf } from './reasons.ts'
import { isServed, nextService } from './service-hours.ts'
import { sessionAt } from './situation.ts'
import { marks, obstacles, type Visit } from './standing.ts'
import { type AnyFunction, doorOf, functionOf, hasHours, isEntitled } from './standing-doors.ts'

export type Outcome = 'signed-in' | 'signed-in-function-not-available' | 'door-closed' | 'refused'

/** What holds at one instant. */
export interface Ruling {
  readonly outcome: Outcome
  /** The functions open to this person through this door. */
  readonly functions: readonly FunctionId[]
  /** Those of his OTP channels that this door takes; none where it is no OTP door or closed to him. */
  readonly channels: readonly Channel[]
  /** Whether what is changed here stays. */
  readonly carriedForward: boolean
  readonly reasons: readonly Reason[]
}

export interface Decision extends Ruling {
  /** Until then this decision holds; null: to the end of the calendar. */
  readonly nextChange: Instant | null
}

/**
 * What a person meets at a door, site and instant. The only place where this is decided: landing page, logon, session
 * check, readiness and `explain` all ask here.
 *
 * | asked in this order        | if not                             | ruled by           |
 * | -------------------------- | ---------------------------------- | ------------------ |
 * | is the door open?          | `door-closed`                      | `door-opening.ts`  |
 * | may this person pass it?   | `refused`                          | `standing.ts`      |
 * | is a function behind open? | `signed-in-function-not-available` | `service-hours.ts` |
 *
 * otherwise `signed-in`. Behind an initiation door there is no function: who may initiate is `signed-in`.
 */
export function decide(inForce: InForce, facts: Facts, id: DoorId, site: SiteId, at: Instant): Decision {
  const { programme } = inForce
  const door = doorOf(programme, id)
  const now = answer(inForce, facts, door, site, at)
  const functions = isLetIn(now) && door !== undefined ? functionsBehind(programme, facts, door) : []
  const differs = (later: Instant) => !isSame(now, answer(inForce, facts, door, site, later))
  return { ...inWords(programme, now), nextChange: nextChange(inForce, facts, functions, at, differs) }
}

/** The same for whoever acts at once, and does not ask how long it holds. */
export function ruleAt(inForce: InForce, facts: Facts, id: DoorId, site: SiteId, at: Instant): Ruling {
  return inWords(inForce.programme, answer(inForce, facts, doorOf(inForce.programme, id), site, at))
}

function inWords(programme: Programme, { grounds, ...now }: Answer): Ruling {
  return { ...now, reasons: grounds.map((ground) => reasonOf(programme, ground)) }
}

/** The outcome alone, for whoever asks about many people: no words, no next change. */
export function outcomeOf(inForce: InForce, facts: Facts, id: DoorId, site: SiteId, at: Instant): Outcome {
  return answer(inForce, facts, doorOf(inForce.programme, id), site, at).outcome
}

/**
 * What would keep him from a door even if it stood open to all whom it admits: what is his own to lack, whatever the
 * calendar. Empty: nothing.
 */
export function lacksAt(programme: Programme, door: Door, facts: Facts, at: Instant): readonly ReasonCode[] {
  const opening = { session: null, roles: door.admits, grace: null }
  const channels = hisChannels(programme, door, facts, at)
  return obstacles({ programme, door, opening, facts, channels, at }).map(({ code }) => code)
}

/** A decision without its words and without what comes after it. */
interface Answer {
  readonly outcome: Outcome
  readonly functions: readonly FunctionId[]
  readonly channels: readonly Channel[]
  readonly carriedForward: boolean
  readonly grounds: readonly Ground[]
}

const NOTHING = { functions: [], channels: [] } as const

function answer(inForce: InForce, facts: Facts, door: Door | undefined, site: SiteId, at: Instant): Answer {
  const { programme } = inForce
  const opening = door === undefined ? null : passage(inForce, door, site, at, facts)
  // Behind a door of the house's own it stays, whatever session runs at its site: it works on the authoritative data.
  const session = opening === null ? sessionAt(programme, site, at) : opening.session
  const carriedForward = session?.carriedForward ?? true
  if (door === undefined || opening === null) {
    const ground = door === undefined ? UNDECLARED : whyClosed(inForce, door, site, at, facts)
    return { ...NOTHING, outcome: 'door-closed', carriedForward, grounds: [ground] }
  }
  const visit: Visit = {
    programme,
    door,
    opening,
    facts,
    channels: hisChannels(programme, door, facts, at),
    at,
  }
  const inTheWay = obstacles(visit)
  if (inTheWay.length > 0) return { ...NOTHING, outcome: 'refused', carriedForward, grounds: inTheWay }
  return { carriedForward, channels: visit.channels, ...behind(visit) }
}

function hisChannels(programme: Programme, door: Door, facts: Facts, at: Instant): readonly Channel[] {
  if (door.means !== 'otp') return []
  const taken = channelsToFinish(programme, door, facts.roles, at, facts.enteredAt)
  return facts.channels.filter((channel) => taken.includes(channel))
}

function behind(visit: Visit): Pick<Answer, 'outcome' | 'functions' | 'grounds'> {
  const { programme, door, facts, at } = visit
  const { session } = visit.opening
  const notes = marks(visit)
  if (door.means === 'initiation') return { outcome: 'signed-in', functions: [], grounds: notes }
  const functions = functionsBehind(programme, facts, door)
  const open = functions.filter((of) => isServed(programme, of, session, at))
  const closed = functions.filter(hasHours).filter((of) => !open.includes(of))
  return {
    outcome: open.length > 0 ? 'signed-in' : 'signed-in-function-not-available',
    functions: open.map((of) => of.id),
    grounds: closed.length > 0 ? [...notes, outsideServiceHours(visit, closed)] : notes,
  }
}

function outsideServiceHours(
  { programme, opening, at }: Visit,
  closed: readonly ProgrammeFunction[],
): Ground {
  const { session } = opening
  const assumed = closed.some((of) => of.businessDayHours.source === 'assumed')
  return {
    code: 'outside-service-hours',
    source: session?.source ?? (assumed ? 'assumed' : 'circular'),
    session,
    closed: closed.map(
      (of): ClosedFunction => ({ of, opensAt: session === null ? nextService(programme, of, at) : null }),
    ),
  }
}

function functionsBehind(programme: Programme, facts: Facts, door: Door): readonly AnyFunction[] {
  return door.leadsTo
    .filter((id) => isEntitled(facts, id))
    .map((id) => functionOf(programme, id))
    .filter((of) => of !== undefined)
}

function isLetIn({ outcome }: Answer): boolean {
  return outcome === 'signed-in' || outcome === 'signed-in-function-not-available'
}

function isSame(a: Answer, b: Answer): boolean {
  return (
    a.outcome === b.outcome &&
    a.carriedForward === b.carriedForward &&
    a.functions.join() === b.functions.join() &&
    a.channels.join() === b.channels.join() &&
    a.grounds.map(({ code }) => code).join() === b.grounds.map(({ code }) => code).join()
  )
}
