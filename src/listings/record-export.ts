import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Database } from '../db/transaction.ts'
import type { AccountId, ParticipantId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { UsersWanted } from './users-wanted.ts'

/** Who takes which listing of a firm away as a file. */
export interface Export {
  readonly participant: ParticipantId
  readonly by: AccountId
  readonly session: SessionId
  readonly listing: string
  readonly wanted: UsersWanted
  readonly at: Instant
}

/** Recorded before the first line leaves: a file half taken is a file taken. */
export function recordExport(
  database: Database,
  world: AuditWorld,
  { participant, by, session, listing, wanted, at }: Export,
): Promise<void> {
  return database.write({ as: 'participant', participant }, (tx) =>
    recordEvent(tx, world, {
      kind: 'listing.exported',
      at,
      accountId: by,
      reference: null,
      facts: { participant, listing, filter: wanted.filter, session },
      particulars: { search: wanted.search },
    }),
  )
}
