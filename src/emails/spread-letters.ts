import { sql } from 'kysely'
import type { Database } from '../db/transaction.ts'
import type { Epoch, UploadId } from '../kernel/ids.ts'

export interface SpreadingWorld {
  readonly database: Database
  readonly epoch: Epoch
}

/**
 * Has letters written to the addresses of one file in force, so many lines at a time: a test to each new one, word to each
 * former one. They wait for no decision, and no decision for them: what has been spread is noted in the transaction that
 * spreads it. Answers how many lines it took.
 */
export function spreadLetters({ database, epoch }: SpreadingWorld, lines: number): Promise<number> {
  return database.write({ as: 'operations' }, async (tx) => {
    const { rows } = await sql<{ id: UploadId; first: number; taken: number }>`
      with next as materialized (
        select id, letters_from as first, letters_from + ${lines}::integer as beyond from email_upload
        where letters_from is not null order by in_force_at limit 1 for update skip locked)
      update email_upload u set letters_from = case when exists (
          select from email_upload_row r where r.upload_id = next.id and r.line >= next.beyond) then next.beyond end
      from next where u.id = next.id returning u.id, next.first, ${lines}::integer as taken`.execute(tx)
    const [next] = rows
    if (next === undefined) return 0
    // An address that was replaced meanwhile gets no test, nor one that somebody has had tested already.
    await sql`
      insert into address_letter (registered_email_id, kind, participant_id, epoch, since)
      select case what.kind when 'address-test' then n.id else r.former end, what.kind, u.participant_id, ${epoch}, u.in_force_at
      from email_upload u join email_upload_row r on r.upload_id = u.id
        join registered_email n on n.id = id_from(u.seed::text, r.line::text)
        cross join (values ('address-test'), ('address-replaced')) as what (kind)
      where u.id = ${next.id}::uuid and r.line between ${next.first} and ${next.first + lines - 1}
        and case what.kind when 'address-replaced' then r.former is not null
          else n.valid_to is null and not exists (select from outbox_mail o
            where o.account_id = n.account_id and o.kind = 'address-test' and o.created_at >= n.valid_from) end
      on conflict do nothing`.execute(tx)
    return next.taken
  })
}
