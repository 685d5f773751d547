import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cluster, majorOf } from '../../db/embedded/cluster.ts'
import { withClient } from '../../db/with-client.ts'

/**
 * Before anything is stopped: rejects where the server to follow takes no writes itself, or has another origin than this
 * cluster, which would be replaced by it.
 */
export async function refuseSource(cluster: Cluster, replicationUrl: string): Promise<void> {
  const { host } = new URL(replicationUrl)
  const { rows } = await withClient(replicationUrl, (client) =>
    client.query<{ recovers: boolean; system: string }>(SOURCE),
  )
  if (rows[0]?.recovers !== false) {
    throw new Error(`the server at ${host} is itself a standby: one of the two must be promoted first`)
  }
  if (majorOf(cluster) !== undefined && systemOf(cluster) !== rows[0].system) {
    throw new Error(`the server at ${host} has another origin than the one in ${cluster.folder}`)
  }
}

const SOURCE = `
  select pg_is_in_recovery() as recovers, system_identifier::text as system from pg_control_system()`

/** Same in all copies. The first eight bytes of pg_control in every version; asked of a server that may stand still. */
function systemOf({ data }: Cluster): string {
  return readFileSync(join(data, 'global/pg_control')).readBigUInt64LE(0).toString()
}
