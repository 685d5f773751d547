import { Browser } from './browser.ts'
import { ClosedLoop } from './closed-loop.ts'
import { Crowd } from './crowd.ts'
import { cpuMilliseconds } from './processes.ts'
import { type Stack, startStack } from './start-stack.ts'
import { median, quantile, rounded } from './statistics.ts'

const ROUNDS = 6
const SLICE_MILLISECONDS = 4000
/**
 * More than a thousand logons: each connection has its plans then, and V8 has compiled what is hot. After 25 s its
 * compiler still took a twentieth of a hash of each logon.
 */
const WARM_MILLISECONDS = 60_000
const VIRTUAL_USERS = 16

/** Complete logons a second against what the hash alone would allow, slice by slice beside each other. */
export async function benchLogon() {
  const stack = await startStack(1000)
  const loop = new ClosedLoop(VIRTUAL_USERS, () => new Browser(stack.port))
  const crowd = new Crowd(stack)
  await loop.run(WARM_MILLISECONDS, (browser) => crowd.logOn(browser))
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = await hashAlone(stack)
    const node = cpuMilliseconds(stack.pids.node)
    const postgres = cpuMilliseconds(stack.pids.postgres)
    const { rate, took } = await loop.run(SLICE_MILLISECONDS, (browser) => crowd.logOn(browser))
    const cpu = {
      node: (cpuMilliseconds(stack.pids.node) - node) / took.length,
      postgres: (cpuMilliseconds(stack.pids.postgres) - postgres) / took.length,
    }
    const after = await hashAlone(stack)
    const ceiling = { rate: (before.rate + after.rate) / 2, cpu: (before.cpu + after.cpu) / 2 }
    rounds.push({ rate, ceiling, cpu, p99: quantile(took, 0.99) })
  }
  loop.close()
  await stack.stop()
  const middle = (of: (round: (typeof rounds)[number]) => number) => rounded(median(rounds.map(of)))
  return {
    logonsPerSecond: middle(({ rate }) => rate),
    hashesPerSecond: middle(({ ceiling }) => ceiling.rate),
    shareOfCeiling: middle(({ rate, ceiling }) => rate / ceiling.rate),
    shareOfCeilingByRound: rounds.map(({ rate, ceiling }) => rounded(rate / ceiling.rate)),
    shareOfCeilingByCpu: middle(({ ceiling, cpu }) => ceiling.cpu / (cpu.node + cpu.postgres)),
    cpuMilliseconds: {
      hash: middle(({ ceiling }) => ceiling.cpu),
      logonInNode: middle(({ cpu }) => cpu.node),
      logonInPostgres: middle(({ cpu }) => cpu.postgres),
    },
    p99Milliseconds: middle(({ p99 }) => p99),
  }
}

interface Round {
  readonly rate: number
  readonly ceiling: { readonly rate: number; readonly cpu: number }
  readonly cpu: { readonly node: number; readonly postgres: number }
  readonly p99: number
}

/** Hashes a second and CPU milliseconds a hash, with nothing else to do. */
async function hashAlone({
  hashAlone: hash,
  pids,
}: Stack): Promise<{ readonly rate: number; readonly cpu: number }> {
  const before = cpuMilliseconds(pids.node)
  const { hashes, milliseconds } = await hash(SLICE_MILLISECONDS / 2)
  return { rate: (hashes * 1000) / milliseconds, cpu: (cpuMilliseconds(pids.node) - before) / hashes }
}
