import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { AccountId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { LetterKind } from '../mail/letters.ts'
import type { Fate } from './rules/retry.ts'

export interface NewMail {
  readonly id: string
  readonly epoch: Epoch
  readonly accountId: AccountId | null
  readonly kind: LetterKind
  readonly sealed: Buffer
  /** Where it goes (domain-key.ts). */
  readonly domain: Buffer
  readonly at: Instant
  readonly notAfter: Instant
  readonly deliver: boolean
  /** Nobody waits for it (a test, a notice): it goes by the lane of bulk mail. */
  readonly bulk?: boolean
}

/** Bulk mail has workers of its own, so that it can't hold up a passcode. */
export type Lane = 'prompt' | 'bulk'

/** One statement either way; without `deliver` it inserts nothing. */
export async function insertMail(tx: Tx, mail: NewMail): Promise<void> {
  await sql`
    insert into outbox_mail (id, epoch, account_id, kind, sealed, state, created_at, due_at, not_after, bulk,
      domain)
    select ${mail.id}::uuid, ${mail.epoch}, ${mail.accountId}::uuid, ${mail.kind}, ${mail.sealed}::bytea, 'queued',
      ${mail.at}::timestamptz, ${mail.at}::timestamptz, ${mail.notAfter}::timestamptz, ${mail.bulk ?? false}::boolean,
      ${mail.domain}::bytea
    where ${mail.deliver}::boolean
  `.execute(tx)
}

/** A row in the hands of one worker. `tries` counts its claims: the number of this one tells it from a later one. */
export interface ClaimedMail {
  readonly id: string
  readonly sealed: Buffer
  readonly tries: number
  readonly notAfter: Instant
}

/**
 * Records what became of a claimed mail. Where the claim ran out and another worker has the row, only `sent` is
 * recorded: it is true whoever says it, and spares the person a second copy.
 */
export async function recordFate(
  tx: Tx,
  mail: ClaimedMail,
  came: { readonly fate: Fate; readonly at: Instant; readonly answer: string },
): Promise<void> {
  const { fate, at, answer } = came
  await tx
    .updateTable('outbox_mail')
    .set({
      state: fate.state,
      last_answer: answer,
      claimed_until: null,
      ...(fate.state === 'queued' ? { due_at: fate.dueAt } : {}),
      ...(fate.state === 'sent' ? { sent_at: at } : {}),
    })
    .where('id', '=', mail.id)
    .where('state', '=', 'queued')
    .where((where) => where.or([where('tries', '=', mail.tries), where.val(fate.state === 'sent')]))
    .execute()
}

export async function latestOfKind(db: ReadDb, accountId: AccountId, kind: LetterKind) {
  return db
    .selectFrom('outbox_mail')
    .select(['state', 'sent_at', 'created_at', 'last_answer'])
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
