import type pg from 'pg'
import { withClient } from '../../db/with-client.ts'
import { hasDiverged, type LogPlace } from '../rules/has-diverged.ts'

interface Standing extends LogPlace {
  /** Same in all copies of one cluster. */
  readonly system: string
}

/**
 * Whether the standby has log that the other server never had. Rejects where the other is no copy of it at all, or takes no
 * writes itself.
 */
export async function compareHistories(superuserUrl: string, replicationUrl: string): Promise<boolean> {
  const own = await withClient(superuserUrl, askOwn)
  const address = new URL(replicationUrl)
  const { host } = address
  address.searchParams.set('replication', 'true')
  return withClient(address.href, async (client) => {
    const other = await askOther(client)
    if (own.system !== other.system)
      throw new Error(`the server at ${host} is no copy of this site's, nor this of it`)
    if (own.timeline > other.timeline) return true
    const history = own.timeline === other.timeline ? '' : await askHistory(client, other.timeline)
    return hasDiverged(own, other, history)
  })
}

async function askOwn(client: pg.Client): Promise<Standing> {
  const { rows } = await client.query<Standing>(OWN)
  const [own] = rows
  if (own === undefined) throw new Error('the server does not say where it stands')
  return own
}

const OWN = `
  select (select system_identifier::text from pg_control_system()) as system,
         greatest((select timeline_id from pg_control_checkpoint()),
                  (select min_recovery_end_timeline from pg_control_recovery())) as timeline,
         pg_last_wal_replay_lsn()::text as position`

async function askOther(client: pg.Client): Promise<Standing> {
  const { rows } = await client.query<{ systemid: string; timeline: number; xlogpos: string }>(
    'IDENTIFY_SYSTEM',
  )
  const [other] = rows
  if (other === undefined) throw new Error('the other server does not say where it stands')
  return { system: String(other.systemid), timeline: Number(other.timeline), position: other.xlogpos }
}

async function askHistory(client: pg.Client, timeline: number): Promise<string> {
  const { rows } = await client.query<{ content: string | Buffer }>(`TIMELINE_HISTORY ${timeline}`)
  return String(rows[0]?.content ?? '')
}
