import { type Instant, isBefore } from '../../kernel/instant.ts'

/** How long the proof of a card stands for the code from the registered email: a terminal that was left is not its person. */
const PROOF_LASTS = { minutes: 15 }

/** Whether a logon session, by what it was begun with and when, proves more than the registered mailbox does. */
export function maySkipEmail(
  { acr, createdAt }: { readonly acr: string; readonly createdAt: Instant },
  at: Instant,
): boolean {
  return acr === 'card' && isBefore(at, createdAt.add(PROOF_LASTS))
}
