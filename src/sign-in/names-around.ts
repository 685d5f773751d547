import type { Holder } from '../accounts/find-holder.ts'
import type { Programme } from '../programme/programme.ts'

/** Names an attacker would think of first: the person's, the firm's, the service's (ASVS 5.0 6.2.11). */
export function namesAround(programme: Programme, holder: Holder): readonly string[] {
  return [
    holder.displayName,
    ...holder.participants.flatMap((participant) => [participant.nameEn, participant.nameZh]),
    ...programme.systems.map((system) => system.name.en),
    programme.circular.issuer.en,
  ]
}
