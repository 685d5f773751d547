import { sql } from 'kysely'
import { type ReadDb, reading, selectRows, type Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { concernsHim } from './concerns-him.ts'
import type { KindId } from './kind.ts'
import { readStanding } from './read-standing.ts'
import { recordStep } from './record-step.ts'
import { sayNumber } from './rules/request-number.ts'
import { mayCheck, rolesOf } from './rules/who-may.ts'
import type { RequestRow } from './store.ts'
import type { RequestWorld } from './world.ts'

/** In one transaction, which another node may wait for. Those that somebody can come for stay, so that the next turn begins behind them. */
const AT_ONCE = 50

/**
 * Half-way to its due time, a firm's request that no checker of the firm can decide on goes to the operators (spec 5).
 * From then on an operator checker may decide, and the firm's as well if one comes back.
 */
export async function escalateRequests(world: RequestWorld, at: Instant): Promise<number> {
  let escalated = 0
  for (let after: number | null = 0; after !== null; ) {
    const turn = await takeTurn(world, after, at)
    escalated += turn.escalated
    after = turn.last
  }
  return escalated
}

interface Turn {
  readonly escalated: number
  /** Null where nothing is behind it. */
  readonly last: number | null
}

function takeTurn(world: RequestWorld, after: number, at: Instant): Promise<Turn> {
  return world.database.write({ as: 'operations' }, async (tx) => {
    const halfway = await selectRows<{ number: number }>(
      reading(tx),
      sql`
        select number from change_request
        where ended_at is null and escalated_at is null and state in ('pending', 'in-force') and chain <> 'operators'
          and made_at + (due_at - made_at) / 2 <= ${at} and number > ${after}
        order by number limit ${AT_ONCE}`,
    )
    let escalated = 0
    for (const { number } of halfway) escalated += (await escalate(tx, world, number, at)) ? 1 : 0
    return { escalated, last: halfway.length < AT_ONCE ? null : (halfway.at(-1)?.number ?? null) }
  })
}

async function escalate(tx: Tx, world: RequestWorld, number: number, at: Instant): Promise<boolean> {
  const request = await tx
    .selectFrom('change_request')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  if (await canBeChecked(world, reading(tx), request, at)) return false
  // Decided, or escalated by another node, meanwhile: then it is not for this one.
  const { numUpdatedRows } = await tx
    .updateTable('change_request')
    .set({ escalated_at: at })
    .where('number', '=', number)
    .where('state', '=', request.state)
    .where('escalated_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const facts = { kind: request.kind, participant: request.participant_id }
  const step = { at, by: null, number: sayNumber(number), facts }
  await recordStep(tx, world, { ...step, event: 'request.escalated' })
  return true
}

/** Whether somebody is there who may check it: by the very rules by which he would. */
async function canBeChecked(
  world: RequestWorld,
  db: ReadDb,
  request: RequestRow,
  at: Instant,
): Promise<boolean> {
  const kind = world.kinds.get(request.kind as KindId)
  const asked = kind?.parse(JSON.parse(request.input))
  const { participant_id: participant } = request
  const maker = await readStanding(db, { account: request.maker, participant, at })
  if (kind === undefined || !asked?.ok || maker === undefined) return false
  for (const { account } of await whoCanCome(db, request, at)) {
    const him = await readStanding(db, { account, participant, at })
    if (him === undefined || !mayCheck(kind, him, maker)) continue
    if (!(await concernsHim(db, asked.value, request.concerns ?? 'many', him))) return true
  }
  return false
}

/** People of the firm with a hand in such requests who can log on, and are not away. */
function whoCanCome(
  db: ReadDb,
  { chain, participant_id: participant, maker_person: maker }: RequestRow,
  at: Instant,
): Promise<readonly { readonly account: AccountId }[]> {
  return selectRows(
    db,
    sql`
      select distinct a.id as account from membership m join account a on a.id = m.account_id
      where m.participant_id = ${participant} and m.role = any(${[...rolesOf(chain)]}) and m.valid_to is null
        and a.status = 'active' and a.person_id <> ${maker}
        and exists (select from credential c
          where c.account_id = a.id and c.valid_to is null and c.kind = 'password')
        and exists (select from credential c
          where c.account_id = a.id and c.valid_to is null and c.kind <> 'password')
        and not exists (select from absence b where b.account_id = a.id and b.withdrawn_at is null
          and b.from_at <= ${at} and b.until_at > ${at})`,
  )
}
