import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Sealer } from '../sealing/seal.ts'
import { domainKey } from './domain-key.ts'
import { freeAfter, mayGo, type Pace, paceOf } from './rules/pace.ts'
import type { ClaimedMail, Lane } from './store.ts'

export interface Claim {
  readonly epoch: Epoch
  readonly lane: Lane
  readonly at: Instant
  readonly until: Instant
  readonly atMost: number
}

interface Waiting {
  readonly domain: Buffer
  readonly freeAt: Instant | null
}

/**
 * Takes due rows, oldest first, none that another worker holds, and of each domain no more than its pace allows: one that is
 * slow holds up none of the others. Nodes take turns, so that one domain's mail keeps its order and its pace over all of them.
 */
export async function claimMail(
  tx: Tx,
  sealer: Pick<Sealer, 'lookupKey'>,
  pace: Pace | null,
  claim: Claim,
): Promise<readonly ClaimedMail[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail of ${claim.epoch}`}, 0))`.execute(tx)
  const waiting = await domainsWaiting(tx, claim)
  if (waiting.length === 0) return []
  const rateOf = ratesBy(sealer, pace, claim.lane)
  const allowed = waiting.map(({ domain, freeAt }) => {
    const perSecond = rateOf(domain)
    const may = perSecond === null ? claim.atMost : mayGo(freeAt, claim.at, perSecond)
    return { domain, freeAt, perSecond, may: Math.min(may, claim.atMost) }
  })
  const claimed = await claimRows(tx, claim, allowed)
  const gone = Map.groupBy(claimed, ({ domain }) => domain.toString('hex'))
  await keepPace(
    tx,
    claim,
    allowed.flatMap(({ domain, freeAt, perSecond }) => {
      const mails = gone.get(domain.toString('hex'))?.length ?? 0
      if (mails === 0 || perSecond === null) return []
      return [{ domain, freeAt: freeAfter(freeAt, claim.at, perSecond, mails) }]
    }),
  )
  return claimed
}

function ratesBy(
  sealer: Pick<Sealer, 'lookupKey'>,
  pace: Pace | null,
  lane: Lane,
): (domain: Buffer) => number | null {
  if (pace === null) return () => null
  const named = new Map(
    [...pace.of.keys()].map((domain) => [
      domainKey(sealer, domain).toString('hex'),
      paceOf(pace, domain, lane),
    ]),
  )
  const otherwise = paceOf(pace, '', lane)
  return (domain) => named.get(domain.toString('hex')) ?? otherwise
}

/** Each domain that mail waits for, by one step in the index for each: not by going through what waits. */
async function domainsWaiting(tx: Tx, { epoch, lane }: Claim): Promise<readonly Waiting[]> {
  const next = (after: ReturnType<typeof sql>) => sql`
    select m.domain from outbox_mail m
    where m.state = 'queued' and m.epoch = ${epoch} and m.bulk = ${lane === 'bulk'} ${after}
    order by m.domain limit 1`
  const { rows } = await sql<Waiting>`
    with recursive waits as (
      (${next(sql``)})
      union all
      select (${next(sql`and m.domain > waits.domain`)}) from waits where waits.domain is not null)
    select waits.domain, p.free_at as "freeAt"
    from waits left join mail_pace p on p.epoch = ${epoch} and p.domain = waits.domain and p.bulk = ${lane === 'bulk'}
    where waits.domain is not null`.execute(tx)
  return rows
}

/** The CTE is materialized because it locks: it is run once, so that LIMIT bounds what is claimed. */
async function claimRows(
  tx: Tx,
  { epoch, lane, at, until, atMost }: Claim,
  allowed: readonly { readonly domain: Buffer; readonly may: number }[],
): Promise<readonly (ClaimedMail & { readonly domain: Buffer })[]> {
  const free = allowed.filter(({ may }) => may > 0)
  const { rows } = await sql<ClaimedMail & { readonly domain: Buffer }>`
    with due as materialized (
      select m.id from unnest(${free.map(({ domain }) => domain)}::bytea[], ${free.map(({ may }) => may)}::int[])
        as one (domain, may)
        cross join lateral (
          select id, due_at from outbox_mail o
          where o.state = 'queued' and o.epoch = ${epoch} and o.bulk = ${lane === 'bulk'} and o.domain = one.domain
            and o.due_at <= ${at}::timestamptz and (o.claimed_until is null or o.claimed_until <= ${at}::timestamptz)
          order by o.due_at, o.id limit one.may
          for update skip locked) as m
      order by m.due_at, m.id limit ${atMost}
    )
    update outbox_mail m set claimed_until = ${until}::timestamptz, tries = m.tries + 1
    from due where m.id = due.id
    returning m.id, m.sealed, m.tries, m.not_after as "notAfter", m.domain
  `.execute(tx)
  return rows
}

async function keepPace(
  tx: Tx,
  { epoch, lane }: Claim,
  paces: readonly { readonly domain: Buffer; readonly freeAt: Instant }[],
): Promise<void> {
  if (paces.length === 0) return
  await tx
    .insertInto('mail_pace')
    .values(paces.map(({ domain, freeAt }) => ({ epoch, domain, bulk: lane === 'bulk', free_at: freeAt })))
    .onConflict((conflict) =>
      conflict
        .columns(['epoch', 'domain', 'bulk'])
        .doUpdateSet({ free_at: (one) => one.ref('excluded.free_at') }),
    )
    .execute()
}
