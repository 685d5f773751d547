import type { DoorId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { ChannelKind } from '../../kernel/vocabulary.ts'
import type { Programme } from '../../programme/programme.ts'
import { channelsToFinish } from '../../programme/rules/channels-taken.ts'
import { doorOf } from '../../programme/rules/standing-doors.ts'

interface Has<Channel> {
  readonly roles: readonly string[]
  readonly channels: readonly Channel[]
}

/** At a door: since when he is there, null for from now on. */
interface Visit {
  readonly door: DoorId
  readonly enteredAt: Instant | null
  readonly at: Instant
}

/** Of a person's channels those a door takes from him, in their order: a door that refuses one does not offer it. */
export function channelsTaken<Channel extends { readonly kind: ChannelKind }>(
  programme: Programme,
  { roles, channels }: Has<Channel>,
  { door, enteredAt, at }: Visit,
): readonly Channel[] {
  const declared = doorOf(programme, door)
  if (declared === undefined) return []
  const taken: readonly string[] = channelsToFinish(programme, declared, roles, at, enteredAt)
  return channels.filter(({ kind }) => taken.includes(kind))
}
