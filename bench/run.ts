import { missedBars } from './bars.ts'
import { benchCheck } from './check.ts'
import { benchDecide } from './decide.ts'
import { benchDemo } from './demo.ts'
import { benchDigests } from './digests.ts'
import { benchEmails } from './emails.ts'
import { benchFaults } from './faults.ts'
import { benchFirmPages } from './firm-pages.ts'
import { benchKills } from './kills.ts'
import { benchLogon } from './logon.ts'
import { benchReport } from './report.ts'
import { benchSize } from './size.ts'
import { benchSmartcard } from './smartcard.ts'
import { benchStart } from './start.ts'
import { benchStorm } from './storm.ts'
import { benchTiming } from './timing.ts'
import { benchTwoSites } from './two-sites.ts'

/** Each bench by the name one asks for it: `npm run bench -- logon check`. Without a name all run, in this order. */
const BENCHES: Readonly<Record<string, () => Promise<object>>> = {
  logon: benchLogon,
  smartcard: benchSmartcard,
  check: benchCheck,
  timing: benchTiming,
  start: benchStart,
  demo: benchDemo,
  decide: benchDecide,
  size: benchSize,
  emails: benchEmails,
  'firm-pages': benchFirmPages,
  report: benchReport,
  kills: benchKills,
  storm: benchStorm,
  'two-sites': benchTwoSites,
  digests: benchDigests,
  faults: benchFaults,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  process.stderr.write(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}
const figures: Record<string, object> = {}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  const began = performance.now()
  figures[name] = await bench()
  process.stderr.write(`${name}: ${Math.round((performance.now() - began) / 1000)} s\n`)
}
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
const missed = missedBars(figures)
process.stderr.write(missed.length === 0 ? 'every bar met\n' : `missed: ${missed.join('; ')}\n`)
process.exitCode = missed.length === 0 ? 0 : 1
