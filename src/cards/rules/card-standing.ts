import type { Instant } from '../../kernel/instant.ts'
import type { CardEnd, CardStanding } from '../../kernel/vocabulary.ts'

/** How it stands with a card of the register; what its authority says of it is asked when it is used. */
export function cardStanding(
  { endedBecause, notAfter }: { readonly endedBecause: CardEnd | null; readonly notAfter: Instant },
  at: Instant,
): CardStanding {
  if (endedBecause !== null) return endedBecause
  return Temporal.Instant.compare(notAfter, at) <= 0 ? 'expired' : 'in-force'
}
