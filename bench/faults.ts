import { systemRandomness } from '../src/kernel/system.ts'
import { drawFaults } from '../test/faults/between-sites/faults.ts'
import { playFaults, type Survived } from '../test/faults/between-sites/play-faults.ts'
import { startDataCentres } from '../test/faults/between-sites/two-data-centres.ts'
import { median, rounded } from './statistics.ts'

/** Fewer, or the same ones again: by these. */
const FAULTS = Number(process.env['SALLYPORT_FAULTS'] ?? 30)
const SEED = Number(process.env['SALLYPORT_FAULTS_SEED'] ?? systemRandomness.integer(2 ** 31))

/**
 * Two data centres, each a network namespace, struck at random under logons; an operator with the book in hand puts it right. How long
 * nobody was served, and what was lost of all that anybody was told.
 */
export async function benchFaults() {
  const two = await startDataCentres({ app: 80, email: 8, uninitiated: 120, operatorPairs: 6 })
  const seen: Survived[] = []
  const tell = (survived: Survived) => {
    seen.push(survived)
    const { fault, gap, ordinary, broken } = survived
    const says = [`${rounded(gap)} ms unserved`, `${rounded(ordinary)} ms until ordinary`, ...broken]
    process.stderr.write(`${seen.length} ${fault}: ${says.join(', ')}\n`)
  }
  const { told, written } = await playFaults(two, drawFaults(FAULTS, SEED), tell).finally(two.stop)
  const unserved = (planned: boolean) => {
    const gaps = seen.filter((each) => each.planned === planned).map(({ gap }) => gap)
    return { of: gaps.length, median: rounded(median(gaps)), greatest: rounded(Math.max(...gaps)) }
  }
  return {
    ...{ faults: seen.length, seed: SEED, logons: told.logons.length, written: written.length },
    broken: seen.flatMap(({ broken }) => broken).length,
    unservedMilliseconds: { switched: unserved(true), struck: unserved(false) },
  }
}
