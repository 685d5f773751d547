import { setTimeout as pause } from 'node:timers/promises'
import { FIRST } from '../../../src/db/authority.ts'
import { withClient } from '../../../src/db/with-client.ts'
import { brokenPromises } from '../promises-kept.ts'
import type { Told } from '../stage.ts'
import { type Drawn, sayFault, strike } from './faults.ts'
import { LocalWriters, MARKERS, type Written } from './local-writers.ts'
import { look } from './look.ts'
import { Operator } from './operator.ts'
import { People } from './people.ts'
import type { TwoDataCentres } from './two-data-centres.ts'
import { twoWriters } from './two-writers.ts'

/** What a fault came to. */
export interface Survived {
  readonly fault: string
  readonly planned: boolean
  /** Milliseconds in which nobody was served. */
  readonly gap: number
  /** Until all was as on an ordinary day. */
  readonly ordinary: number
  readonly operator: readonly string[]
  /** One sentence for each promise it broke: none, or the run ended here. */
  readonly broken: readonly string[]
}

/** One after the other under logons; after each, all is put right and everything looked for that anybody was told. */
export async function playFaults(
  two: TwoDataCentres,
  faults: readonly Drawn[],
  tell: (survived: Survived) => void,
): Promise<{ readonly told: Told; readonly written: readonly Written[] }> {
  const people = new People(two)
  const writers = new LocalWriters(Object.values(two.at))
  const operator = new Operator(two, people)
  try {
    for (const drawn of faults) {
      const survived = await playFault({ two, people, writers, operator }, drawn)
      tell(survived)
      if (survived.broken.length > 0) break
    }
  } finally {
    await Promise.allSettled([writers.stop(), people.leave()])
  }
  return { told: people.stage.told, written: writers.written }
}

interface Played {
  readonly two: TwoDataCentres
  readonly people: People
  readonly writers: LocalWriters
  readonly operator: Operator
}

async function playFault(played: Played, drawn: Drawn): Promise<Survived> {
  const { two, people, operator } = played
  await people.play(drawn.answers)
  const { holder } = await look(two.at, people, FIRST)
  const began = performance.now()
  const first = operator.did.length
  const mending: (() => void)[] = []
  let mended = false
  for (const fault of [drawn.fault, drawn.also]) {
    if (fault !== null) mending.push(await strike(fault, { two, operator, holder }))
  }
  const healing = lastingOf(drawn, people).then(() => {
    for (const mend of mending) mend()
    mended = true
  })
  await people.meanwhile(Promise.all([operator.untilOrdinary(() => mended), healing]))
  const took = performance.now() - began
  await people.rest()
  return {
    fault: sayFault(drawn),
    planned: drawn.fault.family === 'switched',
    ...{ gap: people.longestGap(began), ordinary: took },
    operator: operator.did.slice(first),
    broken: await brokenBy(played),
  }
}

/** Milliseconds: what is noticed by then, and who is served again. */
const NOTICED = 6_000
const SERVED = 1_500

async function lastingOf({ lasts, outlasts }: Drawn, people: People): Promise<void> {
  await pause(outlasts ? NOTICED : lasts)
  while (outlasts && people.unserved() > SERVED) await pause(SERVED / 10)
}

async function brokenBy({ two, people, writers }: Played): Promise<readonly string[]> {
  const { holder } = await look(two.at, people, FIRST)
  const told = writers.written.map(({ marker }) => marker)
  return withClient(two.at[holder].urls.superuserUrl, async (client) => {
    const { rows } = await client.query<{ marker: string }>(MARKERS)
    const kept = new Set(rows.map(({ marker }) => marker))
    return [
      ...(await brokenPromises(client, people.stage.told)),
      ...told
        .filter((marker) => !kept.has(marker))
        .map((marker) => `written, acknowledged and lost: ${marker}`),
      ...twoWriters(writers.written),
    ]
  })
}
