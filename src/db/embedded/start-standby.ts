import { type Address, type Cluster, majorOf, type Passwords, urlsOf } from './cluster.ts'
import { copyCluster } from './copy-cluster.ts'
import type { Launcher } from './find-launcher.ts'
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
  /** As that of a cluster begun afresh each time (start-embedded.ts). */
  readonly throwaway?: boolean
}

/**
 * Starts a standby, copying the server it is of if the folder has no cluster yet; one that was made before is started as it
 * was left. It takes connections when this returns, and need not stream yet.
 */
export async function startStandby(wanted: StandbySettings): Promise<EmbeddedPostgres> {
  const { cluster, launcher } = await placeOf(wanted)
  if (majorOf(cluster) === undefined) await copyFrom(cluster, launcher, wanted)
  // Only now is it known which PostgreSQL made it.
  return startCluster(await placeOf(wanted), wanted)
}

async function copyFrom(
  cluster: Cluster,
  launcher: Launcher,
  { of, name, requires, throwaway = false }: StandbySettings,
): Promise<void> {
  const { replicationUrl } = urlsOf(of.passwords, of)
  const standby = asStandby({ name, source: replicationUrl, requires })
  await reserveSlot(replicationUrl, slotOf(name))
  await copyCluster(cluster, {
    replicationUrl,
    passwords: of.passwords,
    launcher,
    throwaway,
    prepare: (data) => writeRecovery(data, launcher, standby),
  })
}
