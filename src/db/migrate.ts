import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { sameDigest } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { packageRoot } from '../package-root.ts'
import { type LiveNode, nodesBefore } from './live-nodes.ts'
import { toParameter } from './parsers.ts'
import { provideRoles } from './provide-roles.ts'
import { type MigrationFile, readMigrations, stepOf } from './read-migrations.ts'
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

export interface Migrated {
  /** The names applied, none where all were. */
  readonly applied: readonly string[]
  /** What was not, as nodes serve that still need what it takes away. */
  readonly waits: Waiting | null
}

export interface Waiting {
  readonly step: string
  readonly needs: string
  readonly nodes: readonly LiveNode[]
}

/**
 * Brings the schema forward. Safe to start on several nodes at once: one works, the others wait and find it done. Throws,
 * with the file's name, on a file that fails, that was edited after it was applied, or that is new but sorts before one
 * applied. Files applied by a newer program than this one are left in peace, so that an old node can restart in the midst
 * of an upgrade; until a step takes away what it needs (adr/0048).
 */
export async function migrate({ ownerUrl, folder, at }: Migration): Promise<Migrated> {
  const files = await readMigrations(folder)
  return withClient(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await provideRoles(client)
    await provideRecord(client)
    const applied: string[] = []
    for (const file of pendingOf(files, await readApplied(client))) {
      const waits = await apply(client, file, at)
      if (waits !== null) return { applied, waits }
      applied.push(file.name)
    }
    return { applied, waits: null }
  })
}

/** The names `migrate` would apply. Changes nothing, needs no more than the app role's rights, throws as it does. */
export async function pendingMigrations({
  ownerUrl,
  folder,
}: Pick<Migration, 'ownerUrl' | 'folder'>): Promise<Pending> {
  const files = await readMigrations(folder)
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ known: boolean }>(
      "select to_regclass('schema_migration') is not null as known",
    )
    return forWhom(pendingOf(files, rows[0]?.known ? await readApplied(client) : []))
  })
}

/** What a node of this program can't serve without: asked as it works, as sallyport_app, over a connection it has. */
export async function migrationsLacking(database: Database, folder: string): Promise<readonly string[]> {
  const files = await readMigrations(folder)
  const applied = await database.read({ as: 'operations' }, (db) =>
    selectRows(db, sql<Applied>`select name, digest from schema_migration order by name`),
  )
  return forWhom(pendingOf(files, applied)).lacking
}

export interface Pending {
  readonly all: readonly string[]
  /** Of these, what a node can't serve without: last steps that only take something away may come when all nodes are new. */
  readonly lacking: readonly string[]
}

function forWhom(pending: readonly MigrationFile[]): Pending {
  const last = pending.findLastIndex(({ needs }) => needs === null)
  const all = pending.map(({ name }) => name)
  return { all, lacking: all.slice(0, last + 1) }
}

/** Any number will do that no other advisory lock of this database has. */
const LOCK = 0x5a11_9027

interface Applied {
  readonly name: string
  readonly digest: Buffer
}

async function provideRecord(client: pg.Client): Promise<void> {
  await client.query(`create table if not exists schema_migration (
    name text primary key,
    digest bytea not null,
    needs smallint,
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

/**
 * One transaction, which waits half a second for a table, as who comes after it has to wait for that; then it gives way, and
 * comes again. Half a second is less than what PostgreSQL lets pass before it ends somebody for a deadlock.
 */
async function apply(
  client: pg.Client,
  file: MigrationFile,
  at: Instant,
  tries = TRIES,
): Promise<Waiting | null> {
  const { name, text, digest, needs } = file
  const least = needs === null ? null : stepOf(needs)
  try {
    await client.query("begin; set local lock_timeout = '500ms'")
    const nodes = least === null ? [] : await nodesBefore(client, least)
    if (needs !== null && nodes.length > 0) {
      await client.query('rollback')
      return { step: name, needs, nodes }
    }
    await client.query(text)
    const row = [name, digest, toParameter(at), least]
    await client.query(
      'insert into schema_migration (name, digest, applied_at, needs) values ($1, $2, $3, $4)',
      row,
    )
    await client.query('commit')
    return null
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (tries > 1 && error instanceof pg.DatabaseError && GAVE_WAY.has(error.code ?? ''))
      return apply(client, file, at, tries - 1)
    throw new Error(`${name}${lineOf(error, text)}: ${reasonOf(error)}`, { cause: error })
  }
}

const TRIES = 20
/** `lock_not_available`, `deadlock_detected`. */
const GAVE_WAY: ReadonlySet<string> = new Set(['55P03', '40P01'])

/** `:12` where the server says at which character it stopped. */
function lineOf(error: unknown, text: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN
  return position > 0 ? `:${text.slice(0, position).split('\n').length}` : ''
}
