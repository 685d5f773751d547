import { join } from 'node:path'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import { startStandby } from '../../src/db/embedded/start-standby.ts'
import { type Followed, findAuthority } from '../../src/db/find-authority.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import type { SiteId, UserId } from '../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { makePasswordHasher } from '../../src/passwords/hash-passwords.ts'
import { sealingKeys } from '../../src/sealing/keys.ts'
import { makeSealer } from '../../src/sealing/seal.ts'
import { folderControl } from '../../src/sites/servers/folder-control.ts'
import { type SignedStatement, signStatement } from '../../src/sites/sign-statement.ts'
import type { SiteControl } from '../../src/sites/site-control.ts'
import type { Member } from '../faults/seed-crowd.ts'
import { CHEAP_HASHING } from './cheap-hashing.ts'
import { appCode } from './journeys.ts'
import type { ServingNode } from './serving-node.ts'
import { type ServingSite, servingSite } from './serving-site.ts'
import { BINARIES } from './start-postgres.ts'

/** A site and its standby at the other one, durable and in step; nodes know both databases. */
export interface ServingSites {
  readonly site: ServingSite
  readonly controls: Readonly<Record<SiteId, SiteControl>>
  readonly servers: Readonly<Record<SiteId, EmbeddedPostgres>>
  /** The settings of a command on a site's host. */
  readonly settingsFiles: Readonly<Record<SiteId, string>>
  /** At the primary where it is left out. */
  startNode(at?: SiteId): Promise<ServingNode>
  /** That of the secondary, whose branches are reached at this port. */
  controlWith(more: { readonly branchPort: number }): SiteControl
  /** Who holds authority now, as a node finds it. */
  authority(): Promise<Followed>
  /** Signed by both operators at one site, by its copy of the data; with the passcodes their apps showed `before` so many seconds. */
  sign(at: SiteId, operators: readonly Member[], text: string, before: number): Promise<SignedStatement>
  stop(): Promise<void>
}

/** `more`: settings of each site, for its nodes and its commands. */
export async function servingSites(
  more: Readonly<Record<SiteId, Readonly<Record<string, string>>>> = { primary: {}, secondary: {} },
): Promise<ServingSites> {
  const site = await servingSite()
  const primary = site.postgres()
  const folders = { primary: site.folder, secondary: join(site.folder, 'secondary') }
  const secondary = await startStandby({
    ...{ folder: folders.secondary, binaries: BINARIES, of: primary, name: 'secondary', requires: 'primary' },
  })
  const servers = { primary, secondary }
  const controlOf = (id: SiteId, more: { readonly branchPort?: number } = {}) =>
    folderControl({
      ...more,
      ...{ site: id, clusterFolder: folders[id], binaries: BINARIES, tied: true },
      address: { host: servers[id].host, port: servers[id].port },
      branchFolder: join(site.folder, 'branches'),
    })
  const controls = { primary: controlOf('primary'), secondary: controlOf('secondary') }
  await controls.primary.requireStandby('secondary')
  const urls = [primary.ownerUrl, secondary.ownerUrl] as const
  const settingsOf = (id: SiteId, other: SiteId) =>
    site.file(
      `${id}.env`,
      Object.entries({
        SALLYPORT_SITE: id,
        SALLYPORT_DATABASE_URL: `'${urls.join(' ')}'`,
        SALLYPORT_CLUSTER_FOLDER: folders[id],
        SALLYPORT_BRANCH_FOLDER: join(site.folder, 'branches'),
        SALLYPORT_STANDBY_URL: servers[id].superuserUrl,
        SALLYPORT_OTHER_SITE_URL: servers[other].superuserUrl,
        SALLYPORT_POSTGRES_BINARIES: BINARIES,
        SALLYPORT_SEALING_KEYS_FILE: site.settings['SALLYPORT_SEALING_KEYS_FILE'],
        ...more[id],
      })
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
  return {
    site,
    controls,
    servers,
    settingsFiles: {
      primary: settingsOf('primary', 'secondary'),
      secondary: settingsOf('secondary', 'primary'),
    },
    controlWith: (more) => controlOf('secondary', more),
    startNode: (at = 'primary') =>
      site.startNode({ ...more[at], SALLYPORT_SITE: at, SALLYPORT_DATABASE_URL: urls.join(' ') }),
    authority: () => findAuthority(urls),
    sign: (at, operators, text, before) => sign(site, servers[at].ownerUrl, operators, text, before),
    stop: async () => {
      await Promise.all([controls.primary.fence('at once'), controls.secondary.fence('at once')])
      await site.stop()
    },
  }
}

async function sign(
  { sealingKey }: ServingSite,
  url: string,
  operators: readonly Member[],
  text: string,
  before: number,
) {
  const world = {
    sealer: makeSealer(sealingKeys([sealingKey]), systemRandomness),
    hasher: makePasswordHasher({ ...CHEAP_HASHING, cores: 1, waiting: 2, randomness: systemRandomness }),
  }
  const at = systemClock.now()
  const typed = ({ userId, password = '', totpSecret = '' }: Member) => ({
    ...{
      userId: userId as UserId,
      password,
      passcode: appCode(totpSecret, at.subtract({ seconds: before })),
    },
  })
  const [maker, checker] = operators.map(typed)
  if (maker === undefined || checker === undefined) throw new Error('two operators sign')
  const database = openDatabase({ url, poolSize: 1, applicationName: 'signing' })
  const signed = await signStatement(database, world, { text, maker, checker }, at).finally(() =>
    database.close(),
  )
  if (!signed.ok) throw new Error(signed.refusal.join('; '))
  return signed.value
}
