import { sql } from 'kysely'
import { recordEvent } from '../audit/record-event.ts'
import { holdStill } from '../changes/read-standing.ts'
import type { RequestWorld } from '../changes/world.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { AccountId, AttestationId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Answer } from '../kernel/vocabulary.ts'
import { attestationPeriod } from '../programme/rules/attestation-period.ts'

/** What was chosen of one User ID, where its digest and this answer had been seen; null: he is not yet looked at. */
export interface Chosen {
  readonly userId: UserId
  readonly seen: string
  readonly was: Answer | null
  readonly answer: Answer | null
}

interface Saving {
  readonly participant: ParticipantId
  readonly by: AccountId
  readonly chosen: readonly Chosen[]
  readonly at: Instant
}

export type SaveRefusal = { readonly is: 'not-open' | 'attested' }

export interface Saved {
  readonly saved: number
  /** Whose access, or answer, is not what was seen any more: his row must be looked at again. */
  readonly changed: readonly UserId[]
}

/**
 * Keeps the answers of one page. Each counts for exactly what was seen, and nobody's for himself. It moves in line with the
 * firm's decisions, so that what is being attested stays as it is meanwhile.
 */
export function saveAnswers(
  world: Omit<RequestWorld, 'kinds'>,
  saving: Saving,
): Promise<Result<Saved, SaveRefusal>> {
  const { participant, by, at } = saving
  return world.database.write({ as: 'participant', participant }, async (tx) => {
    const period = attestationPeriod(world.programme, at)
    if (period === null) return refused({ is: 'not-open' })
    await holdStill(tx, participant, [by])
    const id = await begin(tx, world, saving, period.due.toString())
    if (id === undefined) return refused({ is: 'attested' })
    const { rows } = await putAnswers(tx, saving, id)
    const changed = rows.filter(({ is }) => is === 'changed').map(({ userId }) => userId)
    const saved = rows.filter(({ is }) => is === 'saved').length
    if (saved > 0)
      await recordEvent(tx, world, {
        ...{ kind: 'access.answered', at, accountId: by, reference: null, particulars: {} },
        facts: { attestation: id, participant, period: period.due.toString(), saved },
      })
    return done({ saved, changed })
  })
}

/** The firm's attestation of that period, begun with its first answers; undefined where it has been made. */
async function begin(
  tx: Tx,
  { randomness }: Pick<RequestWorld, 'randomness'>,
  { participant, by, at }: Saving,
  period: string,
): Promise<AttestationId | undefined> {
  await tx
    .insertInto('attestation')
    .values({
      ...{ id: randomness.uuid() as AttestationId, participant_id: participant, period },
      ...{ begun_by: by, begun_at: at },
    })
    .onConflict((conflict) => conflict.columns(['participant_id', 'period']).doNothing())
    .execute()
  const row = await reading(tx)
    .selectFrom('attestation')
    .select('id')
    .where('participant_id', '=', participant)
    .where('period', '=', period)
    .where('attested_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** What stands as it was chosen is left alone, with who chose it. */
function putAnswers(tx: Tx, { participant, by, chosen, at }: Saving, id: AttestationId) {
  const asked = chosen.map(({ userId }) => userId)
  return sql<{ userId: UserId; is: 'saved' | 'changed' | 'as-it-was' }>`
    with chosen as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(chosen)}::text::jsonb) as one ("userId" text, seen text, was text, answer text)),
    him as (select id, person_id from account where id = ${by}),
    access as materialized (
      select v.*, chosen.answer as wanted, encode(v.digest, 'hex') = chosen.seen
        and (r.answer is not distinct from chosen.was or r.answer is not distinct from chosen.answer) as is_as_seen
      from access_in_firm(${participant}::uuid, ${at}::timestamptz, ${asked}::text[]) v join chosen on chosen."userId" = v.user_id
        left join attested_access r on r.attestation_id = ${id}::uuid and r.account_id = v.account_id and r.digest = v.digest
        cross join him
      where v.person_id <> him.person_id),
    put as (
      insert into attested_access as r (attestation_id, participant_id, account_id, person_id, facts, digest, last_logon,
        answer, answered_by, answered_by_person, answered_at)
      select ${id}::uuid, ${participant}::uuid, account_id, access.person_id, facts, digest, last_logon, wanted,
        case when wanted is not null then him.id end, case when wanted is not null then him.person_id end,
        case when wanted is not null then ${at}::timestamptz end
      from access, him where is_as_seen
      on conflict (attestation_id, account_id, digest) do update set last_logon = excluded.last_logon,
        answer = excluded.answer, answered_by = excluded.answered_by,
        answered_by_person = excluded.answered_by_person, answered_at = excluded.answered_at
      where r.answer is distinct from excluded.answer
      returning account_id)
    select access.user_id as "userId", case when not is_as_seen then 'changed'
      when exists (select from put where put.account_id = access.account_id) then 'saved' else 'as-it-was' end as is
    from access order by 1`.execute(tx)
}
