import { sql } from 'kysely'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { weight } from './count-failures.ts'
import { EVERYWHERE } from './rules/figures.ts'

const ALARM = 'failures-everywhere'

interface Flood {
  failures: number
  networks: number
  most_from: string
}

/**
 * One password tried on thousands of User IDs from hundreds of addresses (attack 11) delays nobody at any of them; but
 * together the failures are seen. An event, not a refusal: honest people share the networks. Once in ten minutes,
 * whichever node looks first.
 */
export async function raiseAlarm(tx: Tx, world: AuditWorld, at: Instant): Promise<void> {
  const { rows } = await sql<Flood>`
    with level as (
      select network, sum(${weight(at)}) as failures from network_failure
      where updated_at > ${at.subtract({ hours: 2 })} group by network
    ), flood as (
      select sum(failures) as failures, count(*) as networks, (array_agg(network order by failures desc))[1] as most_from
      from level having sum(failures) >= ${sql.lit(EVERYWHERE.alarmAt)}
    ), raised as (
      insert into raised_alarm (alarm, raised_at) select ${ALARM}, ${at}::timestamptz from flood
      on conflict (alarm) do update set raised_at = excluded.raised_at
        where raised_alarm.raised_at <= ${at.subtract({ minutes: EVERYWHERE.againMinutes })}
      returning 1
    )
    select failures, networks, most_from from flood, raised`.execute(tx)
  for (const { failures, networks, most_from } of rows) {
    await recordEvent(tx, world, {
      kind: 'sign-in.flooded',
      at,
      accountId: null,
      reference: null,
      facts: { failures: Math.round(failures), networks },
      particulars: { mostFrom: most_from },
    })
  }
}
