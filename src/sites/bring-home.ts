import type { LongWork } from '../db/open-long-work.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { inHandfuls } from './branch-work.ts'

/**
 * The branch's evidence, as records of what was rehearsed: no counter, lock or credential changes by it. What the holder of
 * an app spent there is spent here (RFC 6238 section 5.2: a code is taken once, at whichever site). Codes by mail need
 * nothing: each is of its own epoch, and no other one takes it (adr/0010). May be done again.
 */
export async function bringHome(
  home: LongWork,
  there: LongWork,
  number: number,
  epoch: Epoch,
): Promise<void> {
  await home.transaction('read write', async () => {
    await there.transaction('read only', async () => {
      for await (const handful of inHandfuls(there.stream<Event>(EVENTS, [epoch])))
        await record(home, number, handful)
      for await (const handful of inHandfuls(there.stream<Step>(STEPS, [epoch])))
        await spend(home, epoch, handful)
    })
    await home.run(COUNTED, [number, epoch])
  })
}

interface Event {
  readonly id: string
  readonly at: Instant
  readonly kind: string
  readonly account_id: string | null
  readonly reference: string | null
  readonly facts: string
  readonly salt: Buffer | null
  readonly particulars: string | null
}

const EVENTS = `select e.id, e.at, e.kind, e.account_id, e.reference, e.facts::text as facts, p.salt,
    p.particulars::text as particulars
  from audit_event e left join audit_personal p on p.event_id = e.id where e.epoch = $1`

async function record(home: LongWork, number: number, events: readonly Event[]): Promise<void> {
  const column = <Name extends keyof Event>(name: Name) => events.map((event) => event[name])
  await home.run(
    `with came as (
       select * from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::jsonb[], $8::bytea[],
         $9::jsonb[]) as came (id, at, kind, account_id, reference, facts, salt, particulars)),
     event as (
       insert into branch_event (id, branch, at, kind, account_id, reference, facts)
       select id, $1, at, kind, account_id, reference, facts from came on conflict do nothing)
     insert into branch_personal select id, salt, particulars from came where salt is not null on conflict do nothing`,
    [
      number,
      ...[column('id'), events.map(({ at }) => at.toString()), column('kind'), column('account_id')],
      ...[column('reference'), column('facts'), column('salt'), column('particulars')],
    ],
  )
}

interface Step {
  readonly credential_id: string
  readonly step: number
  readonly spent_at: Instant
}

const STEPS = 'select credential_id, step, spent_at from spent_totp_step where epoch = $1'

async function spend(home: LongWork, epoch: Epoch, steps: readonly Step[]): Promise<void> {
  await home.run(
    `insert into spent_totp_step (credential_id, step, epoch, spent_at)
     select credential_id, step, $1, spent_at
     from unnest($2::uuid[], $3::bigint[], $4::timestamptz[]) as spent (credential_id, step, spent_at)
     on conflict do nothing`,
    [
      epoch,
      steps.map((spent) => spent.credential_id),
      ...[steps.map(({ step }) => step), steps.map((spent) => spent.spent_at.toString())],
    ],
  )
}

/** The digest of the records goes into the authority's own log, so that they can't be altered unseen. */
const COUNTED = `
  update branch set
    events = (select count(*) from branch_event where branch = $1),
    digest_events = (select sha256(coalesce(string_agg(sha256(convert_to(
      jsonb_build_array(id, at at time zone 'UTC', kind, account_id, reference, facts)::text, 'UTF8')), ''::bytea order by id),
      ''::bytea)) from branch_event where branch = $1),
    spent_steps = (select count(*) from spent_totp_step where epoch = $2)
  where number = $1`
