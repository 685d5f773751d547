import { ClosedLoop } from './closed-loop.ts'
import { Crowd } from './crowd.ts'
import { cpuMilliseconds } from './processes.ts'
import { startStack } from './start-stack.ts'
import { median, quantile, rounded } from './statistics.ts'

const ROUNDS = 6
const SLICE_MILLISECONDS = 4000
const VIRTUAL_USERS = 16

/** Complete logons a second against what the hash alone would allow, slice by slice beside each other. */
export async function benchLogon() {
  const stack = await startStack(1000)
  const loop = new ClosedLoop(stack.port, VIRTUAL_USERS)
  const crowd = new Crowd(stack)
  await loop.run(SLICE_MILLISECONDS, (browser) => crowd.logOn(browser))
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = await stack.hashAlone(SLICE_MILLISECONDS / 2)
    const nodeBefore = cpuMilliseconds([stack.pids.node])
    const postgresBefore = cpuMilliseconds([stack.pids.postgres])
    const { rate, took } = await loop.run(SLICE_MILLISECONDS, (browser) => crowd.logOn(browser))
    const cpu = {
      node: (cpuMilliseconds([stack.pids.node]) - nodeBefore) / took.length,
      postgres: (cpuMilliseconds([stack.pids.postgres]) - postgresBefore) / took.length,
    }
    const ceiling = (before + (await stack.hashAlone(SLICE_MILLISECONDS / 2))) / 2
    rounds.push({ rate, ceiling, cpu, p99: quantile(took, 0.99) })
  }
  loop.close()
  await stack.stop()
  return {
    logonsPerSecond: rounded(median(rounds.map(({ rate }) => rate))),
    hashesPerSecond: rounded(median(rounds.map(({ ceiling }) => ceiling))),
    shareOfCeiling: rounded(median(rounds.map(({ rate, ceiling }) => rate / ceiling))),
    shareOfCeilingByRound: rounds.map(({ rate, ceiling }) => rounded(rate / ceiling)),
    cpuMillisecondsPerLogon: {
      node: rounded(median(rounds.map(({ cpu }) => cpu.node))),
      postgres: rounded(median(rounds.map(({ cpu }) => cpu.postgres))),
    },
    p99Milliseconds: rounded(median(rounds.map(({ p99 }) => p99))),
    bar: { shareOfCeiling: 0.8, goal: 0.9 },
  }
}
