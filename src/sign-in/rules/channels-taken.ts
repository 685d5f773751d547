import type { DoorId } from '../../kernel/ids.ts'
import type { ChannelKind } from '../../kernel/vocabulary.ts'
import type { Programme } from '../../programme/programme.ts'

/** Of a person's channels those a door takes, in their order: a door that refuses one does not offer it. */
export function channelsTaken<Channel extends { readonly kind: ChannelKind }>(
  programme: Programme,
  door: DoorId,
  channels: readonly Channel[],
): readonly Channel[] {
  const accepted = programme.doors.find(({ id }) => id === door)?.channels?.accepted
  return accepted === undefined ? channels : channels.filter(({ kind }) => accepted.includes(kind))
}
