import type { RevocationState } from '../../smartcards/revocation.ts'
import type { VerifyCard } from '../../smartcards/verify-card.ts'

/** What logging on by smartcard takes beside everything else. */
export interface CardWorld {
  readonly verify: VerifyCard
  /** What this node believes of revoked cards, now. */
  readonly revocation: () => RevocationState
  /** The origin of the listener that asks for the card: `https://cards.example.com`. */
  readonly listener: string
  /** The origin of the pages, to which a browser is sent back. */
  readonly site: string
}
