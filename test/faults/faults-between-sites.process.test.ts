import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { HASHING_CHEAPLY } from '../support/serving-node.ts'
import { BINARIES } from '../support/start-postgres.ts'
import { drawFaults } from './between-sites/faults.ts'
import { playFaults, type Survived } from './between-sites/play-faults.ts'
import { startDataCentres, type TwoDataCentres } from './between-sites/two-data-centres.ts'

/**
 * The same in each run: the site that holds authority is lost. More of them, and others, by these; `npm run bench -- faults`
 * has thirty of all families, drawn anew, and holds the time without service against its bars.
 */
const FAULTS = Number(process.env['SALLYPORT_FAULTS'] ?? 1)
const SEED = Number(process.env['SALLYPORT_FAULTS_SEED'] ?? 20)

// Network namespaces are root's.
describe.skipIf(process.getuid?.() !== 0)('two data centres under faults drawn at random', () => {
  let two: TwoDataCentres
  beforeAll(async () => {
    two = await startDataCentres(
      { app: 60, email: 8, uninitiated: 16, operatorPairs: 4 },
      { binaries: BINARIES, cluster: inject('cluster'), environment: HASHING_CHEAPLY },
    )
  })
  afterAll(() => two?.stop())

  it(
    `lose nothing acknowledged, spend no code twice and are never two writers, at ${FAULTS} of them (seed ${SEED})`,
    async () => {
      const seen: Survived[] = []
      const { told, written } = await playFaults(two, drawFaults(FAULTS, SEED), (one) => seen.push(one))
      expect(seen.flatMap(({ fault, broken }) => broken.map((each) => `${fault}: ${each}`))).toEqual([])
      expect(seen).toHaveLength(FAULTS)
      expect(told.logons.length).toBeGreaterThan(FAULTS)
      expect(written.length).toBeGreaterThan(FAULTS)
    },
    FAULTS * 600_000,
  )
})
