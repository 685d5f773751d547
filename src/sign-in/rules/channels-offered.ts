import type { DoorId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { ChannelKind } from '../../kernel/vocabulary.ts'
import type { Programme } from '../../programme/programme.ts'
import { channelsOfInitiation } from '../../programme/rules/channels-taken.ts'
import { doorOf } from '../../programme/rules/standing-doors.ts'

interface Has extends Credentials {
  readonly roles: readonly string[]
  readonly email: string | null
}

interface Credentials {
  /** Null: none is in force. */
  readonly password: unknown
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

/**
 * After a reset of the password alone. The channels stay, and one of them shows that it is he (ASVS 6.4.3): a mailbox is
 * enough to set up 2FA where there is none, and never to replace a channel that there is.
 */
export function provesByOwn({ password, channels }: Credentials): boolean {
  return password === null && channels.length > 0
}

/** What may be set up: what some door takes, each once, and email only where an address is registered. */
export function channelsOffered(
  programme: Programme,
  { roles, email, ...has }: Has,
  door: DoorId,
  at: Instant,
): readonly ChannelOffer[] {
  const own = provesByOwn(has)
  return channelsUseful(programme, roles, door, at).filter(
    ({ kind }) =>
      own === has.channels.some((channel) => channel.kind === kind) && (kind === 'app' || email !== null),
  )
}
