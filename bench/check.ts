import { Browser } from './browser.ts'
import { Crowd } from './crowd.ts'
import { hammer } from './hammer.ts'
import { cpuMilliseconds } from './processes.ts'
import { CHECK, ORIGIN } from './site.ts'
import { answerOf, startOnServerCore, startStack } from './start-stack.ts'
import { median, rounded } from './statistics.ts'

const ROUNDS = 6
const SLICE_MILLISECONDS = 2000
const CONNECTIONS = 16

/** The session check a proxy makes at every request, against the least the same framework can be asked for. */
export async function benchCheck() {
  const stack = await startStack(1000)
  const hello = startOnServerCore('hello.ts')
  const { port, pid } = await answerOf<{ port: number; pid: number }>(hello)
  const browser = new Browser(stack.port)
  await new Crowd(stack).logOn(browser)
  const asks = (path: string, cookie: string) =>
    `GET ${path} HTTP/1.1\r\nHost: ${new URL(ORIGIN).host}\r\nCookie: ${cookie}\r\n\r\n`
  const slices = {
    check: () =>
      measured(stack.port, stack.pids.node, asks(CHECK.path, browser.cookie), `HTTP/1.1 ${CHECK.passes}`),
    hello: () => measured(port, pid, asks('/hello', browser.cookie), 'HTTP/1.1 200'),
  }
  await slices.hello()
  await slices.check()
  const rounds = []
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ hello: await slices.hello(), check: await slices.check() })
  browser.close()
  hello.disconnect()
  await stack.stop()
  return {
    checksPerSecond: rounded(median(rounds.map(({ check }) => check.rate))),
    hellosPerSecond: rounded(median(rounds.map(({ hello }) => hello.rate))),
    shareOfHello: rounded(median(rounds.map(({ check, hello }) => check.rate / hello.rate))),
    shareOfHelloByCpu: rounded(median(rounds.map(({ check, hello }) => hello.cpu / check.cpu))),
    cpuMicroseconds: {
      check: rounded(median(rounds.map(({ check }) => check.cpu * 1000))),
      hello: rounded(median(rounds.map(({ hello }) => hello.cpu * 1000))),
    },
  }
}

async function measured(port: number, pid: number, request: string, begins: string) {
  const before = cpuMilliseconds(pid)
  const { rate, answers } = await hammer(port, request, {
    connections: CONNECTIONS,
    milliseconds: SLICE_MILLISECONDS,
    begins,
  })
  return { rate, cpu: (cpuMilliseconds(pid) - before) / answers }
}
