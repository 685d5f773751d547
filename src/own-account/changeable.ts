import { factsOf } from '../accounts/facts-of.ts'
import type { Holder } from '../accounts/find-holder.ts'
import type { Instant } from '../kernel/instant.ts'
import { decide } from '../programme/rules/decide.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { channelsUseful } from '../sign-in/rules/channels-offered.ts'
import { channelsTaken } from '../sign-in/rules/channels-taken.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import type { Changeable } from './rules/may-change.ts'

/** What `mayChange` asks of an account, at the door and site of a logon session. */
export function changeableOf(
  { site }: Pick<SignInWorld, 'site'>,
  inForce: InForce,
  holder: Holder,
  { door, enteredAt }: Pick<LiveSession, 'door' | 'enteredAt'>,
  at: Instant,
): Changeable {
  const { carriedForward } = decide(inForce, factsOf(holder, enteredAt), door, site, at)
  return {
    channels: holder.channels.map(({ kind }) => kind),
    taken: channelsTaken(inForce.programme, holder, { door, enteredAt, at }).map(({ kind }) => kind),
    useful: channelsUseful(inForce.programme, holder.roles, door, at).map(({ kind }) => kind),
    email: holder.email,
    carriedForward,
  }
}
