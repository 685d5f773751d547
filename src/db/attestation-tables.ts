import type { Generated } from 'kysely'
import type { AccountId, AttestationId, ParticipantId, PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Answer } from '../kernel/vocabulary.ts'

/** What a firm attests of its people's access. */

export interface AttestationTable {
  id: AttestationId
  participant_id: ParticipantId
  /** The day by which it is due: `2023-06-11`. */
  period: string
  begun_by: AccountId
  begun_at: Instant
  attested_at: Generated<Instant | null>
  /** The number of the request by which it was attested. */
  request: Generated<number | null>
  digest: Generated<Buffer | null>
  people: Generated<number | null>
}

export interface AttestedAccessTable {
  attestation_id: AttestationId
  participant_id: ParticipantId
  account_id: AccountId
  person_id: PersonId
  /** JSON text: src/attestations/facts.ts. */
  facts: string
  digest: Buffer
  last_logon: Instant | null
  answer: Answer | null
  answered_by: AccountId | null
  answered_by_person: PersonId | null
  answered_at: Instant | null
  attested: Generated<boolean>
  follow_up: Generated<number | null>
}
