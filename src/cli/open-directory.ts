import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { factsOf } from '../accounts/facts-of.ts'
import { findHolder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { readDatabaseSetting } from '../config/read-config.ts'
import { findAuthority } from '../db/find-authority.ts'
import { openDatabase } from '../db/open-database.ts'
import { sayDatabaseFault } from '../db/say-database-fault.ts'
import type { Database } from '../db/transaction.ts'
import { DEMO_FILES, DEMO_FOLDER } from '../demo/files.ts'
import { sha256 } from '../kernel/digest.ts'
import type { UserId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemRandomness } from '../kernel/system.ts'
import { readDecisions } from '../launch/read-in-force.ts'
import { packageRoot } from '../package-root.ts'
import type { Directory } from '../readiness/directory.ts'
import { readPeople } from '../readiness/read-people.ts'
import { selectContacts } from '../readiness/select-contacts.ts'
import { selectCardHolders } from '../readiness/store.ts'
import { type SealingKey, sealingKeys } from '../sealing/keys.ts'
import { readSealingKeys } from '../sealing/read-sealing-keys.ts'
import { makeSealer, type Sealer } from '../sealing/seal.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Memberships held at once when everybody is read: a few hundred kilobytes, and some hundred statements for a million. */
const PAGE_SIZE = 2_000

/**
 * The directory that `explain`, `simulate` and `diff` ask: the one SALLYPORT_DATABASE_URL and SALLYPORT_SEALING_KEYS_FILE name, else that of the
 * demo on this machine. Budgets are keyed by HMAC, so without the keys nobody could be seen to be locked.
 */
export async function openDirectory(
  environment: Environment,
  demoFolder = join(packageRoot, DEMO_FOLDER),
): Promise<Directory | { readonly unreachable: string }> {
  const isNamed = environment['SALLYPORT_DATABASE_URL'] !== undefined
  const found = isNamed ? await namedDirectory(environment) : demoDirectory(demoFolder)
  if (!found.ok) return { unreachable: found.refusal.join('; ') }
  const { keys, called, ...reached } = found.value
  const sealer = makeSealer(sealingKeys(keys), systemRandomness)
  const applicationName = 'sallyport programme'
  const database = openDatabase({ ...reached, poolSize: 1, applicationName, patience: 'report' })
  try {
    await database.read({ as: 'operations' }, (db) =>
      db.selectFrom('account').select('id').limit(1).execute(),
    )
    return directoryOf(`${called}, ${addressOf(reached.url)}`, database, sealer)
  } catch (fault) {
    await database.close()
    return { unreachable: unread(fault, isNamed ? NAMED : 'Start the demo: npm run demo') }
  }
}

const NAMED = 'Look at SALLYPORT_DATABASE_URL'

function unread(fault: unknown, remedy: string): string {
  return `its database can't be read (${sayDatabaseFault(fault)}). ${remedy}`
}

interface Found {
  readonly called: string
  readonly url: string
  /** False for the demo's read-only login. */
  readonly asApp: boolean
  readonly keys: readonly [SealingKey, ...SealingKey[]]
}

async function namedDirectory(environment: Environment): Promise<Result<Found, readonly string[]>> {
  const urls = readDatabaseSetting(environment, undefined)
  if (!urls.ok) return urls
  const file = environment['SALLYPORT_SEALING_KEYS_FILE']
  if (file === undefined)
    return refused(['SALLYPORT_DATABASE_URL is set, SALLYPORT_SEALING_KEYS_FILE is not. Set both'])
  const keys = readSealingKeys(file)
  if (!keys.ok) return refused(keys.refusal.map((fault) => `SALLYPORT_SEALING_KEYS_FILE ${fault}`))
  const followed = await findAuthority(urls.value).then(done, (fault) => refused([unread(fault, NAMED)]))
  if (!followed.ok) return followed
  return done({
    called: 'the directory of SALLYPORT_DATABASE_URL',
    url: followed.value.url,
    asApp: true,
    keys: keys.value,
  })
}

const accountsShape = z.object({ urls: z.object({ databasePrimary: z.string() }) })

function demoDirectory(folder: string): Result<Found, readonly string[]> {
  const accounts = join(folder, DEMO_FILES.accounts)
  if (!existsSync(accounts)) {
    return refused([
      'there is none. Start the demo (npm run demo), or set SALLYPORT_DATABASE_URL and SALLYPORT_SEALING_KEYS_FILE',
    ])
  }
  const { urls } = accountsShape.parse(JSON.parse(readFileSync(accounts, 'utf8')))
  const keys = readSealingKeys(join(folder, DEMO_FILES.sealingKeys))
  if (!keys.ok) return keys
  return done({ called: "the demo's directory", url: urls.databasePrimary, asApp: false, keys: keys.value })
}

/** Host, port and database; no login and no password. */
function addressOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function directoryOf(name: string, database: Database, sealer: Sealer): Directory {
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
  const reading = { budgetKeyOf: (userId: UserId) => budgetKeyOf(sealer, userId), pageSize: PAGE_SIZE }
  return {
    name,
    readPeople: (concern, work) => readPeople(database, reading, concern, work),
    contacts: () => database.read({ as: 'operations' }, selectContacts),
    factsOf: async (userId, at) =>
      database.read({ as: 'sign-in' }, async (db) => {
        const holder = await findHolder(db, { userId, budget: budgetKeyOf(sealer, userId), at })
        if (holder === undefined) return undefined
        const holders = await selectCardHolders(db, [holder.accountId], at)
        return { ...factsOf(holder, null), holdsCard: holders.size > 0 }
      }),
    decisionsIfLive: async (source) => {
      const newest = await live()
      return newest?.digest.equals(sha256(source)) ? decisionsOf(newest.programme_id) : []
    },
    liveDecisions: async () => decisionsOf((await live())?.programme_id),
    close: () => database.close(),
  }
}
