import type { ReadDb } from '../db/transaction.ts'
import type { OneTimeCodeTable } from '../db/types.ts'
import { latestCode } from '../one-time-codes/latest-code.ts'
import { deliveryStatus } from '../outbox/delivery-status.ts'
import type { Attempt } from '../sign-in/attempt-store.ts'
import { maskAddress } from './mask-address.ts'
import type { MailedCode } from './pages/props.ts'

const DELIVERY = {
  waiting: 'queued',
  sent: 'sent',
  refused: 'failed',
  bounced: 'bounced',
  lapsed: 'lapsed',
} as const

interface Mailed {
  readonly attempt: Attempt
  readonly purpose: OneTimeCodeTable['purpose']
  /** The kind of letter that carried it. */
  readonly letter: 'logon-code' | 'channel-proof' | 'change-code' | 'step-up-code'
  readonly address: string | null
  readonly resend: string
}

/** The newest code sent in an attempt and what became of its mail, for the person who has proven the first factor. */
export async function mailedCodeOf(
  db: ReadDb,
  { attempt, purpose, letter, address, resend }: Mailed,
): Promise<MailedCode> {
  const code = await latestCode(db, attempt.id, purpose)
  const status = attempt.accountId === null ? undefined : await deliveryStatus(db, attempt.accountId, letter)
  return {
    sentTo: maskAddress(address ?? ''),
    sentAt: code?.issuedAt ?? attempt.begunAt,
    validUntil: code?.expiresAt ?? attempt.expiresAt,
    delivery: code === undefined ? 'limited' : DELIVERY[status?.state ?? 'waiting'],
    resend,
  }
}
