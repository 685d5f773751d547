import { openDatabase } from '../../src/db/open-database.ts'
import type { Database } from '../../src/db/transaction.ts'
import type { SeededCredentials } from '../../src/demo/seed-credentials.ts'
import type { SeededAccount } from '../../src/demo/seed-directory.ts'
import { sha256 } from '../../src/kernel/digest.ts'
import { administer, copyOf, type TestDatabase, testDatabase } from './database.ts'

export interface Seeded {
  readonly accounts: readonly SeededAccount[]
  readonly credentials: ReadonlyMap<string, SeededCredentials>
}

/** Any number will do that no other advisory lock of the server has. */
const LOCK = 0x5a11_7e57

/**
 * A copy of the database that `seed` has filled, once a run for each beginning: to bring the demo's people in takes some
 * thousand statements. What `seed` answers is kept with it, as the comment of the database that is copied.
 */
export async function seededDatabase(
  beginning: readonly string[],
  seed: (database: Database) => Promise<Seeded>,
): Promise<Seeded & { readonly db: TestDatabase }> {
  const template = `seeded_${sha256(JSON.stringify(beginning)).toString('hex').slice(0, 32)}`
  const kept = await madeOnce(template, async (database) => {
    const { accounts, credentials } = await seed(database)
    return JSON.stringify({ accounts, credentials: [...credentials] })
  })
  const { accounts, credentials } = JSON.parse(kept)
  return { accounts, credentials: new Map(credentials), db: await copyOf(template) }
}

/** The other worker, if it wants the same, waits. The template has its name only when it is whole and nobody's. */
function madeOnce(template: string, fill: (database: Database) => Promise<string>): Promise<string> {
  return administer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const known = await client.query<{ kept: string }>(
      `select shobj_description(oid, 'pg_database') as kept from pg_database where datname = $1`,
      [template],
    )
    if (known.rows[0] !== undefined) return known.rows[0].kept
    const { name, url, database: unused } = await testDatabase()
    await unused.close()
    const database = openDatabase({ url, poolSize: 4, applicationName: template })
    const kept = await fill(database).finally(() => database.close())
    await client.query(`comment on database ${name} is ${client.escapeLiteral(kept)}`)
    await client.query(`alter database ${name} rename to ${template}`)
    return kept
  })
}
