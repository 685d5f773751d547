import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { viewServer } from '../db/find-authority.ts'
import { selectRows } from '../db/transaction.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { sayTime } from '../programme/rules/say-time.ts'
import type { SiteServers } from '../sites/servers/site-servers.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'
import type { DaysAhead } from './rules/days-ahead.ts'
import { standbyKeepsUp } from './standby-keeps-up.ts'

/** What the programme has for the day, so that it is the day one meant. */
export function dayAhead({ clock }: Pick<LookedAt, 'clock'>, ahead: DaysAhead): readonly Finding[] {
  const { programme, day, sessions, ends } = ahead
  const past = Temporal.Instant.compare(ends, clock.now()) < 0
  const launches = programme.launch.date.equals(day)
    ? [`${programme.launch.title.en}, ${programme.launch.status}`]
    : []
  const has = [
    ...sessions.map(({ title, opensAt }) => `${title.en}, from ${sayTime(programme.clock, opensAt).en}`),
    ...launches,
  ]
  return [
    ...(past ? [warn(`${day} is past by this machine’s clock`, 'What follows is judged as of now.')] : []),
    ...(has.length === 0
      ? [warn(`${programme.id} has nothing on ${day}`, 'Was another day meant?')]
      : has.map((one) => ok(one))),
  ]
}

/** Each database this node is told of, from here: the one that is written to, and the one that follows. */
export async function bothSites({
  config,
  ticks,
}: Pick<LookedAt, 'config' | 'ticks'>): Promise<readonly Finding[]> {
  const views = await Promise.all(config.databaseUrls.map((url) => viewServer(url)))
  if (views.length === 1)
    return [
      warn(
        'one database address: the other site can’t be looked at from here',
        'Name both in SALLYPORT_DATABASE_URL.',
      ),
    ]
  const places = config.databaseUrls.map((url) => new URL(url).host)
  const states = views.map(({ state }) => state)
  return [
    ...views.map((view, n) =>
      view.state === 'lost'
        ? fail(`${places[n]}: ${view.reason}`, 'A session there, or a failover, needs it.')
        : ok(`${places[n]}: ${view.state}, ${view.authority.mode}, term ${view.authority.term}`),
    ),
    ...(states.filter((state) => state === 'writable').length > 1
      ? [fail('both take writes', 'Run: sallyport site fence, at the one that is not the authority')]
      : await standbyKeepsUp(config.databaseUrls, views, ticks)),
  ]
}

/** An order to open and one to discard, approved and not used up, for what this site runs that day on a branch. */
export async function ordersAhead(
  { config, database }: LookedAt,
  { sessions }: DaysAhead,
): Promise<readonly Finding[]> {
  const thrownAway = sessions.filter(({ carriedForward, site }) => !carriedForward && site === config.site)
  const open = await database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('site_order')
      .select(['deed', 'session_id', 'until_at'])
      .where('spent_at', 'is', null)
      .execute(),
  )
  if (thrownAway.length === 0) return [ok('no session of that day runs on a branch here')]
  return thrownAway.flatMap(({ id, opensAt }) =>
    (['open-branch', 'discard-branch'] as const).map((deed) =>
      open.some(
        (order) =>
          order.deed === deed &&
          order.session_id === id &&
          Temporal.Instant.compare(order.until_at, opensAt) > 0,
      )
        ? ok(`${id}: ${deed} is approved`)
        : fail(`${id}: no ${deed} is approved`, 'Two operators, on Data centres of the desk.'),
    ),
  )
}

const GIB = 2 ** 30

interface Folder {
  readonly what: string
  readonly path: string
  readonly needs: number
}

/** Free space where something grows: as much again as the database has, and for a branch a whole copy and what it writes. */
export async function diskAhead(
  { config, database }: LookedAt,
  { sessions }: DaysAhead,
  servers: SiteServers | undefined,
): Promise<readonly Finding[]> {
  const [size] = await database.read({ as: 'operations' }, (db) =>
    selectRows<{ bytes: number }>(db, sql`select pg_database_size(current_database())::bigint as bytes`),
  )
  const bytes = size?.bytes ?? 0
  const branches = sessions.some(({ carriedForward, site }) => !carriedForward && site === config.site)
  const { place } = config.reports
  const folders: Folder[] = [
    ...(place.is === 'folder' ? [{ what: 'reports', path: place.path, needs: GIB }] : []),
    ...(servers === undefined
      ? []
      : [{ what: 'database', path: servers.service?.data ?? servers.clusterFolder, needs: bytes + 2 * GIB }]),
    ...(servers === undefined || !branches
      ? []
      : [{ what: 'branches', path: servers.branchFolder, needs: 2 * bytes + 2 * GIB }]),
  ]
  return [
    ...(await Promise.all(folders.map(freeIn))),
    ...(servers === undefined
      ? [
          warn(
            'the database’s disk is not looked at from here',
            'Run this on its host too, by the settings of `sallyport site`.',
          ),
        ]
      : []),
  ]
}

export async function freeIn({ what, path, needs }: Folder): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(path)
    const free = bavail * bsize
    const says = `${what}: ${gib(free)} free in ${path}, ${gib(needs)} wanted`
    return free < needs ? fail(says, 'Make room, or give it another disk.') : ok(says)
  } catch (fault) {
    return fail(`${what}: ${reasonOf(fault)}`, 'Make the folder, or name another.')
  }
}

const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`
