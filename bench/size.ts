import { Browser } from './browser.ts'
import { ClosedLoop } from './closed-loop.ts'
import { Crowd } from './crowd.ts'
import { cpuMilliseconds } from './processes.ts'
import { type Stack, startStack } from './start-stack.ts'
import { median, rounded } from './statistics.ts'

const SMALL = 1000
const LARGE = Number(process.env['SALLYPORT_BENCH_USERS'] ?? 1_000_000)
const ROUNDS = 6
const SLICE_MILLISECONDS = 4000
const VIRTUAL_USERS = 16

/** What a logon takes among a million users, against among a thousand: two stacks, slice by slice beside each other. */
export async function benchSize() {
  const [small, large] = [await play(SMALL), await play(LARGE)]
  const rounds = []
  for (let round = 0; round <= ROUNDS; round++)
    rounds.push({ small: await small.slice(), large: await large.slice() })
  await Promise.all([small.stop(), large.stop()])
  // The first round warms both up.
  const measured = rounds.slice(1)
  return {
    users: { small: SMALL, large: LARGE },
    millisecondsALogon: {
      small: rounded(median(measured.map(({ small }) => small.took))),
      large: rounded(median(measured.map(({ large }) => large.took))),
    },
    timesAsLong: rounded(median(measured.map(({ small, large }) => large.took / small.took))),
    timesAsMuchCpu: rounded(median(measured.map(({ small, large }) => large.cpu / small.cpu))),
  }
}

async function play(users: number) {
  const stack: Stack = await startStack(users)
  const loop = new ClosedLoop(VIRTUAL_USERS, () => new Browser(stack.port))
  const crowd = new Crowd(stack)
  const cpu = () => cpuMilliseconds(stack.pids.node) + cpuMilliseconds(stack.pids.postgres)
  return {
    slice: async () => {
      const before = cpu()
      const { rate, took } = await loop.run(SLICE_MILLISECONDS, (browser) => crowd.logOn(browser))
      return { took: 1000 / rate, cpu: (cpu() - before) / took.length }
    },
    stop: () => {
      loop.close()
      return stack.stop()
    },
  }
}
