import { sql } from 'kysely'
import type { AuditEvent, AuditWorld } from '../audit/record-event.ts'
import type { Authority } from '../db/authority.ts'
import type { Database, Tx } from '../db/transaction.ts'
import type { Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { recordStatement } from './record-statement.ts'
import type { SignedStatement } from './sign-statement.ts'

export interface Move {
  readonly known: Authority
  readonly to: Omit<Authority, 'term' | 'spell'>
  readonly because: Pick<AuditEvent, 'kind' | 'facts'>
  readonly statement: SignedStatement
  /** What else becomes true with it. */
  readonly beside?: (tx: Tx) => Promise<void>
}

/**
 * The next term begins, with the record of who decided it as its first evidence. Who holds the former one writes nothing any
 * more. Of two who move it at once one does.
 */
export async function moveAuthority(
  database: Database,
  { randomness }: Pick<AuditWorld, 'randomness'>,
  { known, to, because, statement, beside }: Move,
  at: Instant,
): Promise<Result<Reference, 'moved-meanwhile'>> {
  const reference = newReference(randomness)
  return database.write({ as: 'operations' }, async (tx) => {
    const { rows } = await sql<{ moved: boolean }>`
      select move_authority(${known.term}, ${known.spell}, ${to.site}, ${to.mode}, ${to.epoch}, ${at}::timestamptz, ${reference})
        as moved`.execute(tx)
    if (!rows[0]?.moved) return refused('moved-meanwhile')
    const { kind, facts } = because
    await recordStatement(tx, { epoch: to.epoch, randomness }, statement, {
      ...{ kind, at, reference },
      facts: { ...facts, term: known.term + 1, site: to.site },
    })
    await beside?.(tx)
    return done(reference)
  })
}
