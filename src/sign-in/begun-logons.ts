import { sha256Base64 } from '../kernel/digest.ts'
import type { Attempt } from './attempt-store.ts'
import { type Ticket, writeTicket } from './ticket.ts'

/** Whose an attempt is. It never changes. */
export type Whose = Pick<Attempt, 'accountId' | 'budgetKey'>

/**
 * Logons that this node has begun, by the digest of their ticket: the second step then needs no reading to know which
 * budget it takes a try from. Where the attempt stands is asked all the same, under its lock. Another node, or this one
 * after a restart, reads.
 */
export interface BegunLogons {
  learn(ticket: Ticket, whose: Whose): void
  whose(ticket: Ticket): Whose | undefined
  forget(ticket: Ticket): void
}

/** Some 300 bytes each. */
const MOST = 20_000

/** `most`: full, it drops the one begun longest ago. */
export function rememberBegunLogons(most = MOST): BegunLogons {
  const known = new Map<string, Whose>()
  return {
    learn: (ticket, { accountId, budgetKey }) => {
      known.set(keyOf(ticket), { accountId, budgetKey })
      const [oldest] = known.size > most ? known.keys() : []
      if (oldest !== undefined) known.delete(oldest)
    },
    whose: (ticket) => known.get(keyOf(ticket)),
    forget: (ticket) => void known.delete(keyOf(ticket)),
  }
}

function keyOf(ticket: Ticket): string {
  return sha256Base64(writeTicket(ticket))
}
