import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { ORIGIN } from './origin.ts'
import { proxyIdentity } from './proxy-identity.ts'
import { type RealProxy, startProxy } from './real-proxy.ts'
import { overTheNetwork, type ServingNode } from './serving-node.ts'
import { type ServingSite, servingSite } from './serving-site.ts'
import { TerminalBrowser } from './terminal-browser.ts'

/** Several nodes of one site, each a process, and the real HAProxy with the shipped configuration before them. */
export interface SiteBehindHaproxy {
  readonly site: ServingSite
  readonly proxy: RealProxy
  /** As they were started first. */
  readonly nodes: readonly ServingNode[]
  /** A browser that reaches the site as people do, from one of this machine’s own addresses. */
  browser(address?: string): TerminalBrowser
  /** Starts another process at a place where one has ended: HAProxy knows it by its address. */
  startAgain(place: number, root?: string): Promise<ServingNode>
  /** Requests that no node took, or none answered to its end: what HAProxy says of them in its log. */
  cut(): readonly string[]
  stop(): Promise<void>
}

const CUT = /^.* nodes\/\S+ \S+ \d+ \d+ - - (?!----)\S{4} .*$/gm

type Settings = Readonly<Record<string, string>>

/** An address of its own for each place, so that nobody else is given its ports while no node is there. */
const hostOf = (place: number) => `127.0.${80 + place}.1`

export async function siteBehindHaproxy(count: number, over: Settings = {}): Promise<SiteBehindHaproxy> {
  const site = await servingSite()
  const identity = proxyIdentity(`${site.folder}/proxy`)
  const shared = {
    ...over,
    SALLYPORT_PROXY_ADDRESSES: '127.0.0.1',
    SALLYPORT_PROXY_CERT_FILE: `${site.folder}/proxy/proxy.crt`,
  }
  const startAt = (place: number, { proxyPort: port = 0, opsPort = 0 } = {}, root?: string) =>
    site.startNode(
      {
        ...shared,
        SALLYPORT_PROXY_LISTEN: `${hostOf(place)}:${port}`,
        SALLYPORT_OPS_LISTEN: `${hostOf(place)}:${opsPort}`,
      },
      root,
    )
  const nodes = await Promise.all(Array.from({ length: count }, (_, place) => startAt(place)))
  const tls = tlsOf(site)
  const proxy = await startProxy('haproxy', {
    ...{ identity, folder: site.folder, tls, cardAuthorities: tls.ca },
    nodes: nodes.map(({ proxyPort: port, opsPort }, place) => ({ host: hostOf(place), port, opsPort })),
  })
  const agent = new Agent({ keepAlive: true, ca: tls.ca, servername: new URL(ORIGIN).hostname })
  return {
    ...{ site, proxy, nodes },
    browser: (address) => new TerminalBrowser(overTheNetwork(() => proxy.port, agent, address)),
    startAgain: (place, root) => startAt(place, nodes[place], root),
    cut: () => proxy.output().match(CUT) ?? [],
    stop: async () => {
      agent.destroy()
      await proxy.stop()
      await site.stop()
    },
  }
}

function tlsOf({ settings }: ServingSite) {
  const read = (name: string) => readFileSync(settings[name] ?? '', 'utf8')
  return {
    key: read('SALLYPORT_TLS_KEY_FILE'),
    cert: read('SALLYPORT_TLS_CERT_FILE'),
    ca: read('SALLYPORT_SMTP_CA_FILE'),
  }
}
