import { z } from 'zod'
import type { BinariesChoice } from '../db/embedded/find-binaries.ts'
import type { DatabaseUrls } from '../db/find-authority.ts'
import type { SiteId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import {
  type ConfigFault,
  faultsOf,
  type Given,
  path,
  readDatabaseUrls,
  readGiven,
} from '../setting-values.ts'
import type { WitnessAddress } from '../witness/ask-witness.ts'
import { witnessOf, witnessSettings } from '../witness/witness-settings.ts'
import type { Service, SiteServers } from './servers/site-servers.ts'
import { serviceOf, serviceSettings } from './service-settings.ts'

/** What a command is told that works on the servers of a site, on their host. */
export interface SiteSettings {
  readonly site: SiteId
  /** The owner's login at each site's database. */
  readonly databaseUrls: DatabaseUrls
  readonly servers: SiteServers
  /** The other site's server: whom this one follows. */
  readonly otherSiteUrl: string
  /** Null where there is none. */
  readonly witness: WitnessAddress | null
}

const postgresUrl = (whose: string) =>
  z
    .string({ error: `is missing: the postgres:// address of ${whose}` })
    .refine((url) => URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol), {
      error: `must be the postgres:// address of ${whose}`,
    })

const PORT = 'must be a port, 1 to 65535'

const needed = {
  SALLYPORT_SITE: z.enum(['primary', 'secondary'], { error: 'must be primary or secondary' }),
  SALLYPORT_DATABASE_URL: z
    .string({ error: 'is missing: the postgres:// address of each site’s database, with its owner’s login' })
    .transform(readDatabaseUrls),
  SALLYPORT_CLUSTER_FOLDER: path("the folder of this site's own database server"),
  SALLYPORT_BRANCH_FOLDER: path('the folder for copies of the standby'),
  SALLYPORT_STANDBY_URL: postgresUrl("this site's own database server"),
  SALLYPORT_OTHER_SITE_URL: postgresUrl("the other site's database server"),
}

const defaulted = {
  SALLYPORT_BRANCH_PORT: z.coerce
    .number({ error: PORT })
    .int({ error: PORT })
    .min(1, { error: PORT })
    .max(65_535, { error: PORT })
    .optional(),
  SALLYPORT_POSTGRES_BINARIES: z
    .custom<BinariesChoice>((value) => typeof value === 'string' && /^(any|machine|npm|\/.+)$/.test(value), {
      error: 'must be any, machine, npm, or the path of a folder that holds postgres and initdb',
    })
    .default('any'),
  ...serviceSettings,
}

const settings = z.object({ ...needed, ...defaulted, ...witnessSettings })

/** To a node all of them are known, and none is needed. */
export const siteServerSettings = {
  ...settings.omit({ SALLYPORT_SITE: true, SALLYPORT_DATABASE_URL: true }).partial().shape,
}

/** All faults at once, as readConfig; what only a node needs is not looked at. */
export function readSiteSettings(
  environment: Given,
  file: string | undefined,
): Result<SiteSettings, readonly ConfigFault[]> {
  const given = readGiven(environment, file)
  if (!given.ok) return given
  const read = settings.safeParse(given.value)
  const witness = read.success ? witnessOf(read.data) : done(null)
  const service = read.success ? serviceOf(read.data) : done(undefined)
  if (!read.success || !witness.ok || !service.ok)
    return refused([
      ...faultsOf(read.error),
      ...[witness, service].flatMap((each) => (each.ok ? [] : each.refusal)),
    ])
  return done({ ...settingsOf(read.data, service.value), witness: witness.value })
}

function settingsOf(
  set: z.infer<typeof settings>,
  service: Service | undefined,
): Omit<SiteSettings, 'witness'> {
  const { hostname: host, port } = new URL(set.SALLYPORT_STANDBY_URL)
  const branchPort = set.SALLYPORT_BRANCH_PORT
  return {
    site: set.SALLYPORT_SITE,
    databaseUrls: set.SALLYPORT_DATABASE_URL,
    servers: {
      site: set.SALLYPORT_SITE,
      clusterFolder: set.SALLYPORT_CLUSTER_FOLDER,
      address: { host, port: Number(port || 5432) },
      branchFolder: set.SALLYPORT_BRANCH_FOLDER,
      ...(branchPort === undefined ? {} : { branchPort }),
      ...(service === undefined ? {} : { service }),
      binaries: set.SALLYPORT_POSTGRES_BINARIES,
      // A command ends, its servers go on.
      tied: false,
    },
    otherSiteUrl: set.SALLYPORT_OTHER_SITE_URL,
  }
}
