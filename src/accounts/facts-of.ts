import type { Instant } from '../kernel/instant.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { Holder } from './find-holder.ts'

/** What `decide` may know of a person: the plain record, no name, no address. */
export function factsOf(holder: Holder, enteredAt: Instant | null): Facts {
  return {
    userId: holder.userId,
    participants: holder.participants.map(({ code }) => code),
    roles: holder.roles,
    status: holder.status,
    emailRegistered: holder.email !== null,
    initiated: holder.password !== null && holder.channels.length > 0,
    channels: holder.channels.map((channel) => channel.kind),
    lockedUntil: holder.lockedUntil,
    holdsCard: null,
    functions: holder.functions,
    registeredFor: holder.registeredFor,
    enteredAt,
  }
}
