import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { correctedClock } from './db/corrected-clock.ts'
import { type Follower, followAuthority } from './db/follow-authority.ts'
import { connectionName } from './db/live-nodes.ts'
import { measureClockOffset } from './db/measure-clock-offset.ts'
import { MIGRATIONS, migrationsLacking } from './db/migrate.ts'
import type { PooledDatabase } from './db/open-database.ts'
import { openFollowed } from './db/open-followed.ts'
import { lastStepOf } from './db/read-migrations.ts'
import type { Clock } from './kernel/clock.ts'
import { systemClock, systemRandomness, systemTicks } from './kernel/system.ts'
import { keepPulse, type Pulse } from './operations/keep-pulse.ts'
import type { Watch } from './operations/watch.ts'
import { pairAgain } from './sites/pair-again.ts'

export interface Databases {
  readonly follower: Follower
  readonly work: PooledDatabase
  /** Connections of its own: a crowd that waits for a connection takes no health check's place. */
  readonly operations: PooledDatabase
  /** And one for the revocation feed: it must be heard in every crowd. */
  readonly feed: PooledDatabase
}

export interface OpenDatabases {
  readonly database: Databases
  readonly pulse: Pulse
  readonly clock: Clock
}

type End = () => Promise<void> | void

/** A node's pools on the database that holds authority, wherever that goes, and the clock it decides by. */
export async function openDatabases(
  { databaseUrls: urls }: Pick<Config, 'databaseUrls'>,
  watch: Watch,
  log: Logger,
  ends: End[],
  node: string,
): Promise<OpenDatabases> {
  const looker = { node, lastStep: await lastStepOf(MIGRATIONS) }
  const follower = await followAuthority({
    urls,
    looker,
    tell: (says, alarms) => (alarms ? log.error({ alarm: 'authority' }, says) : log.info(says)),
    standbyIsBack: ({ authority }) => pairAgain(work, pairing(authority.epoch), authority, clock.now()),
    report: (fault) => watch.fault(fault, null),
  })
  ends.push(() => follower.stop())
  const pairing = (epoch: typeof follower.followed.authority.epoch) => ({
    ...{ epoch, randomness: systemRandomness, heard: watch.heard },
  })
  const open = (poolSize: number, of: string) => {
    const applicationName = connectionName(looker, of)
    const pool = openFollowed(follower, { poolSize, applicationName, meter: watch.meter })
    ends.push(() => pool.close())
    return pool
  }
  const work = open(20, 'work')
  const operations = open(2, 'operations')
  const database = { follower, work, operations, feed: open(1, 'feed') }
  const pulse = keepPulse({
    measure: () => measureClockOffset(operations, systemClock),
    schemaLacks: () => migrationsLacking(operations, MIGRATIONS),
    ticks: systemTicks,
    measured: watch.measured,
  })
  const clock = await correctedClock(pulse.measure, systemClock)
  ends.push(() => clock.stop())
  return { database, pulse, clock }
}
