import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { factsOf } from '../accounts/facts-of.ts'
import { findHolder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { readSealingKeys } from '../config.ts'
import { openDatabase } from '../db/open-database.ts'
import type { Database } from '../db/transaction.ts'
import { DEMO_FILES, DEMO_FOLDER } from '../demo/files.ts'
import { sha256 } from '../kernel/digest.ts'
import { systemRandomness } from '../kernel/system.ts'
import { readDecisions } from '../launch/read-in-force.ts'
import { packageRoot } from '../package-root.ts'
import type { Directory } from '../programme/commands.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer, type Sealer } from '../sealing/seal.ts'

/**
 * The directory `explain` asks: the one SALLYPORT_DATABASE_URL and SALLYPORT_SEALING_KEYS_FILE name, else that of the
 * demo on this machine. Budgets are keyed by HMAC, so without the keys nobody could be seen to be locked.
 */
export async function openDirectory(): Promise<Directory | { readonly unreachable: string }> {
  const named = process.env['SALLYPORT_DATABASE_URL'] === undefined ? demoDirectory() : namedDirectory()
  if ('unreachable' in named) return named
  const { keys, url, asApp } = named
  const sealer = makeSealer(sealingKeys(keys), systemRandomness)
  const database = openDatabase({ url, asApp, poolSize: 1, applicationName: 'sallyport explain' })
  try {
    await database.read({ as: 'operations' }, (db) =>
      db.selectFrom('account').select('id').limit(1).execute(),
    )
  } catch (fault) {
    await database.close()
    const why = fault instanceof Error ? fault.message : String(fault)
    return {
      unreachable: `the directory's database can't be read (${why}). Is the demo, or the server, running?`,
    }
  }
  return directoryOf(database, sealer)
}

interface Named {
  readonly url: string
  /** False for the demo's read-only login. */
  readonly asApp: boolean
  readonly keys: ReturnType<typeof readSealingKeys>
}

function namedDirectory(): Named | { readonly unreachable: string } {
  const faults: string[] = []
  const keys = readSealingKeys(process.env['SALLYPORT_SEALING_KEYS_FILE'] ?? '', faults)
  const [fault] = faults
  if (fault !== undefined) return { unreachable: fault }
  return { url: process.env['SALLYPORT_DATABASE_URL'] ?? '', asApp: true, keys }
}

const accountsShape = z.object({ urls: z.object({ databasePrimary: z.string() }) })

function demoDirectory(): Named | { readonly unreachable: string } {
  const folder = join(packageRoot, DEMO_FOLDER)
  const accounts = join(folder, DEMO_FILES.accounts)
  if (!existsSync(accounts)) {
    return {
      unreachable:
        'there is no directory: start the demo (npm run demo), or set SALLYPORT_DATABASE_URL and SALLYPORT_SEALING_KEYS_FILE',
    }
  }
  const { urls } = accountsShape.parse(JSON.parse(readFileSync(accounts, 'utf8')))
  const faults: string[] = []
  const keys = readSealingKeys(join(folder, DEMO_FILES.sealingKeys), faults)
  const [fault] = faults
  return fault === undefined ? { url: urls.databasePrimary, asApp: false, keys } : { unreachable: fault }
}

function directoryOf(database: Database, sealer: Sealer): Directory {
  const live = () =>
    database.read({ as: 'operations' }, (db) =>
      db
        .selectFrom('programme_in_force')
        .select(['programme_id', 'digest'])
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst(),
    )
  const decisionsOf = async (programmeId: string | undefined) =>
    programmeId === undefined
      ? []
      : database.read({ as: 'operations' }, async (db) => (await readDecisions(db, programmeId)).decisions)
  return {
    factsOf: async (userId) => {
      const holder = await database.read({ as: 'operations' }, (db) =>
        findHolder(db, { userId, budget: budgetKeyOf(sealer, userId) }),
      )
      return holder === undefined ? undefined : factsOf(holder, null)
    },
    decisionsIfLive: async (source) => {
      const newest = await live()
      return newest?.digest.equals(sha256(source)) ? decisionsOf(newest.programme_id) : []
    },
    liveDecisions: async () => decisionsOf((await live())?.programme_id),
    close: () => database.close(),
  }
}
