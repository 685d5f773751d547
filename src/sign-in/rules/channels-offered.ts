import type { DoorId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { ChannelKind } from '../../kernel/vocabulary.ts'
import type { Programme } from '../../programme/programme.ts'
import { channelsOfInitiation } from '../../programme/rules/channels-taken.ts'
import { doorOf } from '../../programme/rules/standing-doors.ts'

interface Has {
  readonly roles: readonly string[]
  readonly email: string | null
  readonly channels: readonly { readonly kind: ChannelKind }[]
}

export interface ChannelOffer {
  readonly kind: ChannelKind
  /** From then on no door of this system takes it from him any more; null: no end is planned. */
  readonly until: Instant | null
}

/** The stronger one first (ASVS 4.0.3, 2.2.2). */
const KINDS = ['app', 'email'] as const

/** What the OTP doors take from this person that belong to the same system as the door he stands at. */
export function channelsUseful(
  programme: Programme,
  roles: readonly string[],
  door: DoorId,
  at: Instant,
): readonly ChannelOffer[] {
  const declared = doorOf(programme, door)
  if (declared === undefined) return []
  const useful = channelsOfInitiation(programme, declared, roles, at)
  return KINDS.flatMap((kind) =>
    useful.filter(({ channel }) => channel === kind).map(({ until }) => ({ kind, until })),
  )
}

/** What may be set up: what some door takes, each once, and email only where an address is registered. */
export function channelsOffered(
  programme: Programme,
  { roles, email, channels }: Has,
  door: DoorId,
  at: Instant,
): readonly ChannelOffer[] {
  return channelsUseful(programme, roles, door, at).filter(
    ({ kind }) => channels.every((has) => has.kind !== kind) && (kind === 'app' || email !== null),
  )
}
