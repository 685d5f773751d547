import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { DoorId, Reference, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What somebody was refused. */
export interface Refusal {
  readonly at: Instant
  readonly kind: string
  /** Null where what was typed is nobody's User ID: no firm sees that, the desk does. */
  readonly user: { readonly userId: UserId; readonly displayName: string } | null
  readonly door: DoorId | null
  readonly reason: string
  readonly lockedUntil: Instant | null
}

interface RefusalRow extends Omit<Refusal, 'lockedUntil' | 'user'> {
  readonly userId: UserId | null
  readonly displayName: string
  readonly lockedUntil: string | null
}

/**
 * The refusal that a page showed this reference with. In a firm's scope there are its own people's alone: another firm's
 * reference, a fault's and one that never was are all not found.
 */
export async function findRefusal(db: ReadDb, reference: Reference): Promise<Refusal | undefined> {
  const [row] = await selectRows(
    db,
    sql<RefusalRow>`
    select e.at, e.kind, a.user_id as "userId", p.display_name as "displayName", e.facts ->> 'door' as door,
      e.facts ->> 'reason' as reason, e.facts ->> 'lockedUntil' as "lockedUntil"
    from audit_event e left join account a on a.id = e.account_id left join person p on p.id = a.person_id
    where e.reference = ${reference} and e.facts ->> 'reason' is not null`,
  )
  if (row === undefined) return undefined
  const { lockedUntil, userId, displayName, ...found } = row
  return {
    ...found,
    user: userId && { userId, displayName },
    lockedUntil: lockedUntil === null ? null : Temporal.Instant.from(lockedUntil),
  }
}
