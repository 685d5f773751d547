import { sayNumber } from '../changes/rules/request-number.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { AttestationId, ParticipantId, RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What a firm has of one period. */
export interface Attestation {
  readonly id: AttestationId
  readonly period: string
  readonly begunAt: Instant
  /** Null: not yet. */
  readonly attested: {
    readonly at: Instant
    readonly request: RequestNumber
    readonly digest: string
    readonly people: number
  } | null
}

/** All that a firm has attested or begun to, the latest period first. */
export async function attestationsOf(db: ReadDb, firm: ParticipantId): Promise<readonly Attestation[]> {
  const rows = await db
    .selectFrom('attestation')
    .select(['id', 'period', 'begun_at', 'attested_at', 'request', 'digest', 'people'])
    .where('participant_id', '=', firm)
    .orderBy('period', 'desc')
    .execute()
  return rows.map(({ id, period, begun_at: begunAt, attested_at: at, request, digest, people }) => ({
    ...{ id, period, begunAt },
    attested:
      at === null || request === null || digest === null || people === null
        ? null
        : { at, request: sayNumber(request), digest: digest.toString('hex'), people },
  }))
}

export async function attestationFor(
  db: ReadDb,
  firm: ParticipantId,
  period: string,
): Promise<Attestation | undefined> {
  return (await attestationsOf(db, firm)).find((one) => one.period === period)
}

/** The open request by which it would be attested. */
export async function openRequestFor(db: ReadDb, firm: ParticipantId): Promise<RequestNumber | null> {
  const row = await db
    .selectFrom('change_request')
    .select('number')
    .where('participant_id', '=', firm)
    .where('kind', '=', 'access.attest')
    .where('ended_at', 'is', null)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : sayNumber(row.number)
}
