import { sql } from 'kysely'
import type { AuditWorld } from '../audit/record-event.ts'
import type { AddressLetterTable } from '../db/email-tables.ts'
import type { Tx } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

type Letters = Readonly<Record<AddressLetterTable['kind'], readonly string[]>>

/** Has letters written, by and by, to addresses by the ids of their registrations (write-address-letters.ts). */
export async function queueLetters(
  tx: Tx,
  { epoch }: Pick<AuditWorld, 'epoch'>,
  participant: ParticipantId,
  at: Instant,
  letters: Letters,
): Promise<void> {
  const { 'address-replaced': replaced, 'address-test': tests } = letters
  await sql`
    insert into address_letter (registered_email_id, kind, participant_id, epoch, since)
    select id, kind, ${participant}::uuid, ${epoch}, ${at}::timestamptz
    from (select unnest(${replaced}::uuid[]) as id, 'address-replaced' as kind
      union all select unnest(${tests}::uuid[]), 'address-test') as letter
    on conflict do nothing`.execute(tx)
}
