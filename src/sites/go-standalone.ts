import { sql } from 'kysely'
import type { AuditWorld } from '../audit/record-event.ts'
import type { Authority } from '../db/authority.ts'
import type { Database } from '../db/transaction.ts'
import type { Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { recordStatement } from './record-statement.ts'
import type { SignedStatement } from './sign-statement.ts'

/**
 * The authority acknowledges without its standby from here on, beginning with this: the first commit that no standby is waited
 * for is the record of who decided it. A node that follows hears of it within a second; back to paired it goes by itself
 * (pair-again.ts).
 */
export async function goStandalone(
  database: Database,
  world: AuditWorld,
  { term }: Pick<Authority, 'term'>,
  statement: SignedStatement,
  at: Instant,
): Promise<Result<Reference, 'not-paired'>> {
  const reference = newReference(world.randomness)
  return database.write({ as: 'operations' }, async (tx) => {
    const { rows } = await sql<{ changed: boolean }>`
      select change_mode(${term}, 'standalone', ${at}::timestamptz, ${reference}) as changed`.execute(tx)
    if (!rows[0]?.changed) return refused('not-paired')
    await recordStatement(tx, world, statement, { kind: 'site.standalone', at, reference, facts: { term } })
    return done(reference)
  })
}
