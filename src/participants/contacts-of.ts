import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'

/** Whom the clearing house calls back at a firm. */
export interface Contact {
  readonly id: string
  readonly name: string
  readonly office: string
  readonly telephone: string
  readonly email: string
}

/** Those on record now, by name. */
export function contactsOf(db: ReadDb, participant: ParticipantId | null): Promise<readonly Contact[]> {
  return db
    .selectFrom('participant_contact')
    .select(['id', 'name', 'office', 'telephone', 'email'])
    .where('participant_id', '=', participant)
    .where('valid_to', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}
