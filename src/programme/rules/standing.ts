import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Door, Means, Programme } from '../programme.ts'
import type { Opening } from './door-opening.ts'
import type { Facts } from './facts.ts'
import type { Ground } from './reasons.ts'

/** Somebody before an open door. */
export interface Visit {
  readonly programme: Programme
  readonly door: Door
  readonly opening: Opening
  readonly facts: Facts
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
  { by: alreadyInitiated, at: ['initiation'] },
  { by: locked, at: ['otp'] },
  { by: notInitiated, at: ['otp'] },
  { by: noEmailToInitiate, at: ['otp', 'initiation'] },
  { by: channelRefused, at: ['otp'] },
  { by: registrationLacking, at: ['smartcard', 'otp'] },
]

export function obstacles(visit: Visit): readonly Ground[] {
  return OBSTACLES.filter(({ at }) => at.includes(visit.door.means))
    .map(({ by }) => by(visit))
    .filter((ground) => ground !== false)
}

/** Let in without the registration that was asked for: no obstacle, but marked. */
export function walkIn(visit: Visit): Ground | false {
  return visit.door.means !== 'initiation' && notRegistered(visit, true)
}

function suspended({ facts: { status } }: Visit): Ground | false {
  return status !== 'active' && { code: 'suspended', source: 'directory', status }
}

/** Behind an initiation door there is no function to be entitled to. */
function notEntitled({ door, facts, opening }: Visit): Ground | false {
  if (!facts.roles.some((role) => opening.roles.includes(role)))
    return { code: 'not-entitled', source: door.source, lacks: opening.roles }
  const entitled = door.means === 'initiation' || door.leadsTo.some((id) => facts.functions.includes(id))
  return !entitled && { code: 'not-entitled', source: 'directory', lacks: 'function' }
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

function channelRefused({ door, facts }: Visit): Ground | false {
  const { channels } = door
  if (channels === null || !facts.initiated) return false
  const accepted = facts.channels.some((channel) => channels.accepted.includes(channel))
  return !accepted && { code: 'channel-refused', source: channels.source }
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
