import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { BlockList } from 'node:net'
import { join } from 'node:path'
import type { Proxies } from '../../src/web/proxies.ts'

/** The proxy's own certificate and key, made as docs/running.md says; and what a node is told of it. */
export interface ProxyIdentity extends Proxies {
  readonly key: string
}

/** `by` is who signs it; the proxy itself, where nobody is named. */
export function proxyIdentity(folder: string, by?: { readonly folder: string }): ProxyIdentity {
  mkdirSync(folder, { recursive: true })
  const [key, cert] = [join(folder, 'proxy.key'), join(folder, 'proxy.crt')]
  const signer = by === undefined ? '' : ` -CA ${by.folder}/proxy.crt -CAkey ${by.folder}/proxy.key`
  const command = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=proxy -keyout ${key} -out ${cert}${signer}`
  execFileSync('openssl', command.split(' '), { stdio: 'pipe' })
  const addresses = new BlockList()
  addresses.addAddress('127.0.0.1')
  return { key: readFileSync(key, 'utf8'), certificates: [readFileSync(cert, 'utf8')], addresses }
}
