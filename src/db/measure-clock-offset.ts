import { sql } from 'kysely'
import type { Clock } from '../kernel/clock.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Database } from './transaction.ts'

export interface ClockOffset {
  /** Milliseconds to add to `clock` to read the database's. */
  readonly offset: number
  /** Half the round trip, milliseconds: the true offset lies within `offset` ± `uncertainty`. */
  readonly uncertainty: number
}

/**
 * The one place that asks the database for its time. The answer is taken to have been given half-way through the round
 * trip (RFC 5905 section 8, with one of its two server stamps).
 */
export function measureClockOffset(database: Database, clock: Clock): Promise<ClockOffset> {
  return database.read({ as: 'operations' }, async (db) => {
    const question = db.selectNoFrom(sql<Instant>`clock_timestamp()`.as('at'))
    const asked = clock.now()
    const { at } = await question.executeTakeFirstOrThrow()
    const answered = clock.now()
    const roundTrip = millisecondsBetween(asked, answered)
    return { offset: millisecondsBetween(asked, at) - roundTrip / 2, uncertainty: roundTrip / 2 }
  })
}

function millisecondsBetween(from: Instant, to: Instant): number {
  return Number(to.epochNanoseconds - from.epochNanoseconds) / 1e6
}
