import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Door, Means, Programme } from '../programme.ts'
import type { Channel } from './channels.ts'
import { channelsOfDoor, channelsOfInitiation, stepsInForce } from './channels-taken.ts'
import type { Opening } from './door-opening.ts'
import type { Facts } from './facts.ts'
import type { Ground } from './reasons.ts'
import { isEntitled } from './standing-doors.ts'

/** Somebody before an open door. */
export interface Visit {
  readonly programme: Programme
  readonly door: Door
  readonly opening: Opening
  readonly facts: Facts
  /** Those of his OTP channels that the door takes. */
  readonly channels: readonly Channel[]
  readonly at: Instant
}

type Obstacle = (visit: Visit) => Ground | false

/**
 * What keeps a person out of an open door, in this order. A refusal names all of it, so that a helper sees everything
 * that is lacking at once.
 *
 * A lock is on OTP logon only: a stranger's wrong tries stop neither a card nor an initiation (spec §4, design §3.3).
 * Initiation never asks for a registration.
 */
const OBSTACLES: readonly { readonly by: Obstacle; readonly at: readonly Means[] }[] = [
  { by: suspended, at: ['smartcard', 'otp', 'initiation'] },
  { by: notEntitled, at: ['smartcard', 'otp', 'initiation'] },
  { by: noCard, at: ['smartcard'] },
  { by: alreadyInitiated, at: ['initiation'] },
  { by: locked, at: ['otp'] },
  { by: notInitiated, at: ['otp'] },
  { by: noEmailToInitiate, at: ['otp', 'initiation'] },
  { by: channelRefused, at: ['otp'] },
  { by: noChannelToSetUp, at: ['initiation'] },
  { by: registrationLacking, at: ['smartcard', 'otp'] },
]

export function obstacles(visit: Visit): readonly Ground[] {
  return OBSTACLES.filter(({ at }) => at.includes(visit.door.means))
    .map(({ by }) => by(visit))
    .filter((ground) => ground !== false)
}

/** No obstacles, but marked: let in without the registration that was asked for, or by a grace. */
export function marks(visit: Visit): readonly Ground[] {
  return [visit.door.means !== 'initiation' && notRegistered(visit, true), byGrace(visit)].filter(
    (ground) => ground !== false,
  )
}

function suspended({ facts: { status } }: Visit): Ground | false {
  return status !== 'active' && { code: 'suspended', source: 'directory', status }
}

/** Behind an initiation door there is no function to be entitled to. */
function notEntitled({ door, facts, opening }: Visit): Ground | false {
  if (!facts.roles.some((role) => opening.roles.includes(role)))
    return { code: 'not-entitled', source: door.source, lacks: opening.roles }
  const entitled = door.means === 'initiation' || door.leadsTo.some((id) => isEntitled(facts, id))
  return !entitled && { code: 'not-entitled', source: 'directory', lacks: 'function' }
}

function noCard({ facts }: Visit): Ground | false {
  return facts.holdsCard === false && { code: 'no-card', source: 'directory' }
}

function alreadyInitiated({ facts }: Visit): Ground | false {
  return facts.initiated && { code: 'not-entitled', source: 'directory', lacks: 'reset' }
}

function locked({ at, facts: { lockedUntil } }: Visit): Ground | false {
  return (
    lockedUntil !== null &&
    isBefore(at, lockedUntil) && { code: 'locked', source: 'directory', until: lockedUntil }
  )
}

function notInitiated({ facts }: Visit): Ground | false {
  return !facts.initiated && { code: 'not-initiated', source: 'directory' }
}

function noEmailToInitiate({ facts, programme }: Visit): Ground | false {
  return (
    !facts.initiated &&
    !facts.emailRegistered && { code: 'no-email', source: programme.emailRegistration.source }
  )
}

function channelRefused(visit: Visit): Ground | false {
  if (!visit.facts.initiated || visit.channels.length > 0) return false
  const { programme, door, facts, at } = visit
  return {
    ...channelSteps(visit),
    code: 'channel-refused',
    accepted: channelsOfDoor(programme, door, facts.roles, at),
  }
}

/** What no door would take is not set up in the first place. */
function noChannelToSetUp(visit: Visit): Ground | false {
  const { programme, door, facts, at } = visit
  const offered = channelsOfInitiation(programme, door, facts.roles, at)
  return offered.length === 0 && { ...channelSteps(visit), code: 'channel-refused', accepted: [] }
}

/** From when it is so, and who says it: the youngest of the steps. */
function channelSteps({ programme, door, facts, at }: Visit) {
  const steps = stepsInForce(programme, door, facts.roles, at)
  const [youngest] = steps.toSorted((a, b) => instantOrder(b.beginsAt, a.beginsAt))
  return { source: youngest?.source ?? door.source, from: youngest?.from ?? null }
}

function instantOrder(a: Instant | null, b: Instant | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return Temporal.Instant.compare(a, b)
}

function byGrace({ opening: { grace } }: Visit): Ground | false {
  return grace !== null && { code: 'card-day-passed', source: 'decision', grace }
}

function registrationLacking(visit: Visit): Ground | false {
  return notRegistered(visit, false)
}

function notRegistered({ facts, opening }: Visit, walkInsAdmitted: boolean): Ground | false {
  const event = opening.session?.event
  if (event === undefined || facts.registeredFor.includes(event.id)) return false
  const { walkIns } = event.registration
  return walkIns.admitted === walkInsAdmitted && { code: 'not-registered', source: walkIns.source, event }
}
