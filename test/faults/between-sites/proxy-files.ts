import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteId } from '../../../src/kernel/ids.ts'
import { otherSite } from '../../../src/sites/rules/other-site.ts'
import { ORIGIN } from '../../support/origin.ts'
import { type ProxyIdentity, proxyIdentity } from '../../support/proxy-identity.ts'
import { shippedFile } from '../../support/shipped-file.ts'
import type { Place } from './network.ts'

/** Configuration files of HAProxy at one site. */
export interface ProxyFiles {
  /** Before the nodes, where people come in. */
  readonly front: string
  /** The line to the other site's database server. */
  readonly between: string
  /** By which the tests look at the site's own database server: no fault hits it. */
  readonly operators: string
}

interface Proven {
  readonly tls: Readonly<Record<'key' | 'cert' | 'ca', string>>
  /** What the front shows the nodes. */
  readonly front: ProxyIdentity
}

/** The shipped files, with this site's names and addresses. */
export function writeProxyFiles(
  folder: string,
  site: SiteId,
  places: Readonly<Record<SiteId, Place>>,
  { tls, front }: Proven,
): ProxyFiles {
  const at = join(folder, `${site}-proxies`)
  const [own, other] = [places[site], places[otherSite(site)]]
  const file = (name: string, text: string) => {
    mkdirSync(at, { recursive: true })
    writeFileSync(join(at, name), text, { mode: 0o600 })
    return join(at, name)
  }
  const pemOf = ({ certificates, key }: ProxyIdentity) => `${certificates.join('\n')}\n${key}`
  file('site.pem', `${tls.cert}\n${tls.key}`)
  file('node-ca.pem', tls.ca)
  file('card-authorities.pem', tls.ca)
  file('proxy.pem', pemOf(front))
  file('own.pem', pemOf(identityOf(folder, site)))
  file('other.crt', identityOf(folder, otherSite(site)).certificates.join('\n'))
  return {
    front: file(
      'haproxy.cfg',
      shippedFile('haproxy/haproxy.cfg', [
        [/\/etc\/sallyport\/proxy|\/run\/haproxy/g, at],
        [/www\.example\.com/g, new URL(ORIGIN).host],
        [/bind :443/g, `bind ${own.people}:443`],
        [/10\.0\.0\.11/g, own.node],
        [/^.*10\.0\.0\.12.*\n/gm, ''],
      ]),
    ),
    between: file(
      'between-sites.cfg',
      shippedFile('haproxy/between-sites.cfg', [
        [/\/etc\/sallyport\/between/g, at],
        [/10\.0\.0\.1:/g, `${own.between}:`],
        [/10\.0\.0\.2:/g, `${other.between}:`],
      ]),
    ),
    operators: file('operators.cfg', operatorsLine(own)),
  }
}

const identities = new Map<string, ProxyIdentity>()

function identityOf(folder: string, site: SiteId): ProxyIdentity {
  const at = join(folder, `${site}-between`)
  const identity = identities.get(at) ?? proxyIdentity(at)
  identities.set(at, identity)
  return identity
}

function operatorsLine({ operators }: Place): string {
  return `
defaults
    mode tcp
    timeout connect 2s
    timeout client 1h
    timeout server 1h
listen database
    bind ${operators}:5432
    server own 127.0.0.1:5432
`
}
