import { sql } from 'kysely'
import { sayNumber } from '../changes/rules/request-number.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { RequestNumber, SiteId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { BranchState } from './branch.ts'
import type { BranchStep } from './rules/branch-steps.ts'
import type { Facet } from './rules/records-that-name.ts'

/** A branch, from its order to its end. */
export interface BranchStatus {
  readonly number: number
  readonly request: RequestNumber
  readonly site: SiteId
  readonly session: string
  readonly until: Instant
  readonly state: BranchState
  readonly step: BranchStep
  readonly begunAt: Instant
  readonly begunBy: string
  readonly position: string | null
  readonly openedAt: Instant | null
  readonly discardRequest: RequestNumber | null
  readonly discardingAt: Instant | null
  readonly discardingBy: string | null
  readonly lost: boolean
  readonly discardedAt: Instant | null
  readonly accounts: number | null
  /** In hexadecimal. */
  readonly digests: Readonly<Record<'before' | 'after' | 'home' | 'events', string | null>>
  readonly events: number | null
  readonly spentSteps: number | null
  /** Accounts that differ: in the branch, and in the authority meanwhile; and what of the latter nobody accounts for. */
  readonly changedThere: number
  readonly changedHome: number
  readonly unnamed: number
}

type Row = Omit<BranchStatus, 'request' | 'discardRequest' | 'digests'> & {
  readonly request: number
  readonly discardRequest: number | null
} & Readonly<Record<'before' | 'after' | 'home' | 'digestEvents', string | null>>

/** Newest first. */
export async function readBranches(db: ReadDb, atMost: number): Promise<readonly BranchStatus[]> {
  const rows = await selectRows(
    db,
    sql<Row>`
    select number, request, site, session_id as session, until_at as until, state, step, begun_at as "begunAt",
      begun_by as "begunBy", position, opened_at as "openedAt", discard_request as "discardRequest",
      discarding_at as "discardingAt", discarding_by as "discardingBy", lost, discarded_at as "discardedAt", accounts,
      encode(digest_before, 'hex') as before, encode(digest_after, 'hex') as after, encode(digest_home, 'hex') as home,
      encode(digest_events, 'hex') as "digestEvents", events, spent_steps as "spentSteps",
      (select count(distinct account_id) from branch_difference d where d.branch = number and taken = 'after') as "changedThere",
      (select count(distinct account_id) from branch_difference d where d.branch = number and taken = 'home') as "changedHome",
      (select count(*) from branch_difference d where d.branch = number and taken = 'home' and named_by is null
        and explained_by is null) as unnamed
    from branch order by number desc limit ${atMost}`,
  )
  return rows.map(({ before, after, home, digestEvents, ...row }) => ({
    ...row,
    request: sayNumber(row.request),
    discardRequest: row.discardRequest === null ? null : sayNumber(row.discardRequest),
    digests: { before, after, home, events: digestEvents },
  }))
}

/** One account's difference, and what accounts for it. */
export interface Difference {
  readonly userId: UserId | null
  readonly facet: Facet
  readonly taken: 'after' | 'home'
  /** The record that names it: its kind, its time, and the request it was made by. */
  readonly record: {
    readonly kind: string
    readonly at: Instant
    readonly request: RequestNumber | null
  } | null
  readonly explainedBy: RequestNumber | null
}

interface DifferenceRow extends Omit<Difference, 'record' | 'explainedBy'> {
  readonly kind: string | null
  readonly at: Instant | null
  readonly request: RequestNumber | null
  readonly explainedBy: number | null
}

/** Those that nobody accounts for first; then what the authority changed, then what was thrown away. */
export async function readDifferences(
  db: ReadDb,
  number: number,
  atMost: number,
): Promise<readonly Difference[]> {
  const rows = await selectRows(
    db,
    sql<DifferenceRow>`
    select a.user_id as "userId", d.facet, d.taken, e.kind, e.at, e.facts ->> 'request' as request,
      d.explained_by as "explainedBy"
    from branch_difference d left join account a on a.id = d.account_id
      left join lateral (
        select kind, at, facts from audit_event where id = d.named_by and d.taken = 'home'
        union all select kind, at, facts from branch_event where id = d.named_by and d.taken = 'after') e on true
    where d.branch = ${number}
    order by d.named_by is null and d.explained_by is null and d.taken = 'home' desc, d.taken desc, a.user_id, d.facet
    limit ${atMost}`,
  )
  return rows.map(({ kind, at, request, explainedBy, ...row }) => ({
    ...row,
    record: kind === null || at === null ? null : { kind, at, request },
    explainedBy: explainedBy === null ? null : sayNumber(explainedBy),
  }))
}
