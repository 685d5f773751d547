import { execFileSync } from 'node:child_process'
import type { SiteId } from '../../../src/kernel/ids.ts'

/** What may be cut: the line between the sites, and that of the people to either. That of the operators never is. */
export type Line = 'between' | 'people-primary' | 'people-secondary'
/** `down`: the port has no carrier. `silent`: it has, and nothing comes through. */
export type LineState = 'up' | 'down' | 'silent'

/** A site's host, and where it is reached. */
export interface Place {
  /** Words before a command, by which it runs at that host. */
  readonly within: readonly [string, ...string[]]
  /** On the line to the other site. */
  readonly between: string
  /** Where people come in. */
  readonly people: string
  /** Of its node. */
  readonly node: string
  /** On the operators' line. */
  readonly operators: string
}

export interface Network {
  readonly places: Readonly<Record<SiteId, Place>>
  /** Of the host the tests run on, on the operators' line. */
  readonly outside: string
  /** Whence people come, each from a network of his own. */
  readonly terminals: readonly string[]
  set(line: Line, state: LineState): void
  remove(): void
}

export const SITES = ['primary', 'secondary'] as const
const BRIDGES = { between: 'b', people: 'p', operators: 'o' } as const
type Bridge = keyof typeof BRIDGES
const TERMINALS = 5

/** By these names the next run knows whose they were (clear-leftovers.ts). */
export const NAMESPACE = /^sallyport-(\d+)-(?:primary|secondary)$/
const namespaceOf = (pid: number, site: SiteId) => `sallyport-${pid}-${site}`
const bridgeOf = (pid: number, bridge: Bridge) => `sp${pid}${BRIDGES[bridge]}`
const portOf = (pid: number, bridge: Bridge, site: SiteId) => `${bridgeOf(pid, bridge)}${SITES.indexOf(site)}`

/**
 * Two hosts, each a network namespace with a loopback of its own, and three networks, each a bridge. Names and addresses are of
 * this process: two runs don't meet.
 */
export function makeNetwork(pid: number): Network {
  const net = `10.${64 + (pid % 128)}.${(pid >> 7) % 256}`
  const place = (site: SiteId): Place => {
    const at = (n: number) => `${net}.${n + SITES.indexOf(site) * 10}`
    return {
      within: ['nsenter', `--net=/run/netns/${namespaceOf(pid, site)}`],
      ...{ between: at(1), people: at(66), node: at(67), operators: at(130) },
    }
  }
  const places = { primary: place('primary'), secondary: place('secondary') }
  const terminals = Array.from(
    { length: TERMINALS },
    (_, n) => `100.${64 + n}.${(pid >> 8) % 256}.${pid % 256}`,
  )
  ip([
    ...Object.keys(BRIDGES).map((bridge) => `link add ${bridgeOf(pid, bridge as Bridge)} type bridge`),
    ...SITES.flatMap((site) => joined(pid, site)),
    ...Object.keys(BRIDGES).map((bridge) => `link set ${bridgeOf(pid, bridge as Bridge)} up`),
    ...[`${net}.65/26`, ...terminals.map((address) => `${address}/32`)].map(
      (address) => `addr add ${address} dev ${bridgeOf(pid, 'people')}`,
    ),
    `addr add ${net}.129/26 dev ${bridgeOf(pid, 'operators')}`,
  ])
  for (const site of SITES) ip(addressed(places[site], `${net}.65`), namespaceOf(pid, site))
  return {
    ...{ places, terminals, outside: `${net}.129` },
    set: (line, state) => setLine(pid, line, state),
    remove: () => removeNetwork(pid),
  }
}

/** A namespace and a port of it on each bridge. */
function joined(pid: number, site: SiteId): readonly string[] {
  const namespace = namespaceOf(pid, site)
  return [
    `netns add ${namespace}`,
    ...(Object.keys(BRIDGES) as Bridge[]).flatMap((bridge) => {
      const port = portOf(pid, bridge, site)
      return [
        `link add ${port} type veth peer name ${bridge} netns ${namespace}`,
        `link set ${port} master ${bridgeOf(pid, bridge)} up`,
      ]
    }),
  ]
}

function addressed(place: Place, gateway: string): readonly string[] {
  const on: Readonly<Record<Bridge, readonly string[]>> = {
    between: [place.between],
    people: [place.people, place.node],
    operators: [place.operators],
  }
  return [
    'link set lo up',
    ...(Object.keys(BRIDGES) as Bridge[]).flatMap((bridge) => [
      ...on[bridge].map((address) => `addr add ${address}/26 dev ${bridge}`),
      `link set ${bridge} up`,
    ]),
    `route add default via ${gateway}`,
  ]
}

function setLine(pid: number, line: Line, state: LineState): void {
  const bridge = line === 'between' ? 'between' : 'people'
  // One end is enough of the line between.
  const port = portOf(pid, bridge, line === 'people-secondary' ? 'secondary' : 'primary')
  ip([
    `link set ${port} ${state === 'down' ? 'down' : 'up'}`,
    `link set ${port} ${state === 'silent' ? 'nomaster' : `master ${bridgeOf(pid, bridge)}`}`,
  ])
}

/** Of this process, or of one that is dead. With a namespace its ports go, and so does whoever still works in it. */
export function removeNetwork(pid: number): void {
  for (const site of SITES) {
    const namespace = namespaceOf(pid, site)
    const pids = run('ip', ['netns', 'pids', namespace]).trim().split('\n').filter(Boolean)
    for (const left of pids) kill(Number(left))
    ip([`netns del ${namespace}`], undefined, 'whatever is there')
  }
  const bridges = (Object.keys(BRIDGES) as Bridge[]).map((bridge) => `link del ${bridgeOf(pid, bridge)}`)
  ip(bridges, undefined, 'whatever is there')
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone by itself meanwhile.
  }
}

function ip(commands: readonly string[], namespace?: string, which?: 'whatever is there'): void {
  const at = namespace === undefined ? [] : ['-n', namespace]
  const on = which === undefined ? [] : ['-force']
  run('ip', [...at, ...on, '-batch', '-'], commands.join('\n'), which !== undefined)
}

function run(program: string, words: readonly string[], input = '', mayFail = program !== 'ip'): string {
  try {
    return execFileSync(program, words, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
  } catch (fault) {
    if (mayFail || words[0] === 'netns') return ''
    throw fault
  }
}
