import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer as createPlain } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CARDS, type CardSite } from './card-terminal.ts'
import { ORIGIN } from './origin.ts'
import type { ProxyIdentity } from './proxy-identity.ts'
import { pem } from './sample-cards.ts'
import { shippedFile } from './shipped-file.ts'

export type ProxyName = 'haproxy' | 'nginx'

export interface RealProxy {
  /** What it serves at, instead of 443. */
  readonly port: number
  /** What the node's operations listener answers at `/ready`. */
  readiness: 200 | 503
  output(): string
  stop(): Promise<void>
}

/** The shipped configuration with this site's names, files and ports, before its listener for proxies. */
export async function startProxy(
  name: ProxyName,
  { site, identity, folder }: { site: CardSite; identity: ProxyIdentity; folder: string },
): Promise<RealProxy> {
  const at = join(folder, name)
  writeFiles(at, site, identity)
  const readiness = { status: 200 as 200 | 503 }
  const operations = createPlain((_, response) => response.writeHead(readiness.status).end())
  operations.listen(0, '127.0.0.1')
  await once(operations, 'listening')
  const port = await freePort()
  const opsPort = (operations.address() as AddressInfo).port
  const child = START[name](at, { port, opsPort, nodePort: site.proxyPort })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text
    })
  }
  await untilItListens(port, child, () => output)
  return {
    port,
    get readiness() {
      return readiness.status
    },
    set readiness(status) {
      readiness.status = status
    },
    output: () => output,
    stop: async () => {
      operations.close()
      operations.closeAllConnections()
      const ended = child.exitCode === null ? once(child, 'exit') : undefined
      child.kill('SIGTERM')
      await ended
    },
  }
}

function writeFiles(at: string, { tls, office }: CardSite, { key, certificates }: ProxyIdentity): void {
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
    'card-authorities.pem': [office.root, ...office.issuing]
      .map(({ certificate }) => pem('CERTIFICATE', certificate))
      .join(''),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text, { mode: 0o600 })
}

interface Ports {
  readonly port: number
  readonly opsPort: number
  readonly nodePort: number
}

/** Seconds that a test would only wait out. */
const SOONER: readonly (readonly [RegExp, string])[] = [
  [/inter 1s/g, 'inter 100ms'],
  [/(timeout http-request|client_header_timeout) 10s/g, '$1 1s'],
]

/** As shipped, but for what a test would only wait out. */
function shipped(file: string, at: string, { port, opsPort, nodePort }: Ports): string {
  return shippedFile(file, [
    [/\/etc\/sallyport\/proxy/g, at],
    [/\/run\/haproxy/g, at],
    [/www\.example\.com/g, new URL(ORIGIN).host],
    [/cards\.example\.com/g, new URL(CARDS).host],
    [/^.*10\.0\.0\.12.*\n/gm, ''],
    [/10\.0\.0\.11:8446/g, `127.0.0.1:${nodePort}`],
    [/port 9464/g, `port ${opsPort}`],
    [/bind :443/g, `bind 127.0.0.1:${port}`],
    [/listen 443/g, `listen 127.0.0.1:${port}`],
    ...SOONER,
  ])
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
