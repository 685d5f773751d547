import { drawFaults } from './faults.ts'
import { playFaults } from './play-faults.ts'
import { startDataCentres } from './two-data-centres.ts'
import { dbg } from './dbg.ts'
const t = performance.now()
const two = await startDataCentres({ app: 80, email: 8, uninitiated: 40, operatorPairs: 6 })
dbg(`up ${performance.now() - t}`)
try {
  await playFaults(two, drawFaults(Number(process.argv[2]), Number(process.argv[3])), (s) => dbg(JSON.stringify(s, null, 1)))
} catch (f) { dbg(`FAULT ${(f as Error).stack}`) }
dbg(`done ${performance.now() - t}`)
await two.stop()
dbg('stopped')
process.exit(0)
