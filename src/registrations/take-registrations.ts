import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Database } from '../db/transaction.ts'
import type { AccountId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

interface Taking {
  readonly event: string
  readonly by: AccountId
  readonly session: SessionId
  readonly at: Instant
}

/** Names and telephones of people leave with the file: that is recorded before its first line does. */
export function takeRegistrations(
  database: Database,
  world: AuditWorld,
  { event, by, session, at }: Taking,
): Promise<void> {
  return database.write({ as: 'operations' }, (tx) =>
    recordEvent(tx, world, {
      ...{ kind: 'listing.exported', at, accountId: by, reference: null, particulars: {} },
      facts: { listing: 'registrations', event, session },
    }),
  )
}
