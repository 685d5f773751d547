import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { requiring } from '../../db/embedded/recovery-files.ts'
import { withClient } from '../../db/with-client.ts'

/** Milliseconds. */
const PATIENCE = { all: 10_000, poll: 20 }

/**
 * Neither statement waits for a standby. It holds when this returns: a new connection begins with what the server has read,
 * and the checkpointer, which frees or holds whoever commits, reads it before it does the next checkpoint.
 */
export async function requireStandby(superuserUrl: string, name: string | null): Promise<void> {
  const value = requiring(name)
  await withClient(superuserUrl, async (client) => {
    await client.query(`alter system set synchronous_standby_names = ${pg.escapeLiteral(value)}`)
    await client.query('select pg_reload_conf()')
  })
  for (let waited = 0; waited < PATIENCE.all; waited += PATIENCE.poll) {
    if (await holds(superuserUrl, value)) return
    await pause(PATIENCE.poll)
  }
  throw new Error(`synchronous_standby_names is not '${value}': it is set on the server's command line`)
}

function holds(superuserUrl: string, value: string): Promise<boolean> {
  return withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ value: string }>(
      "select current_setting('synchronous_standby_names') as value",
    )
    if (rows[0]?.value !== value) return false
    await client.query('checkpoint')
    return true
  })
}
