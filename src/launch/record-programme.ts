import { sql } from 'kysely'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'

/** Any number will do that no other advisory lock of this database has. */
const LOCK = 0x5a11_9028

/**
 * Notes which programme file the program runs by; the same file twice in a row is one entry, also where several nodes
 * start with it at once: they follow one another.
 */
export async function recordProgramme(
  tx: Tx,
  world: AuditWorld,
  programme: { readonly id: string; readonly source: string },
  at: Instant,
): Promise<void> {
  const digest = sha256(programme.source)
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx)
  const newest = await tx
    .selectFrom('programme_in_force')
    .select('digest')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest?.digest.equals(digest)) return
  await tx
    .insertInto('programme_in_force')
    .values({ programme_id: programme.id, digest, source: programme.source, since: at })
    .execute()
  await recordEvent(tx, world, {
    kind: 'programme.in-force',
    at,
    accountId: null,
    reference: null,
    facts: { programme: programme.id, sha256: digest.toString('hex') },
    particulars: {},
  })
}
