import type { Logger } from 'pino'
import type { Config } from '../config/read-config.ts'
import { correctedClock } from '../db/corrected-clock.ts'
import type { Followed } from '../db/find-authority.ts'
import { type Follower, followAuthority } from '../db/follow-authority.ts'
import { connectionName } from '../db/live-nodes.ts'
import { measureClockOffset } from '../db/measure-clock-offset.ts'
import { MIGRATIONS, migrationsLacking } from '../db/migrate.ts'
import type { PooledDatabase } from '../db/open-database.ts'
import { openFollowed } from '../db/open-followed.ts'
import { lastStepOf } from '../db/read-migrations.ts'
import type { Clock } from '../kernel/clock.ts'
import { systemClock, systemRandomness, systemTicks } from '../kernel/system.ts'
import { keepPulse, type Pulse } from '../operations/keep-pulse.ts'
import type { Watch } from '../operations/watch.ts'
import { goOnByWitness } from '../sites/go-on-by-witness.ts'
import { pairAgain } from '../sites/pair-again.ts'

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
type Told = Pick<Config, 'databaseUrls' | 'site' | 'witness'>

/** A node's pools on the database that holds authority, wherever that goes, and the clock it decides by. */
export async function openDatabases(
  config: Told,
  watch: Watch,
  log: Logger,
  ends: End[],
  node: string,
): Promise<OpenDatabases> {
  const audit = { randomness: systemRandomness, heard: watch.heard }
  const asking = byWitness(config, audit, log)
  const looker = { node, lastStep: await lastStepOf(MIGRATIONS) }
  const follower = await followAuthority({
    ...{ urls: config.databaseUrls, ticks: systemTicks, looker },
    tell: (says, alarms) => (alarms ? log.error({ alarm: 'authority' }, says) : log.info(says)),
    ...(asking && { standbyIsLost: async (followed) => asking(followed, clock) }),
    standbyIsBack: async ({ authority }) =>
      pairAgain(work, { ...audit, epoch: authority.epoch }, authority, clock.now()),
    report: (fault) => watch.fault(fault, null),
  })
  ends.push(() => follower.stop())
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

/** Null where there is no witness. What it leads to is said once, however often it is asked. */
function byWitness(
  { site, witness }: Told,
  audit: Parameters<typeof goOnByWitness>[0]['audit'],
  log: Logger,
): ((followed: Followed, clock: Clock) => Promise<void>) | null {
  if (witness === null) return null
  let said = ''
  return async (followed, clock) => {
    const gone = await goOnByWitness({ witness, site, audit }, followed, clock.now())
    const says = gone.ok ? `standalone by the witness's word, recorded as ${gone.value}` : gone.refusal
    if (says !== said) log.error({ alarm: 'authority', reference: gone.ok ? gone.value : null }, says)
    said = says
  }
}
