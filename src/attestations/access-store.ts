import { type RawBuilder, sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, AttestationId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Answer } from '../kernel/vocabulary.ts'
import type { AccessFilter, AccessWanted } from './access-wanted.ts'
import { type Access, readFacts } from './facts.ts'

/** One User ID of a firm: what it may do now, and what has been said of just that. */
export interface AccessRow {
  readonly key: string
  readonly account: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly access: Access
  /** Of what was seen, in hex: an answer names it. */
  readonly digest: string
  readonly lastLogon: Instant | null
  readonly isDormant: boolean
  /** The viewer's own: another answers. */
  readonly isOwn: boolean
  /** Single control, and nobody else in the firm to answer for him. */
  readonly isAlone: boolean
  readonly answer: Answer | null
  readonly answeredBy: UserId | null
  /** Somebody said that he is not yet looked at: no answer is chosen for him in advance any more. */
  readonly isLeftOpen: boolean
  /** An answer was given before, to what he had then. */
  readonly isChanged: boolean
}

export interface AccessCounts extends Readonly<Record<AccessFilter, number>> {
  /** Everybody but who is alone: so many answers make an attestation. */
  readonly toAnswer: number
}

/** Nobody has begun: of this no row is. */
export const NOT_BEGUN = '00000000-0000-0000-0000-000000000000' as AttestationId

interface Asked {
  readonly firm: ParticipantId
  readonly attestation: AttestationId
  readonly at: Instant
}

/** The CTE `access`: everybody of a firm, joined to the answer that was given to what he has now. */
export function accessOf({ firm, attestation, at }: Asked, dormantBefore: Instant): RawBuilder<unknown> {
  return sql`access as materialized (
    select v.account_id, v.person_id, v.user_id, v.display_name, v.roles, v.facts, v.digest, v.last_logon, v.alone,
      r.answer, r.answered_by, r.follow_up, r.account_id is not null and r.answer is null as left_open,
      v.last_logon is null or v.last_logon < ${dormantBefore}::timestamptz as dormant
    from access_in_firm(${firm}::uuid, ${at}::timestamptz, null) v left join attested_access r
      on r.attestation_id = ${attestation}::uuid and r.account_id = v.account_id and r.digest = v.digest)`
}

const FILTERS: Readonly<Record<AccessFilter, RawBuilder<unknown>>> = {
  open: sql`answer is null and not alone`,
  dormant: sql`dormant`,
  leaving: sql`answer <> 'keep'`,
  all: sql`true`,
}

const KEY = sql`(case when dormant then '0' else '1' end || user_id) collate "C"`

interface Row extends AccessCounts {
  readonly key: string | null
  readonly account: AccountId
  readonly user_id: UserId
  readonly display_name: string
  readonly facts: string
  readonly hex: string
  readonly last_logon: Instant | null
  readonly is_dormant: boolean
  readonly is_own: boolean
  readonly is_alone: boolean
  readonly answer: Answer | null
  readonly answered_by: UserId | null
  readonly is_left_open: boolean
  readonly is_changed: boolean
}

/** At most so many rows, in the order of their keys, and how many there are of each kind. */
export async function listAccess(
  db: ReadDb,
  asked: Asked,
  { filter, from, dormantBefore, viewer }: AccessWanted,
  atMost: number,
): Promise<{ readonly rows: readonly AccessRow[]; readonly counts: AccessCounts }> {
  const back = 'before' in from
  const beyond = back ? sql`${KEY} < ${from.before}` : sql`${KEY} > ${from.after}`
  const rows = await selectRows(
    db,
    sql<Row>`
    with ${accessOf(asked, dormantBefore)},
    counted as (
      select count(*)::int as "all", (count(*) filter (where not alone))::int as "toAnswer",
        (count(*) filter (where ${FILTERS.open}))::int as open, (count(*) filter (where dormant))::int as dormant,
        (count(*) filter (where ${FILTERS.leaving}))::int as leaving
      from access),
    page as (
      select ${KEY} as key, * from access where ${FILTERS[filter]} and ${beyond}
      order by key ${sql.raw(back ? 'desc' : 'asc')} limit ${atMost})
    select counted.*, page.key, page.account_id as account, page.user_id, page.display_name,
      page.facts, encode(page.digest, 'hex') as hex, page.last_logon, page.dormant as is_dormant,
      page.person_id = (select person_id from account where id = ${viewer}) as is_own, page.alone as is_alone, page.answer, by.user_id as answered_by, page.left_open as is_left_open,
      page.answer is null and exists (select from attested_access r where r.attestation_id = ${asked.attestation}::uuid
        and r.account_id = page.account_id and r.answer is not null) as is_changed
    from counted left join page on true left join account by on by.id = page.answered_by
    order by page.key`,
  )
  const [first] = rows
  if (first === undefined) throw new Error('a count without a row')
  const { all, toAnswer, open, dormant, leaving } = first
  return { counts: { all, toAnswer, open, dormant, leaving }, rows: rows.flatMap(rowOf) }
}

function rowOf(row: Row): readonly AccessRow[] {
  if (row.key === null) return []
  return [
    {
      ...{ key: row.key, account: row.account, userId: row.user_id },
      ...{ displayName: row.display_name, access: readFacts(row.facts), digest: row.hex },
      ...{ lastLogon: row.last_logon, isDormant: row.is_dormant },
      ...{ isOwn: row.is_own, isAlone: row.is_alone },
      ...{
        answer: row.answer,
        answeredBy: row.answered_by,
        isLeftOpen: row.is_left_open,
        isChanged: row.is_changed,
      },
    },
  ]
}
