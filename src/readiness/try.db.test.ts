import { writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { testNode } from '../../test/support/node.ts'
import { approved, seoch } from '../../test/support/programme-samples.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { printSimulation } from './print-simulation.ts'
import { readPeople } from './read-people.ts'
import { launchMorning } from './rules/launch-morning.ts'
import { simulate } from './simulate.ts'
import { simulationJson } from './simulation-json.ts'
import { writeJson } from './write-json.ts'

it('tries', async () => {
  const test = await testNode()
  const out: string[] = []
  const output = { print: (l: string) => void out.push(l), drained: async () => undefined }
  const asked = { file: 'f', programme: seoch, supposed: 'go', directory: 'demo' } as const
  await simulate(
    approved,
    launchMorning(seoch),
    (c, w) =>
      readPeople(
        test.database,
        { pageSize: 7, budgetKeyOf: (id) => budgetKeyOf(test.node.world.sealer, id) },
        c,
        w,
      ),
    () => undefined,
    async (s) => {
      await printSimulation(asked, s, output)
      await writeJson(simulationJson(asked, s), output)
    },
  )
  writeFileSync('/tmp/scratch-readiness/out.txt', out.join('\n'))
  await test.stop()
})
