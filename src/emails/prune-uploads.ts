import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'

/** A file that broke off can't be used; one that was looked at may still be asked for, or asked for anew. */
const KEPT = { cut: { hours: 24 }, unused: { hours: 30 * 24 } } as const
/** A large file takes a second. */
const AT_ONCE = 3

/** Files that nobody put in force, with all their lines: they hold addresses. One that an open request is about stays. */
export async function pruneUploads(tx: Tx, at: Instant): Promise<void> {
  await sql`
    delete from email_upload where id in (
      select u.id from email_upload u
      where u.in_force_at is null
        and (u.state in ('receiving', 'cut') and u.beat_at < ${at.subtract(KEPT.cut)}::timestamptz
          or u.beat_at < ${at.subtract(KEPT.unused)}::timestamptz)
        and not exists (select from change_request r
          where r.kind = 'email.register-file' and r.ended_at is null and r.input ->> 'upload' = u.id::text)
      order by u.beat_at limit ${AT_ONCE} for update skip locked)`.execute(tx)
}
