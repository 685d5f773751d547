import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { readPasswords, urlsOf } from '../../src/db/embedded/cluster.ts'
import { findFreePort } from '../../src/db/embedded/find-free-port.ts'
import type { SiteId } from '../../src/kernel/ids.ts'
import { packageRoot } from '../../src/package-root.ts'
import { folderControl } from '../../src/sites/servers/folder-control.ts'
import { startOwn } from '../../src/sites/servers/own-server.ts'
import { ownCluster } from '../../src/sites/servers/site-servers.ts'
import { type SiteServer, siteControlContract } from './site-control.contract.ts'

const SHIPPED = join(packageRoot, 'deploy/debian')
const MAJOR = '15'
/** Debian's own user of PostgreSQL's files. */
const USER = 'postgres'

/** Clusters of Debian's tools: configuration apart from data, started and ended by pg_ctlcluster alone. */
describe.skipIf(process.getuid?.() !== 0)('servers that somebody else runs', () => {
  siteControlContract(async (folder) => {
    execFileSync('chmod', ['0711', folder])
    const sites = {
      primary: await makeCluster(folder, 'primary'),
      secondary: await makeCluster(folder, 'secondary'),
    }
    await sites.primary.start()
    const logins = [
      join(folder, 'primary'),
      '--host',
      join(folder, 'primary'),
      '--port',
      String(sites.primary.port),
    ]
    execFileSync('setpriv', [`--reuid=${USER}`, '--init-groups', join(SHIPPED, 'provide-logins'), ...logins])
    mkdirSync(join(folder, 'secondary/cluster'))
    copyFileSync(passwordsOf(folder, 'primary'), passwordsOf(folder, 'secondary'))
    const [primary, secondary] = [opened(sites.primary), opened(sites.secondary)]
    // What initdb made there has an origin of its own.
    rmSync(secondary.data, { recursive: true })
    await secondary.control.follow(primary.superuserUrl)
    return { primary, secondary }
  })
})

/** Once the server is up pg_ctlcluster looks on for two seconds. Here nobody waits for that: who starts it looks himself. */
const BEHIND = ['/bin/sh', '-c', 'setsid --fork "$@" > /dev/null 2>&1', 'start'] as const

const passwordsOf = (folder: string, site: SiteId) => join(folder, site, 'cluster/passwords.json')

type Made = Awaited<ReturnType<typeof makeCluster>>

async function makeCluster(folder: string, site: SiteId) {
  const [own, port] = [join(folder, site), await findFreePort()]
  const data = join(own, 'data')
  execFileSync('install', ['-d', '-o', USER, '-g', USER, own])
  const environment = `PG_CLUSTER_CONF_ROOT=${join(folder, 'etc')}`
  const made = ['-u', USER, '-d', data, '-s', own, '-l', join(own, 'log'), '-p', String(port)]
  const initdb = ['--start-conf', 'manual', '--', '--no-sync', '--locale=C', '--encoding=UTF8']
  execFileSync('env', [environment, 'pg_createcluster', MAJOR, site, ...made, ...initdb])
  copyFileSync(join(SHIPPED, 'sallyport.conf'), join(folder, 'etc', MAJOR, site, 'conf.d/sallyport.conf'))
  const command = (verb: string) =>
    ['/usr/bin/env', environment, 'pg_ctlcluster', '--skip-systemctl-redirect', MAJOR, site, verb] as const
  const servers = {
    ...{ site, clusterFolder: own, address: { host: '127.0.0.1', port } },
    ...{ branchFolder: join(folder, 'branches'), binaries: 'machine' as const, tied: true },
    service: { data, start: [...BEHIND, ...command('start')], stop: command('stop') },
  } as const
  const [program, ...words] = servers.service.stop
  return { servers, port, start: () => startOwn(servers), stop: async () => execFileSync(program, words) }
}

function opened({ servers, start, stop }: Made): SiteServer {
  const passwords = readPasswords(ownCluster(servers))
  return {
    ...urlsOf(passwords, servers.address),
    ...{ passwords, start, stop, data: servers.service.data, control: folderControl(servers) },
  }
}
