import type { BinariesChoice } from '../../src/db/embedded/find-binaries.ts'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import { type EmbeddedSettings, startEmbedded } from '../../src/db/embedded/start-embedded.ts'
import { systemRandomness } from '../../src/kernel/system.ts'

/** Whose programs a server of a test's own runs; the folder of others may be named. */
export const BINARIES = (process.env['SALLYPORT_TEST_POSTGRES'] ?? 'npm') as BinariesChoice

export type More = Pick<EmbeddedSettings, 'port' | 'settings'>

/** Starts the embedded server, durable as in production but for its beginning: no test cuts the power. Whoever asks stops it. */
export function start(folder: string, more: More = {}): Promise<EmbeddedPostgres> {
  return startEmbedded({ folder, binaries: BINARIES, randomness: systemRandomness, throwaway: true, ...more })
}
