import type { Instant } from '../kernel/instant.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { onceForAlike } from './once-for-alike.ts'
import type { ReadPeople } from './people.ts'
import { type Change, changesBetween, hoursChanged } from './rules/changes-between.ts'
import { wordsOf } from './rules/facts-that-matter.ts'
import { launchMorning } from './rules/launch-morning.ts'
import { standingsOver } from './rules/standing-at.ts'
import { bothTimelines, type Moment } from './rules/timeline.ts'
import type { Progress } from './show-progress.ts'
import { openSpool, type Spool } from './spool.ts'
import { makeTouchedTally, type Touched, type TouchedPeople } from './touched-tally.ts'

export interface Difference extends TouchedPeople {
  readonly list: Spool<Touched>
}

/**
 * Whom it touches if `after` takes the place of `before`, over both calendars or `at` one instant. Attempt locks are for
 * minutes and play no part. A card that has run out by then, or by the launch morning of `after`, is none.
 */
export async function diff(
  [before, after]: readonly [InForce, InForce],
  at: Instant | null,
  readPeople: ReadPeople,
  progress: Progress,
  report: (difference: Difference) => Promise<void>,
): Promise<void> {
  const moments = at === null ? bothTimelines(before, after) : [{ at, title: null }]
  const words = wordsOf(before, after)
  const alike = onceForAlike(words, (facts) => compared(before, after, facts, moments))
  const cardsAt = at ?? launchMorning(after)
  const roles = [before, after].flatMap(({ programme }) => programme.roles.map(({ id }) => id))
  const list = await openSpool<Touched>()
  try {
    const tally = makeTouchedTally(roles, (touched) => list.add(touched))
    await readPeople({ roles: [...new Set(roles)], locksAt: null, cardsAt }, async ({ about, pages }) => {
      let done = 0
      for await (const page of pages) {
        for (const member of page) tally.take(member, alike.of(member.facts))
        await list.settle()
        done += page.length
        progress.at(done, about)
      }
    })
    progress.end()
    await report({ ...tally.result(), list })
  } finally {
    await list.close()
  }
}

function compared(
  before: InForce,
  after: InForce,
  facts: Facts,
  moments: readonly Moment[],
): readonly Change[] {
  const [first] = moments
  const instants = moments.map(({ at }) => at)
  const under = (inForce: InForce) => standingsOver(inForce, facts, instants)
  return first === undefined
    ? []
    : [
        ...changesBetween(under(before), under(after), moments),
        ...hoursChanged(before.programme, after.programme, facts, first.at),
      ]
}
