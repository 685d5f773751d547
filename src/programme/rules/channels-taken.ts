import { type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { ChannelStep, Door, Programme } from '../programme.ts'
import { CHANNELS, type Channel } from './channels.ts'
import { finishBy } from './situation.ts'
import { everyDoor } from './standing-doors.ts'

/** The OTP channels that a door takes from somebody of these roles: those that its step and each role's step accept. */
export function channelsOfDoor(
  programme: Programme,
  door: Door,
  roles: readonly string[],
  at: Instant,
): readonly Channel[] {
  const steps = stepsInForce(programme, door, roles, at)
  return CHANNELS.filter((channel) => steps.every(({ accepted }) => accepted.includes(channel)))
}

/** The same for who entered before: what was taken then may be finished with (spec §2), for the time that a door gives. */
export function channelsToFinish(
  programme: Programme,
  door: Door,
  roles: readonly string[],
  at: Instant,
  enteredAt: Instant | null,
): readonly Channel[] {
  const now = channelsOfDoor(programme, door, roles, at)
  if (enteredAt === null || isBefore(at, enteredAt)) return now
  const begun = stepsInForce(programme, door, roles, at).flatMap(({ beginsAt }) => beginsAt ?? [])
  const isFresh = begun.some((from) => isBefore(enteredAt, from) && isBefore(at, finishBy(programme, from)))
  if (!isFresh) return now
  const then = channelsOfDoor(programme, door, roles, enteredAt)
  return CHANNELS.filter((channel) => now.includes(channel) || then.includes(channel))
}

export interface OfferedChannel {
  readonly channel: Channel
  /** From then on no door takes it any more; null: no end is planned. */
  readonly until: Instant | null
}

/**
 * What may be set up at an initiation door by somebody of these roles: what an OTP door of the same system, that admits
 * him, takes at that moment.
 */
export function channelsOfInitiation(
  programme: Programme,
  initiation: Door,
  roles: readonly string[],
  at: Instant,
): readonly OfferedChannel[] {
  const doors = everyDoor(programme).filter(
    ({ means, system, admits }) =>
      means === 'otp' && system === initiation.system && admits.some((role) => roles.includes(role)),
  )
  const isTaken = (channel: Channel, when: Instant) =>
    doors.some((door) => channelsOfDoor(programme, door, roles, when).includes(channel))
  return CHANNELS.filter((channel) => isTaken(channel, at)).map((channel) => ({
    channel,
    until: programme.turns.find((turn) => isBefore(at, turn) && !isTaken(channel, turn)) ?? null,
  }))
}

/** The door's step and one of each of his roles that the door admits, where there is one by now. */
export function stepsInForce(
  { roles: declared }: Programme,
  door: Door,
  roles: readonly string[],
  at: Instant,
): readonly ChannelStep[] {
  const his = declared.filter(({ id }) => roles.includes(id) && door.admits.includes(id))
  return [door, ...his].flatMap(({ channels }) => stepAt(channels, at) ?? [])
}

function stepAt(steps: readonly ChannelStep[], at: Instant): ChannelStep | undefined {
  return steps.findLast(({ beginsAt }) => beginsAt === null || isAtOrBefore(beginsAt, at))
}
