import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { particular } from '../mail/rules/particular.ts'
import type { Bounce } from './rules/read-report.ts'

/**
 * A mail came back. The report may be faster than our own note that the server took the mail, so it is believed of a
 * mail that waits as well. A second report of the same mail, and one of a mail that is forgotten, change nothing.
 */
export async function recordBounce(
  tx: Tx,
  world: AuditWorld,
  { mail, bounce, at }: { readonly mail: string; readonly bounce: Bounce; readonly at: Instant },
): Promise<boolean> {
  const answer = wordsOf(bounce)
  const bounced = await tx
    .updateTable('outbox_mail')
    .set({ state: 'bounced', bounced_at: at, last_answer: answer, claimed_until: null })
    .where('id', '=', mail)
    .where('state', 'in', ['queued', 'sent'])
    .returning(['account_id', 'kind'])
    .executeTakeFirst()
  if (bounced === undefined) return false
  await recordEvent(tx, world, {
    kind: 'mail.bounced',
    at,
    accountId: bounced.account_id,
    reference: null,
    facts: { mail, letter: bounced.kind, status: bounce.status },
    particulars: { answer },
  })
  return true
}

/** One line, and no run of digits that could be the code of the letter it quotes. */
function wordsOf({ answer }: Bounce): string {
  return particular(answer.replace(/\d{6,}/g, '…'))
}
