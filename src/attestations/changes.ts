import { sql } from 'kysely'
import { z } from 'zod'
import { recordEvent } from '../audit/record-event.ts'
import { authorityFacts, type ChangeKind, type ChangeLine, MOST_LINES } from '../changes/kind.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AttestationId, ParticipantId, UserId } from '../kernel/ids.ts'
import { done, refused } from '../kernel/result.ts'
import type { Answer } from '../kernel/vocabulary.ts'
import { attestationPeriod } from '../programme/rules/attestation-period.ts'
import { accessOf } from './access-store.ts'

const input = z.strictObject({ attestation: z.uuid().transform((id) => id as AttestationId) })

interface Stands {
  readonly people: number
  readonly open: number
  readonly leaving: number
  /** Of every row in order: who, by what was seen, what was answered, and by whom. */
  readonly digest: string
  readonly first: readonly { readonly userId: UserId; readonly answer: Answer }[]
}

interface Seen {
  readonly participant: ParticipantId | null
  /** Undefined where the firm has none such in the period that runs. */
  readonly period: string | undefined
  readonly isAttested: boolean
  readonly stands: Stands
}

interface Proposal extends Stands {
  readonly attestation: AttestationId
  readonly participant: ParticipantId
  readonly period: string
}

/**
 * A firm attests that each of its people still needs what he may do: all answers together, by a maker and a checker. It
 * takes nothing from anybody; what follows from the answers is asked for by requests of its own (ask-for-marked.ts).
 *
 * It concerns nobody's account: no answer is anybody's for himself (save-answers.ts, and migration 0025).
 */
export const attestAccess: ChangeKind<z.infer<typeof input>, Seen, Proposal> = {
  id: 'access.attest',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, { attestation }, { participant, programme, at }) => {
    const due = attestationPeriod(programme, at)?.due.toString()
    const row = await db
      .selectFrom('attestation')
      .select(['period', 'attested_at'])
      .where('id', '=', attestation)
      .where('participant_id', '=', participant)
      .executeTakeFirst()
    const stands = await lookAtAnswers(db, { firm: participant ?? NOBODY, attestation, at })
    const period = row?.period === due ? due : undefined
    return { participant, period, isAttested: row?.attested_at !== null, stands }
  },
  propose: ({ attestation }, { participant, period, isAttested, stands }) => {
    if (participant === null || period === undefined) return refused({ code: 'not-found' })
    if (isAttested) return refused({ code: 'already-attested' })
    if (stands.open > 0) return refused({ code: 'not-all-attested' })
    const { people, leaving, digest, first } = stands
    const head = { about: period, field: 'attested', before: null, after: String(people) } as const
    const marked = first.map(
      ({ userId, answer }): ChangeLine => ({ about: userId, field: 'access', before: 'keep', after: answer }),
    )
    return done({
      proposal: { ...stands, attestation, participant, period },
      concerns: [],
      lines: [head, ...marked],
      more: leaving - first.length,
      before: digest,
    })
  },
  apply: async (tx, world, { attestation, participant, period, people, leaving, digest }, authority, at) => {
    if (authority.by !== 'request') throw new Error('an attestation is made by a request')
    await sql`
      update attested_access r set attested = true from access_in_firm(${participant}::uuid, ${at}::timestamptz, null) v
      where r.attestation_id = ${attestation}::uuid and r.account_id = v.account_id and r.digest = v.digest
        and r.answer is not null`.execute(tx)
    const { numUpdatedRows } = await tx
      .updateTable('attestation')
      .set({ attested_at: at, request: rowOf(authority.number), digest: Buffer.from(digest, 'hex'), people })
      .where('id', '=', attestation)
      .where('attested_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Error(`attestation ${attestation} was made already`)
    await recordEvent(tx, world, {
      ...{ kind: 'access.attested', at, accountId: null, reference: null, particulars: {} },
      facts: { ...authorityFacts(authority), attestation, participant, period, people, leaving, digest },
    })
  },
}

const NOBODY = '00000000-0000-0000-0000-000000000000' as ParticipantId

async function lookAtAnswers(db: ReadDb, asked: Parameters<typeof accessOf>[0]): Promise<Stands> {
  const [row] = await selectRows(
    db,
    sql<Omit<Stands, 'first'> & { readonly first: string | null }>`
    with ${accessOf(asked, asked.at)}, answered as (select * from access where not alone)
    select count(*)::int as people, (count(*) filter (where answer is null))::int as open,
      (count(*) filter (where answer <> 'keep'))::int as leaving,
      encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ', user_id, encode(digest, 'hex'), answer, answered_by),
        e'\\n' order by user_id collate "C"), ''), 'UTF8')), 'hex') as digest,
      (select json_agg(json_build_object('userId', user_id, 'answer', answer) order by user_id collate "C") from (
        select user_id, answer from answered where answer <> 'keep' order by user_id collate "C"
        limit ${MOST_LINES - 1}) as shown) as first
    from answered`,
  )
  if (row === undefined) throw new Error('a count without a row')
  return { ...row, first: Marked.parse(JSON.parse(row.first ?? '[]')) }
}

const Marked = z.array(z.object({ userId: z.custom<UserId>(), answer: z.custom<Answer>() }))
