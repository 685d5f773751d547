import { sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Standing } from './ask-lane.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { takenFrom, type Verdict } from './budget-state.ts'
import { failuresAt } from './count-failures.ts'
import { CARD, LOGON } from './rules/figures.ts'
import type { Asked } from './turn.ts'

interface CardRow {
  common: Verdict
  own: Verdict | null
  locked_until: Instant | null
  failures_here: number
}

/**
 * The account's budget, which every door shares; and where that has no try to give, one for who holds the account's card,
 * which was proven before: whoever uses up the first without it can't keep the holder out.
 */
const takenFromCard = prepared(
  (
    _,
    { key, network, at }: { readonly key: Buffer; readonly network: string; readonly at: Instant },
  ) => sql<CardRow>`
  with common as (
    insert into attempt_budget as b (key, lane, failures, pending, verdict, window_at, updated_at)
    values (${key}, 'logon', 1, array[${at}::timestamptz], 'taken', ${at}, ${at})
    on conflict (key, lane) do update set ${takenFrom(LOGON, at)}
    returning verdict, locked_until
  ), own as (
    insert into attempt_budget as b (key, lane, failures, pending, verdict, window_at, updated_at)
    select ${key}, 'card', 1, array[${at}::timestamptz], 'taken', ${at}, ${at} from common where verdict <> 'taken'
    on conflict (key, lane) do update set ${takenFrom(CARD, at)}
    returning verdict
  )
  select common.verdict as common, own.verdict as own,
    case when common.verdict = 'locks' then common.locked_until end as locked_until,
    ${failuresAt(network, at)} as failures_here
  from common left join own on true`,
)

export async function askCardLane(tx: Tx, { key, network, at }: Asked): Promise<Standing> {
  const [row] = (await takenFromCard(tx, { key: budgetKeyBytes(key), network, at })).rows
  if (row === undefined) throw new Error('the budget statement returned no row')
  const seen = { known: true, failuresHere: row.failures_here, lockedUntil: row.locked_until }
  if (row.common === 'taken') return { ...seen, verdict: 'taken', lane: 'logon' }
  if (row.own === 'taken') return { ...seen, verdict: 'taken', lane: 'card' }
  return { ...seen, verdict: [row.common, row.own].includes('busy') ? 'busy' : 'locked', lane: null }
}
