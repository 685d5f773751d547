import type { Instant } from '../kernel/instant.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { onceForAlike } from './once-for-alike.ts'
import type { ReadPeople } from './people.ts'
import { wordsOf } from './rules/facts-that-matter.ts'
import { standingAt, standingsOver } from './rules/standing-at.ts'
import { type Moment, timeline } from './rules/timeline.ts'
import type { Progress } from './show-progress.ts'
import { openSpool, type Spool } from './spool.ts'
import {
  type Counted,
  type FirmTally,
  LISTED,
  type Listed,
  makeTally,
  type Named,
  noneCounted,
} from './tally.ts'

export interface Simulation {
  readonly at: Instant
  /** People, each once; each firm counts its own, so firms may add up to more. */
  readonly timeline: readonly (Moment & { readonly counts: Counted })[]
  readonly counts: Counted
  readonly firms: readonly FirmTally[]
  readonly lists: Readonly<Record<Listed, Spool<Named>>>
  /** How many kinds of people there were, by the facts that matter. */
  readonly combinations: number
}

/**
 * How everybody stands at every moment of the calendar, and by name who does not get in at `at`, or by smartcard alone. Lists go to disk and
 * counts are kept by moment and by firm: memory does not grow with the number of people. An attempt lock is for minutes
 * and counts at `at` alone.
 */
export async function simulate(
  inForce: InForce,
  at: Instant,
  readPeople: ReadPeople,
  progress: Progress,
  report: (simulation: Simulation) => Promise<void>,
): Promise<void> {
  const moments = timeline(inForce, [at])
  const now = moments.findIndex((moment) => moment.at.equals(at))
  const alike = onceForAlike(wordsOf(inForce), (facts) => {
    const instants = moments.map((moment) => moment.at)
    const standings = standingsOver(inForce, { ...facts, lockedUntil: null }, instants)
    return facts.lockedUntil === null ? standings : standings.with(now, standingAt(inForce, facts, at))
  })
  const roles = inForce.programme.roles.map(({ id }) => id)
  const [lockedOut, notReady, suspended, cardOnly] = [await open(), await open(), await open(), await open()]
  const lists = { 'locked-out': lockedOut, 'not-ready': notReady, suspended, 'card-only': cardOnly }
  try {
    const tally = makeTally(moments.length, now, roles, (list, named) => lists[list].add(named))
    await readPeople({ roles, locksAt: at, cardsAt: at }, async ({ about, pages }) => {
      let done = 0
      for await (const page of pages) {
        for (const member of page) tally.take(member, alike.of(member.facts))
        for (const list of LISTED) await lists[list].settle()
        done += page.length
        progress.at(done, about)
      }
    })
    progress.end()
    const counted = moments.map((moment, index) => ({
      ...moment,
      counts: tally.counts[index] ?? noneCounted(),
    }))
    const counts = tally.counts[now] ?? noneCounted()
    const { firms } = tally
    await report({ at, timeline: counted, counts, firms, lists, combinations: alike.combinations })
  } finally {
    for (const list of LISTED) await lists[list].close()
  }
}

function open(): Promise<Spool<Named>> {
  return openSpool()
}
