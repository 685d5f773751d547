import { type RawBuilder, sql } from 'kysely'
import { afterCommit } from '../db/after-commit.ts'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { AccountId, Epoch, Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { EventKind } from './kinds.ts'

export interface AuditEvent {
  readonly kind: EventKind
  readonly at: Instant
  readonly accountId: AccountId | null
  readonly reference: Reference | null
  /** Ids, counts, outcomes. Nothing personal, nothing secret. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
  /** Names, addresses, typed values: erasable. Empty where there is nothing of the kind. */
  readonly particulars: Readonly<Record<string, string>>
}

export interface AuditWorld {
  readonly epoch: Epoch
  readonly randomness: Randomness
  /** Told of each event once it is committed: for logs and metrics. */
  readonly heard?: ((event: AuditEvent) => void) | undefined
}

/** Of an event, what its two rows hold. */
export interface EventRow extends Pick<AuditEvent, 'kind' | 'at' | 'accountId' | 'reference'> {
  readonly eventId: string
  readonly epoch: Epoch
  readonly facts: string
  readonly salt: Buffer
  readonly particulars: string
}

const insertEvent = prepared(
  (_, row: EventRow) =>
    sql`with event as (${eventInsert(row, sql`${row.facts}::jsonb`)}) ${personalInsert(row)}`,
)

/** For a statement that writes an event with its effect; `facts` may be more than the program knows. */
export function eventInsert(
  { eventId, at, epoch, kind, accountId, reference }: EventRow,
  facts: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`insert into audit_event (id, at, epoch, kind, account_id, reference, facts)
    values (${eventId}, ${at}, ${epoch}, ${kind}, ${accountId}, ${reference}, ${facts})`
}

/** What may be erased of it. */
export function personalInsert({ eventId, salt, particulars }: EventRow): RawBuilder<unknown> {
  return sql`insert into audit_personal (event_id, salt, particulars) values (${eventId}, ${salt}, ${particulars}::jsonb)`
}

/** Writes one event in the transaction of its effect: one statement, one round trip. */
export async function recordEvent(tx: Tx, world: AuditWorld, event: AuditEvent): Promise<void> {
  await insertEvent(tx, eventRow(tx, world, event))
}

/** For whoever writes it with a statement of his own; it is heard of once that is committed. */
export function eventRow(tx: Tx, world: AuditWorld, event: AuditEvent): EventRow {
  const salt = Buffer.from(world.randomness.bytes(16))
  const particulars = canonicalJson(event.particulars)
  const facts = {
    ...event.facts,
    particulars: sha256(Buffer.concat([salt, Buffer.from(particulars)])).toString('hex'),
  }
  const { heard } = world
  if (heard !== undefined) afterCommit(tx, () => heard(event))
  return {
    ...{ eventId: world.randomness.uuid(), salt, particulars, facts: JSON.stringify(facts) },
    ...{ at: event.at, epoch: world.epoch, kind: event.kind },
    ...{ accountId: event.accountId, reference: event.reference },
  }
}

/** Keys sorted, so that the same particulars have the same digest. */
function canonicalJson(record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(record, Object.keys(record).sort())
}
