import { type RawBuilder, sql } from 'kysely'
import type { KindsOfChange } from '../changes/catalogued.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import { NOTICE_KINDS } from '../kernel/vocabulary.ts'
import type { Programme } from '../programme/programme.ts'
import { attestationPeriod } from '../programme/rules/attestation-period.ts'
import { type Among, emergencies, NEWS, ofSeveral } from './news-of-people.ts'
import { deciders, type Holders, WHOM_TO_TELL } from './rules/whom-to-tell.ts'

/** No lock is longer (src/attempts/rules/figures.ts). */
const LONGEST_LOCK = { minutes: 31 } as const

/** Days before a smartcard's certificate ends, the most first. */
const CARD_ENDS = [30, 7, 1] as const

export interface Looking {
  readonly kinds: KindsOfChange
  readonly programme: Pick<Programme, 'attestation' | 'clock'>
  readonly at: Instant
  /** Whose tasks: of one firm, of the operator's desk, or of everybody. */
  readonly among: Among
}

/**
 * The parts of a WITH that end in `due`: for each account what waits for it now, a task a row. A task is there because the
 * tables say so, and goes when they do: nobody has to announce it, or to take it back. `firm` is null at the desk.
 */
export function dueTo({ kinds, programme, at, among }: Looking): RawBuilder<unknown> {
  return sql`
    ${whom(kinds)}, ${holders(at, among)}, ${lacks(at, among)}, ${requests(at, among)}, ${emergencies(at, among)},
    ${ofSeveral(at, among)}, ${attestations(programme, at, among)}, ${branches(at, among)}, ${cases(among)},
    task as materialized (select * from request_task union all select * from lack_task
      union all select * from emergency_task union all select * from several_task union all select * from attestation_task
      union all select * from branch_task union all select * from case_task),
    due as materialized (
      select distinct h.account_id, t.kind, t.task, case when not t.desk then t.firm end as firm, t.count
      from task t join holder h on h.role = any(t.roles) and (t.desk and h.firm is null or not t.desk and h.firm = t.firm)
      where (t."right" is null or exists (select from access_right r where r.membership_id = h.membership_id
          and r."right" = t."right" and r.valid_from <= ${at} and (r.valid_to is null or r.valid_to > ${at})))
        and h.person_id <> all(array_remove(t.hands, null))
        and not exists (select from account his where his.person_id = h.person_id and his.id = any(t.concerns))
      union all
      select maker, kind, task, case when not desk then firm end, count from task
      where maker is not null and ${among === 'desk' ? sql`desk` : among === 'all' ? sql`true` : sql`not desk`})`
}

/** The table of rules/whom-to-tell.ts, as rows. */
function whom(kinds: KindsOfChange): RawBuilder<unknown> {
  const row = (kind: string, { at, roles, right }: Holders) => ({ kind, desk: at === 'desk', roles, right })
  const told = NOTICE_KINDS.flatMap((kind) => {
    const to = WHOM_TO_TELL[kind]
    return typeof to === 'string' ? [] : [row(kind, to)]
  })
  const decided = [...kinds.values()].map((kind) => row(kind.id, deciders(kind)))
  const rows = (values: readonly object[]) =>
    sql`select * from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb)
      as one (kind text, desk boolean, roles text[], "right" text)`
  return sql`told_to as materialized (${rows(told)}), decider as materialized (${rows(decided)})`
}

/** Who can be told. */
function holders(at: Instant, among: Looking['among']): RawBuilder<unknown> {
  const firm =
    among === 'all'
      ? sql`true`
      : among === 'desk'
        ? sql`m.participant_id is null`
        : sql`m.participant_id = ${among}`
  return sql`
    holder as materialized (
      select m.id as membership_id, m.account_id, a.person_id, m.participant_id as firm, m.role
      from membership m join account a on a.id = m.account_id
      where m.valid_to is null and (m.ends_at is null or m.ends_at > ${at}) and a.status = 'active'
        and m.role <> 'user' and ${firm})`
}

/**
 * `lacking`: who of the active lacks what, whatever firm he is in; without an email is who stands in one index and not in
 * another (migration 0026), so that going through a hundred thousand each minute costs little. On screen, users without an email are left to the DMS overview, which
 * counts them anyway: going through ten thousand people on each page would tell nobody more.
 */
function lacking(at: Instant, among: Looking['among']): RawBuilder<unknown> {
  const asked =
    among === 'all'
      ? sql`true`
      : sql`a.id in (select m.account_id from membership m where m.role <> 'user' and m.valid_to is null
          and ${among === 'desk' ? sql`true` : sql`m.participant_id = ${among}`})`
  const without = sql`
    select a.id, 'without-email' as lack, null::integer as days from account a where a.status = 'active' and ${asked}
      and not exists (select from registered_email e where e.account_id = a.id and e.valid_to is null)`
  return sql`
    lacking as materialized (
      ${without}
      union all
      select o.account_id, 'mail-refused', null
      from outbox_mail o join registered_email e on e.account_id = o.account_id and e.valid_to is null
        join account a on a.id = o.account_id and a.status = 'active'
      where o.state in ('failed', 'lapsed', 'bounced') and o.created_at >= e.valid_from and o.kind <> 'address-replaced'
        and not exists (select from outbox_mail later where later.account_id = o.account_id
          and later.created_at > o.created_at and later.kind <> 'address-replaced')
      union all
      select distinct e.account_id, 'locked', null::integer
      from audit_event e join account a on a.id = e.account_id and a.status = 'active'
      where e.at > ${at.subtract(LONGEST_LOCK)} and e.at <= ${at} and e.facts ->> 'lockedUntil' is not null
        and (e.facts ->> 'lockedUntil')::timestamptz > ${at}
        and not exists (select from audit_event later where later.account_id = e.account_id and later.at >= e.at
          and later.kind in ('logon.completed', 'lock.released'))
      union all
      select c.account_id, 'card-ends', (select min(days) from unnest(${[...CARD_ENDS]}::integer[]) days
          where c.not_after <= ${at}::timestamptz + days * interval '24 hours')
      from smartcard c join account a on a.id = c.account_id and a.status = 'active'
      where c.valid_to is null and c.not_after > ${at} and c.not_after <= ${at.add({ hours: 24 * CARD_ENDS[0] })})`
}

/**
 * One task for a firm's people without an email, one for those whose latest mail was refused; one for each lock, and for those
 * whose smartcard has so many days left: it is news again when they are fewer. A lock is
 * known by its evidence: the budget it is in names nobody. Each person counts once a firm, by the highest of his roles.
 */
function lacks(at: Instant, among: Looking['among']): RawBuilder<unknown> {
  const firm =
    among === 'all'
      ? sql`m.participant_id is not null`
      : among === 'desk'
        ? sql`m.participant_id is not null and m.role <> 'user'`
        : sql`m.participant_id = ${among}`
  return sql`
    ${lacking(at, among)},
    lack as materialized (
      select m.participant_id as firm, case l.lack when 'locked' then l.id::text
          when 'card-ends' then concat_ws('/', m.participant_id, l.days) else m.participant_id::text end as about,
        case when bool_or(m.role like 'da-%') then 'administrator'
          when bool_or(m.role = 'client-connect') then 'connect' else 'user' end || '-' || l.lack as kind
      from lacking l join membership m on m.account_id = l.id
      where m.valid_to is null and ${firm}
      group by m.participant_id, l.id, l.lack, l.days),
    lack_task as (
      select lack.kind, lack.kind || '/' || about as task, firm, count(*)::int as count, told.roles, told."right",
        told.desk, null::uuid as maker, '{}'::uuid[] as hands, '{}'::uuid[] as concerns
      from lack join told_to told on told.kind = lack.kind
      group by lack.kind, about, firm, told.roles, told."right", told.desk)`
}

/** The steps of requests: whose turn it is, and news for who asked. */
function requests(at: Instant, among: Looking['among']): RawBuilder<unknown> {
  const since = at.subtract(NEWS)
  const seen = among === 'all' || among === 'desk' ? sql`true` : sql`r.participant_id = ${among}`
  return sql`
    asked as materialized (
      select r.number, r.kind as change, r.participant_id as firm, r.chain = 'operators' as estates, r.state, r.maker,
        array[r.maker_person, r.checker_person] as hands, coalesce(r.concerns, '{}') as concerns, r.single_control,
        r.escalated_at is not null as escalated, r.ended_at is null as open,
        r.ended_at is null and (r.due_at > ${at} or r.restricts) as decidable
      from change_request r
      where (r.ended_at is null or r.ended_at > ${since}) and r.made_at <= ${at} and ${seen}),
    step as (
      select 'decide' as kind, asked.*, d.roles, d."right", d.desk from asked join decider d on d.kind = asked.change
      where decidable and state <> 'checked'
      union all
      select t.kind, asked.*, t.roles, t."right", t.desk from asked join told_to t on
        t.kind = 'authorise' and decidable and not estates and (state = 'checked' or escalated)
        or t.kind = 'single-control' and single_control
      union all
      select case when open then 'escalated' when state = 'expired' then 'expired' else 'decided' end, asked.*,
        null, null, estates from asked
      where open and escalated or not open and not single_control and state <> 'withdrawn'),
    request_task as (
      select kind, kind || '/' || number as task, firm, 1 as count, roles, "right", desk,
        case when roles is null then maker end as maker, hands, concerns
      from step)`
}

/** One for a firm that has not attested its people's access by the day it was due (src/attestations). */
function attestations(
  programme: Looking['programme'],
  at: Instant,
  among: Looking['among'],
): RawBuilder<unknown> {
  const period = attestationPeriod(programme, at)
  const isOverdue = period !== null && isAtOrBefore(period.dueAt, at) && among !== 'desk'
  const firm = isOverdue ? (among === 'all' ? sql`true` : sql`firm.id = ${among}`) : sql`false`
  return sql`
    attestation_task as (
      select told.kind, told.kind || '/' || firm.id || '/' || ${period?.due.toString() ?? ''}::text as task,
        firm.id as firm, 1 as count, told.roles, told."right", told.desk, null::uuid as maker, '{}'::uuid[] as hands,
        '{}'::uuid[] as concerns
      from participant firm join told_to told on told.kind = 'attestation-overdue'
      where ${firm} and firm.created_at < ${period?.dueAt ?? at} and not exists (select from attestation t
        where t.participant_id = firm.id and t.period = ${period?.due.toString() ?? ''} and t.attested_at is not null))`
}

/** A branch that is open past its window (src/sites). A firm is not even granted to ask. */
function branches(at: Instant, among: Looking['among']): RawBuilder<unknown> {
  const overdue =
    among === 'all' || among === 'desk'
      ? sql`(select number from branch where state <> 'discarded' and until_at <= ${at})`
      : sql`(select null::integer as number where false)`
  return sql`
    branch_task as (
      select told.kind, told.kind || '/' || number as task, null::uuid as firm, 1 as count, told.roles, told."right",
        told.desk, null::uuid as maker, '{}'::uuid[] as hands, '{}'::uuid[] as concerns
      from ${overdue} as overdue join told_to told on told.kind = 'branch-overdue')`
}

/** A case of the hotline (src/hotline), for those it was routed to and whom it is not about. */
function cases(among: Looking['among']): RawBuilder<unknown> {
  const seen =
    among === 'all'
      ? sql`true`
      : among === 'desk'
        ? sql`h.route = 'operators'`
        : sql`h.participant_id = ${among} and h.route = 'firm'`
  return sql`
    case_task as (
      select told.kind, told.kind || '/' || h.number as task, h.participant_id as firm, 1 as count, told.roles, told."right",
        told.desk, null::uuid as maker, '{}'::uuid[] as hands, array_remove(array[h.account_id], null) as concerns
      from hotline_case h join told_to told on told.kind = 'case-of-' || h.route
      where h.closed_at is null and ${seen})`
}
