import { sql } from 'kysely'
import { measureClockOffset } from '../db/measure-clock-offset.ts'
import { MIGRATIONS, pendingMigrations } from '../db/migrate.ts'
import { refuseUnsafeServer } from '../db/refuse-unsafe-server.ts'
import { ROLE_OF } from '../db/role-of-scope.ts'
import { selectRows } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'

/** Is it there, would it keep what it acknowledges, and is the schema this program's? */
export async function examineDatabase({ authority, database }: LookedAt): Promise<readonly Finding[]> {
  if (!authority.ok) return [unusable(authority.refusal)]
  const { url } = authority.value
  try {
    const safe = await refuseUnsafeServer(url)
    if (!safe.ok) return safe.refusal.map((fault) => fail(`SALLYPORT_DATABASE_URL: ${fault}`))
    const { all, lacking } = await pendingMigrations({ ownerUrl: url, folder: MIGRATIONS })
    if (lacking.length > 0)
      return [
        fail(
          `SALLYPORT_DATABASE_URL: the schema lacks ${lacking.join(', ')}`,
          'Run: sallyport migrate --apply',
        ),
      ]
    await database.read({ as: 'operations' }, async () => undefined)
    const good = `PostgreSQL ${safe.value}, which keeps what it acknowledges; the schema is up to date`
    return all.length === 0
      ? [ok(good)]
      : [
          warn(
            `${good}, but for ${all.join(', ')}`,
            'Once every node is of this program: sallyport migrate --apply',
          ),
        ]
  } catch (fault) {
    return [unusable(reasonOf(fault))]
  }
}

function unusable(reason: string): Finding {
  return fail(`SALLYPORT_DATABASE_URL: the database can't be used (${reason})`)
}

/** Two sites are one promise: what is acknowledged is on both, unless it was decided and recorded that one goes on alone. */
export async function examineReplication({
  config,
  authority,
  database,
}: LookedAt): Promise<readonly Finding[]> {
  if (config.databaseUrls.length === 1)
    return [ok('one database address: no other site is known to this node')]
  const [waits] = await database.read({ as: 'operations' }, (db) =>
    selectRows(
      db,
      sql<{ standbys: string; commit: string }>`
      select current_setting('synchronous_standby_names') as standbys, current_setting('synchronous_commit') as commit`,
    ),
  )
  if (authority.ok && authority.value.authority.mode === 'standalone')
    return [warn('standalone, as was decided and recorded: what is acknowledged is on one site', SEE_STATUS)]
  return waits === undefined || waits.standbys === '' || ALONE.has(waits.commit)
    ? [fail('two sites, and a commit waits for no standby: synchronous_standby_names is empty', SEE_STATUS)]
    : [ok(`a commit waits for ${waits.standbys}`)]
}

const ALONE: ReadonlySet<string> = new Set(['off', 'local'])
const SEE_STATUS = 'Run: sallyport site status'

interface Server {
  left: number
  most: number
  bytes: number
  login: string
  superuser: boolean
  appIsBound: boolean
}

const APP = 'sallyport_app'

/** What a node opens: its pool, two for operations, one to hear of revocations, one to see who holds authority. */
const CONNECTIONS_A_NODE = 24

/** Room for another node, and roles that row security binds. Free disk space is not told by PostgreSQL; its size is. */
export async function examineServer({ database }: LookedAt): Promise<readonly Finding[]> {
  const [server] = await database.read({ as: 'operations' }, (db) =>
    selectRows(
      db,
      sql<Server>`
      select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - (select sum(numbackends)::int from pg_stat_database) as left,
        current_setting('max_connections')::int as most,
        pg_database_size(current_database()) as bytes,
        session_user as login,
        (select rolsuper or rolbypassrls from pg_roles where rolname = session_user) as superuser,
        (select bool_and(not (rolsuper or rolbypassrls or rolcanlogin)
            and (rolname = ${APP} or not pg_has_role(${APP}::name, oid, 'usage')))
          from pg_roles where rolname = any(${[APP, ...Object.values(ROLE_OF)]}::text[])) as "appIsBound"`,
    ),
  )
  if (server === undefined) return [fail('the database says nothing of itself')]
  const room = `${server.left} of ${server.most} connections are left; a node takes ${CONNECTIONS_A_NODE}`
  return [
    server.left < CONNECTIONS_A_NODE ? warn(room, 'Raise max_connections.') : ok(room),
    ok(`the database takes ${Math.ceil(server.bytes / 2 ** 20)} MiB; watch the disk it lies on`),
    server.superuser
      ? warn(
          `the login ${server.login} is a superuser, or bypasses row security`,
          'Use one that owns the schema.',
        )
      : ok(`the login ${server.login} is no superuser`),
    server.appIsBound
      ? ok('sallyport_app and the roles it takes are bound by row security and log in nowhere')
      : fail(
          'sallyport_app, or a role it takes, is a superuser, bypasses row security, can log in or is inherited',
          'alter role sallyport_app noinherit; alter role … nosuperuser nobypassrls nologin',
        ),
  ]
}

const DRIFT_MILLISECONDS = 1_000

/** Rules go by the database's clock, TLS and passcodes of real phones by real time. */
export async function examineClock({ database, clock }: LookedAt): Promise<readonly Finding[]> {
  // The first measurement also opens the connection.
  await measureClockOffset(database, clock)
  const { offset, uncertainty } = await measureClockOffset(database, clock)
  const says = `the database's clock is ${(offset / 1000).toFixed(3)} s ahead, ± ${(uncertainty / 1000).toFixed(3)} s`
  return Math.abs(offset) - uncertainty > DRIFT_MILLISECONDS
    ? [warn(says, 'Keep both machines on NTP.')]
    : [ok(says)]
}

export async function examineProgrammeInForce({
  database,
  programme,
}: LookedAt): Promise<readonly Finding[]> {
  if (!programme.ok) return []
  const newest = await database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('programme_in_force')
      .select(['digest', 'programme_id', 'since'])
      .orderBy('revision', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  if (newest === undefined) return [ok('none yet: serve puts this file in force')]
  return newest.digest.equals(sha256(programme.value.source))
    ? [ok(`this file, since ${newest.since}`)]
    : [
        warn(
          `another one than this file: ${newest.programme_id}, since ${newest.since}`,
          'A node that starts puts this file in force: be sure that all nodes have it.',
        ),
      ]
}
