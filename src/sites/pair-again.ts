import { sql } from 'kysely'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Authority } from '../db/authority.ts'
import type { Database } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'

/**
 * The standby has everything again: from here on a commit waits for it. This one does already, and what was acknowledged without
 * it lies before this one. Of several nodes that see it, one records it.
 */
export async function pairAgain(
  database: Database,
  world: AuditWorld,
  { term, spell }: Pick<Authority, 'term' | 'spell'>,
  at: Instant,
): Promise<void> {
  const reference = newReference(world.randomness)
  await database.write({ as: 'operations' }, async (tx) => {
    const { rows } = await sql<{ changed: boolean }>`
      select change_mode(${term}, ${spell}, 'paired', ${at}::timestamptz, ${reference}) as changed`.execute(
      tx,
    )
    if (!rows[0]?.changed) return
    await recordEvent(tx, world, {
      ...{ kind: 'site.paired', at, accountId: null, reference },
      ...{ facts: { term }, particulars: {} },
    })
  })
}
