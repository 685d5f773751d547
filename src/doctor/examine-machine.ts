import { once } from 'node:events'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { reasonOf } from '../kernel/reason-of.ts'
import { measureHash } from '../passwords/measure-hash.ts'
import { morning } from '../passwords/rules/propose-parameters.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'

const NODE_MAJOR = 26

export function examineRuntime(): readonly Finding[] {
  const { node } = process.versions
  return Number(node.split('.')[0]) >= NODE_MAJOR
    ? [ok(`Node ${node}`)]
    : [fail(`Node ${node} is too old`, `Use Node ${NODE_MAJOR}; npm ci brings it along on Linux.`)]
}

const PEOPLE = 5_000
/** What a person puts up with, waiting for one page. */
const SLOW_MILLISECONDS = 500

export async function examineHashing({ config, ticks }: LookedAt): Promise<readonly Finding[]> {
  const milliseconds = await measureHash(config.argon2[0], ticks)
  const cores = availableParallelism()
  const { perSecondAndCore, seconds } = morning(milliseconds, cores, PEOPLE)
  const says = `${milliseconds.toFixed(1)} ms a password: ${Math.floor(perSecondAndCore * cores)} logons a second on ${cores} cores, ${PEOPLE} people in ${Math.ceil(seconds)} s`
  return milliseconds > SLOW_MILLISECONDS ? [warn(says, 'See: sallyport calibrate')] : [ok(says)]
}

/** Free, or taken by a node that runs: its operations listener says so. */
export async function examineListeners({ config }: LookedAt): Promise<readonly Finding[]> {
  const node = await runningNode(config.opsListen)
  const at = ({ host, port }: Address) => `${host} port ${port}`
  if (node !== undefined)
    return [
      node.ready
        ? ok(`a node runs here (operations at ${at(config.opsListen)}), and is ready`)
        : warn(`a node runs here, and is not ready: ${node.why}`, 'Ask it: GET /ready'),
    ]
  return Promise.all(
    [config.listen, config.opsListen, config.cards?.listen, config.proxies?.listen, config.reports.listen]
      .filter((address) => address !== undefined)
      .map(async (address) => {
        const fault = await whyNotListen(address)
        return fault === undefined
          ? ok(`${at(address)} is free`)
          : fail(`${at(address)} can't be listened on (${fault})`, 'Free it, or name another.')
      }),
  )
}

type Address = LookedAt['config']['listen']

interface Answer {
  readonly ready: boolean
  readonly parts: Readonly<Record<string, { readonly ready: boolean; readonly says: string }>>
}

const PATIENCE_MILLISECONDS = 2_000

async function runningNode({ host, port }: Address) {
  try {
    const name = host.includes(':') ? `[${host}]` : host
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
    const response = await fetch(`http://${name}:${port}/ready`, { signal })
    const { ready, parts } = (await response.json()) as Answer
    const why = Object.entries(parts).filter(([, part]) => !part.ready)
    return { ready, why: why.map(([part, { says }]) => `${part} ${says}`).join('; ') }
  } catch {
    return undefined
  }
}

async function whyNotListen({ host, port }: Address): Promise<string | undefined> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return undefined
  } catch (fault) {
    return reasonOf(fault)
  } finally {
    server.close()
  }
}
