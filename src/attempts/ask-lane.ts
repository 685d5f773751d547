import { sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { takenFrom, type Verdict } from './budget-state.ts'
import { failuresAt } from './count-failures.ts'
import { type BrowserAt, knownAs } from './known-browser.ts'
import { placeKeyBytes } from './place-key.ts'
import { INITIATION, LOGON, RESERVE } from './rules/figures.ts'
import type { Asked } from './turn.ts'

/** What the budgets said to one call. */
export interface Standing {
  readonly verdict: 'taken' | 'locked' | 'busy'
  /** Where a try was taken from. */
  readonly lane: 'logon' | 'reserve' | 'initiation' | 'card' | null
  readonly lockedUntil: Instant | null
  /** This browser has completed a logon to this account. */
  readonly known: boolean
  readonly failuresHere: number
}

interface LogonRow {
  common: Verdict
  reserve: Verdict | null
  locked_until: Instant | null
  known: boolean
  failures_here: number
}

interface FromLogon extends BrowserAt {
  readonly network: string
  readonly at: Instant
}

/**
 * The account's budget, which everybody shares; and where that has no try to give, the browser's own, if it has
 * completed a logon to this account: a stranger who uses up the first can't keep the holder out. One statement for
 * whomever it is; the reserve's row is looked for after the common one is locked, so no two calls wait crosswise.
 */
const takenFromLogon = prepared(
  (_, { key, browser, network, at }: FromLogon) => sql<LogonRow>`
  with common as (
    insert into attempt_budget as b (key, lane, failures, pending, verdict, window_at, updated_at)
    values (${key}, 'logon', 1, array[${at}::timestamptz], 'taken', ${at}, ${at})
    on conflict (key, lane) do update set ${takenFrom(LOGON, at)}
    returning verdict, locked_until
  ), known as (
    ${knownAs({ key, browser })}
  ), reserve as (
    update known_browser b set ${takenFrom(RESERVE, at)} from known
    where b.budget_key = known.budget_key and b.browser_digest = known.browser_digest
      and (select verdict from common) <> 'taken'
    returning b.verdict
  )
  select common.verdict as common, reserve.verdict as reserve,
    case when common.verdict = 'locks' then common.locked_until end as locked_until,
    exists (select from known) as known,
    ${failuresAt(network, at)} as failures_here
  from common left join reserve on true`,
)

export async function askLogonLane(tx: Tx, { key, browser, network, at }: Asked): Promise<Standing> {
  const asked = { key: budgetKeyBytes(key), browser: sha256(browser), network, at }
  const { rows } = await takenFromLogon(tx, asked)
  return logonStanding(only(rows))
}

function logonStanding(row: LogonRow): Standing {
  const { common, reserve, known, locked_until: lockedUntil, failures_here: failuresHere } = row
  const seen = { known, failuresHere, lockedUntil }
  if (common === 'taken') return { ...seen, verdict: 'taken', lane: 'logon' }
  if (reserve === 'taken') return { ...seen, verdict: 'taken', lane: 'reserve' }
  return { ...seen, verdict: [common, reserve].includes('busy') ? 'busy' : 'locked', lane: null }
}

/**
 * 50 tries a day for each source network; past them one each minute. Never locked, and a network's own: a stranger
 * delays nobody elsewhere. Whatever networks he has, five tries a code and the limits on codes bind them all.
 */
export async function askInitiationLane(tx: Tx, asked: Asked): Promise<Standing> {
  const { network, at } = asked
  const newDay = sql`(b.window_at <= ${at}::timestamptz - interval '1 day')`
  const rested = sql`(b.updated_at <= ${at}::timestamptz - make_interval(secs => ${sql.lit(INITIATION.delaySeconds)}))`
  const allowed = sql`(${newDay} or b.failures < ${sql.lit(INITIATION.triesPerDay)} or ${rested})`
  const { rows } = await sql<{ verdict: 'taken' | 'locked'; failures_here: number }>`
    insert into attempt_budget as b (key, lane, failures, verdict, window_at, updated_at)
    values (${placeKeyBytes(asked)}, 'initiation', 1, 'taken', ${at}, ${at})
    on conflict (key, lane) do update set
      verdict    = case when ${allowed} then 'taken' else 'locked' end,
      failures   = case when ${newDay} then 1 when ${allowed} then b.failures + 1 else b.failures end,
      refusals   = b.refusals + case when ${allowed} then 0 else 1 end,
      window_at  = case when ${newDay} then ${at} else b.window_at end,
      updated_at = case when ${allowed} then ${at} else b.updated_at end
    returning verdict, ${failuresAt(network, at)} as failures_here`.execute(tx)
  const { verdict, failures_here: failuresHere } = only(rows)
  const lane = verdict === 'taken' ? 'initiation' : null
  return { verdict, lane, lockedUntil: null, known: false, failuresHere }
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('the budget statement returned no row')
  return row
}
