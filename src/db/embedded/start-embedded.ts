import type { Randomness } from '../../kernel/randomness.ts'
import { majorOf } from './cluster.ts'
import { initialiseCluster } from './initialise-cluster.ts'
import { type ClusterSettings, type EmbeddedPostgres, placeOf, startCluster } from './start-cluster.ts'

export interface EmbeddedSettings extends ClusterSettings {
  readonly randomness: Randomness
  /** A power cut may take a cluster that is begun afresh each time: its thousand files are not flushed one by one. */
  readonly throwaway?: boolean
}

/**
 * Starts a real PostgreSQL of our own on 127.0.0.1, making its cluster first if the folder has none. Throws
 * EmbeddedError if the folder is in use, no fitting PostgreSQL is found, or the server doesn't come up. If we die, a tied
 * server shuts down (find-launcher.ts); if it was killed, the next start recovers what was committed.
 */
export async function startEmbedded(wanted: EmbeddedSettings): Promise<EmbeddedPostgres> {
  const place = await placeOf(wanted)
  const { cluster, binaries, launcher } = place
  if (majorOf(cluster) === undefined) {
    await initialiseCluster(cluster, { throwaway: false, ...wanted, binaries, launcher })
  }
  return startCluster(place, wanted)
}
