import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { SiteId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { BranchStep } from './rules/branch-steps.ts'
import type { Order, Run } from './rules/may-run.ts'

export async function findOrder(db: ReadDb, request: number): Promise<Order | undefined> {
  return db
    .selectFrom('site_order')
    .select(['request', 'deed', 'site', 'session_id as session'])
    .select(['from_at as from', 'until_at as until', 'spent_at as spentAt'])
    .where('request', '=', request)
    .executeTakeFirst()
}

/** A branch as whoever carries it on needs it. */
export interface BranchUnderWay extends Run {
  readonly step: BranchStep
  /** Whether anybody could ever be in it. */
  readonly wasOpen: boolean
  readonly digested: boolean
}

/** The one there is, if it is not discarded. */
export async function findUndiscarded(db: ReadDb): Promise<BranchUnderWay | null> {
  const row = await db
    .selectFrom('branch')
    .select(['number', 'state', 'step', 'session_id as session'])
    .select(['request as openedBy', 'discard_request as discardedBy'])
    .select(({ eb }) => [
      eb('opened_at', 'is not', null).as('wasOpen'),
      eb('digest_before', 'is not', null).as('digested'),
    ])
    .where('state', '<>', 'discarded')
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    ...row,
    step: row.step as BranchStep,
    wasOpen: row.wasOpen === true,
    digested: row.digested === true,
  }
}

interface Running {
  readonly request: number
  readonly site: SiteId
  readonly at: Instant
  readonly by: string
}

/** Spends the order and makes the branch, in one conditional statement; undefined where it could not be spent. */
export async function beginBranch(tx: Tx, { request, site, at, by }: Running): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    with spent as (
      update site_order set spent_at = ${at}
      where request = ${request} and deed = 'open-branch' and site = ${site} and spent_at is null
        and from_at <= ${at} and until_at > ${at}
        and not exists (select from branch where state <> 'discarded')
      returning *)
    insert into branch (number, request, site, programme_id, session_id, until_at, state, step, begun_at, begun_by)
    select coalesce((select max(number) from branch), 0) + 1, request, site, programme_id, session_id, until_at, 'opening',
      'ordered', ${at}, ${by}
    from spent returning number`.execute(tx)
  return rows[0]?.number
}

/** Spends the order and closes the branch of its session. */
export async function beginDiscarding(
  tx: Tx,
  { request, site, at, by }: Running,
): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    with spent as (
      update site_order set spent_at = ${at}
      where request = ${request} and deed = 'discard-branch' and site = ${site} and spent_at is null
        and from_at <= ${at} and until_at > ${at}
        and exists (select from branch where state in ('opening', 'open') and session_id = site_order.session_id)
      returning *)
    update branch set state = 'discarding', step = 'discard-ordered', discard_request = spent.request,
      discarding_at = ${at}, discarding_by = ${by}
    from spent where state in ('opening', 'open') and branch.session_id = spent.session_id
    returning number`.execute(tx)
  return rows[0]?.number
}
