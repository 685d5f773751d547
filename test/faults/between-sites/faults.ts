import fc from 'fast-check'
import type { SiteId } from '../../../src/kernel/ids.ts'
import { otherSite } from '../../../src/sites/rules/other-site.ts'
import type { UnitName } from './data-centre.ts'
import type { LineState } from './network.ts'
import type { Operator } from './operator.ts'
import { signal } from './service-manager.ts'
import type { TwoDataCentres } from './two-data-centres.ts'

/** Which of the sites: by who holds authority just then. */
type Which = 'holder' | 'other'

/** Everything that happens to them. */
export const FAULTS = [
  { family: 'killed', what: 'postgres', at: 'holder' },
  { family: 'killed', what: 'postgres', at: 'other' },
  { family: 'killed', what: 'node', at: 'holder' },
  { family: 'killed', what: 'node', at: 'other' },
  { family: 'killed', what: 'front', at: 'holder' },
  { family: 'killed', what: 'between', at: 'holder' },
  { family: 'killed', what: 'between', at: 'other' },
  { family: 'paused', what: 'postgres', at: 'holder' },
  { family: 'paused', what: 'postgres', at: 'other' },
  { family: 'paused', what: 'node', at: 'holder' },
  { family: 'paused', what: 'front', at: 'holder' },
  { family: 'paused', what: 'between', at: 'other' },
  { family: 'cut', what: 'between', as: 'down' },
  { family: 'cut', what: 'between', as: 'silent' },
  { family: 'cut', what: 'people', as: 'down' },
  { family: 'cut', what: 'people', as: 'silent' },
  { family: 'cut', what: 'both', as: 'silent' },
  { family: 'full disk', at: 'holder' },
  { family: 'full disk', at: 'other' },
  { family: 'lost', at: 'holder' },
  { family: 'lost', at: 'other' },
  { family: 'switched' },
] as const satisfies readonly Fault[]

export type Fault =
  | { readonly family: 'killed' | 'paused'; readonly what: UnitName; readonly at: Which }
  | { readonly family: 'cut'; readonly what: 'between' | 'people' | 'both'; readonly as: LineState }
  | { readonly family: 'full disk' | 'lost'; readonly at: Which }
  /** No fault: authority moves as planned. */
  | { readonly family: 'switched' }

/** A fault, and when: after so many answers; now and then a second one at once. */
export interface Drawn {
  readonly fault: Fault
  readonly also: Fault | null
  readonly answers: number
  /** Milliseconds until it is mended. */
  readonly lasts: number
  /** It is there until people are served without that. */
  readonly outlasts: boolean
}

const FAMILIES = [...new Set(FAULTS.map(({ family }) => family))]

/** Each family in turn, in an order drawn anew for each round: so few faults are of many kinds. */
export function drawFaults(count: number, seed: number): readonly Drawn[] {
  const round = fc.shuffledSubarray(FAMILIES, { minLength: FAMILIES.length })
  const families = fc.sample(round, { seed, numRuns: Math.ceil(count / FAMILIES.length) }).flat()
  return families.slice(0, count).map((family, n) => {
    const of = (wanted: Fault['family']) => FAULTS.filter((fault) => fault.family === wanted)
    const drawn = fc.record({
      fault: fc.constantFrom<Fault>(...of(family)),
      also:
        family === 'switched'
          ? fc.constant(null)
          : fc.option(fc.constantFrom<Fault>(...of('killed')), { freq: 3 }),
      answers: fc.integer({ min: 5, max: 40 }),
      lasts: fc.integer({ min: 500, max: 6_000 }),
      outlasts: fc.boolean(),
    })
    return fc.sample(fc.noBias(drawn), { seed: seed + n, numRuns: 1 })[0] as Drawn
  })
}

export interface Struck {
  readonly two: TwoDataCentres
  readonly operator: Operator
  readonly holder: SiteId
}

/** Strikes; what it returns mends it. */
export async function strike(fault: Fault, struck: Struck): Promise<() => void> {
  const { two, operator, holder } = struck
  const site = 'at' in fault && fault.at === 'other' ? otherSite(holder) : holder
  const { manager, disk, ...centre } = two.at[site]
  switch (fault.family) {
    case 'killed':
      return end(centre.pidOf(fault.what))
    case 'paused': {
      const pids = manager.pids(fault.what)
      for (const pid of pids) signal(pid, 'SIGSTOP')
      return () => {
        for (const pid of pids) signal(pid, 'SIGCONT')
      }
    }
    case 'cut':
      return cut(fault, struck)
    case 'full disk':
      disk.fill()
      return () => disk.free()
    case 'lost':
      await manager.switchOff()
      return () => undefined
    case 'switched':
      await operator.switchSites()
      return () => undefined
  }
}

function end(pid: number | undefined): () => void {
  if (pid !== undefined) signal(pid, 'SIGKILL')
  return () => undefined
}

function cut({ what, as }: Fault & { family: 'cut' }, { two: { network }, holder }: Struck): () => void {
  const people = `people-${holder}` as const
  const lines = what === 'both' ? (['between', people] as const) : [what === 'people' ? people : 'between']
  for (const line of lines) network.set(line as typeof people, as)
  return () => {
    for (const line of lines) network.set(line as typeof people, 'up')
  }
}

export function sayFault({ fault, also, lasts, outlasts }: Drawn): string {
  const words = (each: Fault) => Object.values(each).join(' ')
  return `${words(fault)}${also === null ? '' : ` and ${words(also)}`}, ${outlasts ? 'until people are served without that' : `for ${lasts} ms`}`
}
