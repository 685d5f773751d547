import { sql } from 'kysely'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Authority } from '../db/authority.ts'
import type { Database, Tx } from '../db/transaction.ts'
import type { Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { recordStatement, type WitnessHeard } from './record-statement.ts'
import type { SignedStatement } from './sign-statement.ts'

/** On whose word: two operators', or the witness's alone, which a node asked for by itself. */
export type Ground = { readonly statement: SignedStatement; readonly witness: WitnessHeard } | 'witness'

/**
 * The authority acknowledges without its standby from here on, beginning with this: the first commit that no standby is waited
 * for is the record of who decided it. A node that follows hears of it within a second; back to paired it goes by itself
 * (pair-again.ts). Of a word that comes when another spell has begun nothing follows.
 */
export async function goStandalone(
  database: Database,
  world: AuditWorld,
  { term, spell }: Pick<Authority, 'term' | 'spell'>,
  ground: Ground,
  at: Instant,
): Promise<Result<Reference, 'not-paired'>> {
  const reference = newReference(world.randomness)
  return database.write({ as: 'operations' }, async (tx) => {
    const { rows } = await sql<{ changed: boolean }>`
      select change_mode(${term}, ${spell}, 'standalone', ${at}::timestamptz, ${reference}) as changed`.execute(
      tx,
    )
    if (!rows[0]?.changed) return refused('not-paired')
    await record(tx, world, ground, { kind: 'site.standalone', at, reference, facts: { term } })
    return done(reference)
  })
}

function record(tx: Tx, world: AuditWorld, ground: Ground, of: Parameters<typeof recordStatement>[3]) {
  if (ground !== 'witness')
    return recordStatement(tx, world, ground.statement, {
      ...of,
      facts: { ...of.facts, witness: ground.witness },
    })
  const facts = { ...of.facts, witness: 'yes' }
  return recordEvent(tx, world, { ...of, accountId: null, facts, particulars: {} })
}
