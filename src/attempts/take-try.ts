import { type Database, type ReadDb, reading } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Source } from '../kernel/source.ts'
import { askCardLane } from './ask-card-lane.ts'
import { askInitiationLane, askLogonLane, type Standing } from './ask-lane.ts'
import type { Hold } from './hold-callers.ts'
import type { Line } from './make-line.ts'
import { delayAtSource } from './rules/delay-at-source.ts'
import { WAIT_MILLISECONDS } from './rules/figures.ts'
import { settleTry } from './settle-try.ts'

declare const taken: unique symbol
/** Leave to check one factor once. Only `takeTry` makes one; it must be settled. */
export interface Try {
  readonly [taken]: true
  readonly is: 'taken'
  readonly key: BudgetKey
  /** `reserve`: taken from the browser's own budget, since the account's was not to be had. */
  readonly lane: 'logon' | 'reserve' | 'initiation' | 'card'
  readonly browser: string
  readonly network: string
  /** The budget knows it by this, among those pending. */
  readonly takenAt: Instant
}

/** No try is to be had now, and this refusal was counted. */
export interface Locked {
  readonly is: 'locked'
  readonly key: BudgetKey
  readonly network: string
  /** Where this very call set the lock (tries that a crash left behind): its end, for the letter to the holder. */
  readonly lockedUntil: Instant | null
}

/** What the budgets answer. Who is locked goes through the same motions as who has a try. */
export type Turn = Try | Locked

export interface Waiting {
  /** Real time: the programme clock may stand still. */
  readonly clock: Clock
  pause(milliseconds: number): Promise<void>
  /**
   * Of one source network one caller of a budget asks at a time in a process. A hundred who ask again and again would
   * keep every connection busy, and the tries they wait for from being settled.
   */
  readonly inLine: Line
  /** Where callers spend the delay of their source network. */
  readonly hold: Hold
}

export interface Asked extends Pick<Source, 'network' | 'browser'> {
  readonly key: BudgetKey
  /** `card`: the card of this very account was proven; where the common budget has no try, the card's own is asked. */
  readonly lane: 'logon' | 'initiation' | 'card'
  readonly at: Instant
}

const STEP_MILLISECONDS = 25

/**
 * Takes one try from a budget in one committed statement, before anything is checked. Waits while only pending tries
 * fill the budget, so that honest parallel logons queue instead of failing; after 3 s it is `busy` (a 503), and nothing stays counted. Then the
 * delay of the source network is spent, with a try or without one: who is locked is not told by the time it takes.
 */
export async function takeTry(
  database: Database,
  waiting: Waiting,
  asked: Asked,
): Promise<Result<Turn, 'busy'>> {
  const taken = await takeTryBeside(database, waiting, asked, async () => null)
  return taken.ok ? done(taken.value.turn) : taken
}

/**
 * The same, and what `read` asks for in the same breath: it is sent behind the try's statement, in its transaction, and
 * is as old as the delay when it is handed over.
 */
export async function takeTryBeside<Found>(
  database: Database,
  waiting: Waiting,
  asked: Asked,
  read: (db: ReadDb) => Promise<Found>,
): Promise<Result<{ readonly turn: Turn; readonly found: Found }, 'busy'>> {
  const [standing, found] = await standInLine(database, waiting, asked, read)
  if (standing.verdict === 'busy') return refused('busy')
  const turn = turnOf(asked, standing)
  const delay = standing.known ? 0 : delayAtSource(standing.failuresHere)
  if (!(await waiting.hold(asked.network, delay))) {
    await database.write({ as: 'sign-in' }, (tx) => settleTry(tx, turn, 'passed', asked.at))
    return refused('busy')
  }
  return done({ turn, found })
}

function turnOf({ key, browser, network, at: takenAt }: Asked, { lane, lockedUntil }: Standing): Turn {
  if (lane === null) return { is: 'locked', key, network, lockedUntil }
  return { is: 'taken', key, lane, browser, network, takenAt } as Try
}

const ASK = { logon: askLogonLane, initiation: askInitiationLane, card: askCardLane } as const

function standInLine<Found>(
  database: Database,
  waiting: Waiting,
  asked: Asked,
  read: (db: ReadDb) => Promise<Found>,
): Promise<readonly [Standing, Found]> {
  const ask = ASK[asked.lane]
  const patience = waiting.clock.now().add({ milliseconds: WAIT_MILLISECONDS })
  return waiting.inLine(`${asked.lane} ${asked.key} ${asked.network}`, async () => {
    for (;;) {
      const answered = await database.writeAhead({ as: 'sign-in' }, (tx) =>
        Promise.all([ask(tx, asked), read(reading(tx))]),
      )
      const [{ verdict }] = answered
      if (verdict !== 'busy' || isAtOrBefore(patience, waiting.clock.now())) return answered
      await waiting.pause(STEP_MILLISECONDS)
    }
  })
}
