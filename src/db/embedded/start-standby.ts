import { type Address, majorOf, type Passwords, urlsOf } from './cluster.ts'
import { copyCluster } from './copy-cluster.ts'
import { asStandby, slotOf, writeRecovery } from './recovery-files.ts'
import { reserveSlot } from './reserve-slot.ts'
import { type ClusterSettings, type EmbeddedPostgres, placeOf, startCluster } from './start-cluster.ts'

export interface StandbySettings extends ClusterSettings {
  /** Whom it follows. */
  readonly of: Address & { readonly passwords: Passwords }
  /** By which the other server knows it: `secondary`. */
  readonly name: string
  /** For whom its commits wait once it is promoted; null for nobody. */
  readonly requires: string | null
}

/**
 * Starts a standby, copying the server it is of if the folder has no cluster yet. One that was made before follows as it
 * did, from wherever the other is now. It takes connections when this returns, and need not stream yet.
 */
export async function startStandby(wanted: StandbySettings): Promise<EmbeddedPostgres> {
  const { cluster, launcher } = await placeOf(wanted)
  const { of, name, requires } = wanted
  const { replicationUrl } = urlsOf(of.passwords, of)
  await reserveSlot(replicationUrl, slotOf(name))
  const standby = asStandby({ name, source: replicationUrl, requires })
  if (majorOf(cluster) === undefined) {
    const prepare = (data: string) => writeRecovery(data, launcher, standby)
    await copyCluster(cluster, { replicationUrl, passwords: of.passwords, launcher, prepare })
  } else writeRecovery(cluster.data, launcher, standby)
  // Only now is it known which PostgreSQL made it.
  return startCluster(await placeOf(wanted), wanted)
}
