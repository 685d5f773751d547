import type { ReadDb } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { LetterKind } from '../mail/letters.ts'
import { latestOfKind } from './store.ts'

/**
 * What became of a mail, for its holder: `waiting` since it was queued (`answer`: why it has not gone yet), `sent`,
 * `refused` by the mail system in these words, `bounced` later by another one, or `lapsed` unsent.
 */
export type DeliveryStatus =
  | { readonly state: 'waiting'; readonly since: Instant; readonly answer: string | null }
  | { readonly state: 'sent'; readonly at: Instant }
  | { readonly state: 'refused' | 'bounced'; readonly answer: string }
  | { readonly state: 'lapsed'; readonly answer: string | null }

/** The latest mail of this kind to this account; undefined where none was queued (P6, P7). */
export async function deliveryStatus(
  db: ReadDb,
  accountId: AccountId,
  kind: LetterKind,
): Promise<DeliveryStatus | undefined> {
  const mail = await latestOfKind(db, accountId, kind)
  switch (mail?.state) {
    case undefined:
      return undefined
    case 'queued':
      return { state: 'waiting', since: mail.created_at, answer: mail.last_answer }
    case 'sent':
      return { state: 'sent', at: mail.sent_at ?? mail.created_at }
    case 'failed':
      return { state: 'refused', answer: mail.last_answer ?? '' }
    case 'bounced':
      return { state: 'bounced', answer: mail.last_answer ?? '' }
    case 'lapsed':
      return { state: 'lapsed', answer: mail.last_answer }
  }
}
