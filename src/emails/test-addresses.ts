import { sql } from 'kysely'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export interface TestAsked {
  readonly participant: ParticipantId
  /** Null for all of the firm. */
  readonly only: AccountId | null
  readonly by: AccountId
  readonly at: Instant
}

/** An address that was tested so shortly before is not tested again: no button floods a mailbox (attack 66). */
const APART = { minutes: 15 }

/**
 * Has a test mail written to every registered address of the firm, or to one person's. It changes nothing, so one
 * person's word is enough. Answers how many will get one; the letters are written by and by.
 */
export async function testAddresses(tx: Tx, world: AuditWorld, asked: TestAsked): Promise<number> {
  const { participant, only, by, at } = asked
  const { rows } = await sql`
    insert into address_letter (registered_email_id, kind, participant_id, epoch, since)
    select distinct e.id, 'address-test', ${participant}::uuid, ${world.epoch}, ${at}::timestamptz
    from membership m join account a on a.id = m.account_id and a.status = 'active'
      join registered_email e on e.account_id = a.id and e.valid_to is null
    where m.participant_id = ${participant}::uuid and m.valid_to is null and (${only}::uuid is null or a.id = ${only}::uuid)
      and not exists (select from outbox_mail o where o.account_id = a.id and o.kind = 'address-test'
        and o.created_at > ${at.subtract(APART)}::timestamptz and o.created_at >= e.valid_from)
    on conflict do nothing returning 1`.execute(tx)
  await recordEvent(tx, world, {
    kind: 'email.tests-asked',
    at,
    accountId: only,
    reference: null,
    facts: { participant, by, letters: rows.length },
    particulars: {},
  })
  return rows.length
}
