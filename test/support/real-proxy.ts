import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreePort } from '../../src/db/embedded/find-free-port.ts'
import { CARDS } from './card-terminal.ts'
import { ORIGIN } from './origin.ts'
import type { ProxyIdentity } from './proxy-identity.ts'
import { shippedFile } from './shipped-file.ts'

export type ProxyName = 'haproxy' | 'nginx'

export interface RealProxy {
  /** What it serves at, instead of 443. */
  readonly port: number
  output(): string
  stop(): Promise<void>
}

/** Where a node's listener for proxies is, and which port of that address says whether it is ready. */
export interface BehindProxy {
  readonly host: string
  readonly port: number
  readonly opsPort: number
}

/** What is written otherwise than it was shipped, so that a test need not wait, or send, as much. */
export type Smaller = readonly (readonly [RegExp, string])[]

export interface Before {
  readonly identity: ProxyIdentity
  readonly folder: string
  readonly tls: Readonly<Record<'key' | 'cert' | 'ca', string>>
  /** PEM. */
  readonly cardAuthorities: string
  readonly nodes: readonly BehindProxy[]
  readonly smaller?: Smaller
}

/** The shipped configuration with a site's names, files and ports, before its listeners for proxies. */
export async function startProxy(name: ProxyName, before: Before): Promise<RealProxy> {
  const at = join(before.folder, name)
  writeFiles(at, before)
  const port = await findFreePort()
  const child = START[name](at, { port, nodes: before.nodes, smaller: before.smaller ?? SOONER })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text
    })
  }
  await untilItListens(port, child, () => output)
  return {
    port,
    output: () => output,
    stop: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined
      child.kill('SIGTERM')
      await ended
    },
  }
}

function writeFiles(at: string, { tls, identity: { key, certificates }, cardAuthorities }: Before): void {
  mkdirSync(at, { recursive: true })
  const own = certificates.join('\n')
  const files = {
    'site.crt': tls.cert,
    'site.key': tls.key,
    'site.pem': `${tls.cert}\n${tls.key}`,
    'node-ca.pem': tls.ca,
    'proxy.crt': own,
    'proxy.key': key,
    'proxy.pem': `${own}\n${key}`,
    'card-authorities.pem': cardAuthorities,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text, { mode: 0o600 })
}

interface Ports {
  readonly port: number
  readonly nodes: readonly BehindProxy[]
  readonly smaller: Smaller
}

/** Seconds that a test would only wait out. */
const SOONER: Smaller = [
  [/inter 1s/g, 'inter 100ms'],
  [/(timeout http-request|client_header_timeout) 10s/g, '$1 1s'],
]

/** As shipped, but for names, files and addresses, and what a test would only wait out. */
function shipped(file: string, at: string, { port, nodes, smaller }: Ports): string {
  return shippedFile(file, [
    [/\/etc\/sallyport\/proxy/g, at],
    [/\/run\/haproxy/g, at],
    [/www\.example\.com/g, new URL(ORIGIN).host],
    [/cards\.example\.com/g, new URL(CARDS).host],
    [/^.*10\.0\.0\.12.*\n/gm, ''],
    [/bind :443/g, `bind 127.0.0.1:${port}`],
    [/listen 443/g, `listen 127.0.0.1:${port}`],
    ...smaller,
  ]).replace(/^.*10\.0\.0\.11.*\n/m, (line) => nodes.map((node, n) => lineOf(line, node, n + 1)).join(''))
}

/** Here each node has an operations port of its own: on machines of their own they have the same. */
function lineOf(line: string, { host, port, opsPort }: BehindProxy, number: number): string {
  const haproxy = /^ *server node1 /.test(line)
  return line
    .replace('node1', `node${number}`)
    .replace('10.0.0.11:8446', `${host}:${port}${haproxy ? ` port ${opsPort}` : ''}`)
}

const START: Readonly<Record<ProxyName, (at: string, ports: Ports) => ChildProcess>> = {
  haproxy: (at, ports) => {
    const file = join(at, 'haproxy.cfg')
    writeFileSync(file, shipped('haproxy/haproxy.cfg', at, ports))
    return spawn('/usr/sbin/haproxy', ['-db', '-f', file], { stdio: ['ignore', 'pipe', 'pipe'] })
  },
  nginx: (at, ports) => {
    writeFileSync(join(at, 'sallyport.conf'), shipped('nginx/sallyport.conf', at, ports))
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${at}/${kind};`,
    )
    const file = join(at, 'nginx.conf')
    writeFileSync(
      file,
      `daemon off; master_process off; pid ${at}/pid; error_log stderr warn; events {}
       http { access_log off; ${temporary.join(' ')} include ${at}/sallyport.conf; }`,
    )
    return spawn('/usr/sbin/nginx', ['-c', file, '-e', 'stderr'], { stdio: ['ignore', 'pipe', 'pipe'] })
  },
}

async function untilItListens(port: number, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`the proxy ended: ${output()}`)
    const socket = connect(port, '127.0.0.1')
    const reached = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (reached) return
    await pause(50)
  }
  throw new Error(`the proxy does not listen: ${output()}`)
}
