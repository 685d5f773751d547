import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'

/** Notes which programme file the program runs by; the same file twice in a row is one entry. */
export async function recordProgramme(
  tx: Tx,
  world: AuditWorld,
  programme: { readonly id: string; readonly source: string },
  at: Instant,
): Promise<void> {
  const digest = sha256(programme.source)
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
