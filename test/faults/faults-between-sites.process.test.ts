import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import { drawFaults } from './between-sites/faults.ts'
import { playFaults, type Survived } from './between-sites/play-faults.ts'
import { startDataCentres, type TwoDataCentres } from './between-sites/two-data-centres.ts'

/** Few here, of each family one; `SALLYPORT_FAULTS`: the bench has thirty. */
const FAULTS = Number(process.env['SALLYPORT_FAULTS'] ?? 6)
const SEED = Number(process.env['SALLYPORT_FAULTS_SEED'] ?? systemRandomness.integer(2 ** 31))

let two: TwoDataCentres
beforeAll(async () => {
  two = await startDataCentres({ app: 80, email: 8, uninitiated: 40, operatorPairs: 6 })
})
afterAll(() => two?.stop())

it(
  `loses nothing acknowledged, spends no code twice and has one writer, under ${FAULTS} faults (seed ${SEED})`,
  async () => {
    const seen: Survived[] = []
    const { people, writers } = await playFaults(two, drawFaults(FAULTS, SEED), (survived) => {
      process.stderr.write(`${JSON.stringify(survived)}\n`)
      seen.push(survived)
    })
    expect(seen.flatMap(({ broken }) => broken)).toEqual([])
    expect(seen).toHaveLength(FAULTS)
    for (const { planned, gap } of seen) expect(gap).toBeLessThan(planned ? 10_000 : 60_000)
    expect(people.stage.told.logons.length).toBeGreaterThan(FAULTS)
    expect(writers.written.length).toBeGreaterThan(FAULTS)
  },
  60_000 + FAULTS * 180_000,
)
