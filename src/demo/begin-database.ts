import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { endLeftovers } from '../db/embedded/end-leftovers.ts'
import type { EmbeddedPostgres } from '../db/embedded/start-cluster.ts'
import { startEmbedded } from '../db/embedded/start-embedded.ts'
import { migrate } from '../db/migrate.ts'
import { systemRandomness } from '../kernel/system.ts'
import { refuseSecondDemo } from './refuse-second-demo.ts'
import type { DemoSettings } from './settings.ts'

/** The primary's database on its way: what a start takes longest for, and what needs least of the program. */
export interface ComingDatabase {
  /** Settles once the schema is there. */
  readonly postgres: Promise<EmbeddedPostgres>
  /** Takes away what a former demo left: two thousand files, so when nobody waits. */
  removeFormer(): Promise<void>
  /** Ends every server in the folder, also one that is still on its way. */
  stop(): Promise<void>
}

/** A demo begins afresh each time: what a power cut would take of it is nobody's. */
export const UNFLUSHED = { throwaway: true, settings: { fsync: 'off' } } as const

/** Empties the demo's folder, and makes a cluster in it. Throws with a plain reason where another demo runs. */
export async function beginDatabase(
  settings: Pick<DemoSettings, 'at' | 'folder' | 'ports' | 'migrations'>,
): Promise<ComingDatabase> {
  const { folder } = settings
  await refuseSecondDemo(settings)
  const former = beginFolder(folder)
  const postgres = make(settings)
  // Whoever waits for it is told; a program that fails before that says why itself.
  postgres.catch(() => undefined)
  return {
    postgres,
    removeFormer: () => rm(former, { recursive: true, force: true, maxRetries: 20 }),
    stop: async () => {
      const started = await postgres.catch(() => undefined)
      await started?.stop()
      await endLeftovers(folder)
    },
  }
}

async function make({
  at,
  folder,
  migrations,
}: Pick<DemoSettings, 'at' | 'folder' | 'migrations'>): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded({
    ...{ folder: join(folder, 'primary'), binaries: 'any', randomness: systemRandomness },
    ...UNFLUSHED,
  })
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, folder: migrations, at })
    return postgres
  } catch (fault) {
    await postgres.stop()
    throw fault
  }
}

/** Empty; what it held lies beside it, at the path that is returned. */
function beginFolder(folder: string): string {
  const former = `${folder}.former`
  rmSync(former, { recursive: true, force: true, maxRetries: 20 })
  mkdirSync(folder, { recursive: true })
  renameSync(folder, former)
  mkdirSync(folder, { mode: 0o700 })
  return former
}
