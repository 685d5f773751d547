import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Database, Scope } from '../db/transaction.ts'
import type { AccountId, AttestationId, ParticipantId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Who takes the record of which attestation away as a file. */
interface Taking {
  readonly participant: ParticipantId
  readonly attestation: AttestationId
  readonly by: AccountId
  readonly session: SessionId
  readonly at: Instant
}

/** Recorded before the first line leaves: a file half taken is a file taken. */
export function takeRecord(
  database: Database,
  world: AuditWorld,
  scope: Scope,
  { participant, attestation, by, session, at }: Taking,
): Promise<void> {
  return database.write(scope, (tx) =>
    recordEvent(tx, world, {
      ...{ kind: 'listing.exported', at, accountId: by, reference: null, particulars: {} },
      facts: { participant, listing: 'attestation', attestation, session },
    }),
  )
}
