import pg from 'pg'
import { withClient } from '../../db/with-client.ts'
import type { ClusterState } from '../site-control.ts'

const LOST: ClusterState = { role: 'lost', timeline: null, position: null, standbys: [] }

/** Rejects where a server answers that it won't have us: that one is not lost. */
export async function lookAtServer(superuserUrl: string): Promise<ClusterState> {
  try {
    return await withClient(superuserUrl, askState)
  } catch (fault) {
    if (fault instanceof pg.DatabaseError && !isGoing(fault)) throw fault
    return LOST
  }
}

/** Class 57: it starts or ends just now. */
function isGoing({ code }: pg.DatabaseError): boolean {
  return code?.startsWith('57P') === true
}

async function askState(client: pg.Client): Promise<ClusterState> {
  const { rows } = await client.query<ClusterState>(STATE)
  const standbys = await client.query<ClusterState['standbys'][number]>(STANDBYS)
  return { ...LOST, ...rows[0], standbys: standbys.rows }
}

// The name of a segment begins with its timeline. A standby has none of its own: it is on the one it receives.
const STATE = `
  select case when recovers then 'standby' else 'writable' end as role,
         case when recovers then coalesce(
           (select received_tli from pg_stat_wal_receiver),
           greatest((select timeline_id from pg_control_checkpoint()),
                    (select min_recovery_end_timeline from pg_control_recovery())))
         else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end as timeline,
         case when recovers then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end::text as position
    from pg_is_in_recovery() as recovers`

const STANDBYS = `
  select application_name as name, sync_state in ('sync', 'quorum') as synchronous,
         coalesce(pg_wal_lsn_diff(pg_current_wal_flush_lsn(), flush_lsn), 0)::float8 as "behindBytes",
         case when replay_lsn >= pg_current_wal_flush_lsn() then 0
              else extract(epoch from greatest(replay_lag, asked.query_start - reply_time)) end::float8 as "behindSeconds"
    from pg_stat_replication, (select query_start from pg_stat_activity where pid = pg_backend_pid()) as asked
   where state = 'streaming' and not pg_is_in_recovery()
   order by application_name`
