import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { sameDigest, sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { packageRoot } from '../package-root.ts'
import { toParameter } from './parsers.ts'
import { provideRoles } from './provide-roles.ts'
import { type Database, selectRows } from './transaction.ts'
import { withClient } from './with-client.ts'

/** The program's own migrations. */
export const MIGRATIONS = join(packageRoot, 'migrations')

export interface Migration {
  /** `postgres://…` of the role that owns the tables. It needs CREATEROLE where the two roles are missing. */
  readonly ownerUrl: string
  /** Holds `0001-directory.sql`, `0002-…`: applied in the order of their names, each in one transaction. */
  readonly folder: string
  /** Written down as the time of application. */
  readonly at: Instant
}

/**
 * Brings the schema forward and returns the names applied, none where all were. Safe to start on several nodes at
 * once: one works, the others wait and find it done. Throws, with the file's name, on a file that fails, that was
 * edited after it was applied, or that is new but sorts before one applied. Files applied by a newer program than this
 * one are left in peace, so that an old node can restart in the midst of an upgrade.
 */
export async function migrate({ ownerUrl, folder, at }: Migration): Promise<readonly string[]> {
  const files = await readMigrations(folder)
  return withClient(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await provideRoles(client)
    await provideRecord(client)
    const pending = pendingOf(files, await readApplied(client))
    for (const file of pending) await apply(client, file, at)
    return pending.map(({ name }) => name)
  })
}

/** The names `migrate` would apply. Changes nothing, needs no more than the app role's rights, throws as it does. */
export async function pendingMigrations({
  ownerUrl,
  folder,
}: Pick<Migration, 'ownerUrl' | 'folder'>): Promise<readonly string[]> {
  const files = await readMigrations(folder)
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ known: boolean }>(
      "select to_regclass('schema_migration') is not null as known",
    )
    const applied = rows[0]?.known ? await readApplied(client) : []
    return pendingOf(files, applied).map(({ name }) => name)
  })
}

/** The same, asked by the program at work: it reads, as sallyport_app, over a connection it has. */
export async function migrationsLacking(database: Database, folder: string): Promise<readonly string[]> {
  const files = await readMigrations(folder)
  const applied = await database.read({ as: 'operations' }, (db) =>
    selectRows(db, sql<Applied>`select name, digest from schema_migration order by name`),
  )
  return pendingOf(files, applied).map(({ name }) => name)
}

/** Any number will do that no other advisory lock of this database has. */
const LOCK = 0x5a11_9027

interface MigrationFile {
  readonly name: string
  readonly text: string
  readonly digest: Buffer
}

interface Applied {
  readonly name: string
  readonly digest: Buffer
}

async function readMigrations(folder: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  if (names.length === 0) throw new Error(`${folder} holds no migrations`)
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, text, digest: sha256(text) }
    }),
  )
}

async function provideRecord(client: pg.Client): Promise<void> {
  await client.query(`create table if not exists schema_migration (
    name text primary key,
    digest bytea not null,
    applied_at timestamptz not null)`)
  // So that a program which isn't the owner can ask whether the schema is its own.
  await client.query('grant select on schema_migration to sallyport_app')
}

async function readApplied(client: pg.Client): Promise<readonly Applied[]> {
  const { rows } = await client.query<Applied>('select name, digest from schema_migration order by name')
  return rows
}

function pendingOf(files: readonly MigrationFile[], applied: readonly Applied[]): readonly MigrationFile[] {
  const digests = new Map(applied.map(({ name, digest }) => [name, digest]))
  const last = applied.at(-1)?.name ?? ''
  return files.filter(({ name, digest }) => {
    const recorded = digests.get(name)
    if (recorded && !sameDigest(recorded, digest)) {
      throw new Error(`${name} was edited after it had been applied: undo the edit and write a new migration`)
    }
    if (!recorded && name < last) throw new Error(`${name} is new but sorts before ${last}, which is applied`)
    return !recorded
  })
}

async function apply(client: pg.Client, { name, text, digest }: MigrationFile, at: Instant): Promise<void> {
  try {
    await client.query('begin')
    await client.query(text)
    await client.query('insert into schema_migration values ($1, $2, $3)', [name, digest, toParameter(at)])
    await client.query('commit')
  } catch (error) {
    throw new Error(`${name}${lineOf(error, text)}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

/** `:12` where the server says at which character it stopped. */
function lineOf(error: unknown, text: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN
  return position > 0 ? `:${text.slice(0, position).split('\n').length}` : ''
}
