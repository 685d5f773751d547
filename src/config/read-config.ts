import { z } from 'zod'
import type { DatabaseUrls } from '../db/find-authority.ts'
import type { SiteId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { LOG_LEVELS, type LogLevel } from '../operations/rules/log-level.ts'
import {
  type HashParameters,
  isStrongEnough,
  LEAST_PARAMETERS,
  parametersOf,
  writeParameters,
} from '../passwords/rules/hash-parameters.ts'
import { PROFILE_NAMES, type ProfileName } from '../passwords/rules/password-profile.ts'
import { readSealingKeys, type SealingKeys } from '../sealing/read-sealing-keys.ts'
import {
  type Address,
  type ConfigFault,
  faultsOf,
  type Given,
  httpsOrigin,
  path,
  readAddress,
  readDatabaseUrls,
  readGiven,
  text,
} from '../setting-values.ts'
import { siteServerSettings } from '../sites/site-settings.ts'
import type { WitnessAddress } from '../witness/ask-witness.ts'
import { witnessOf } from '../witness/witness-settings.ts'
import { type CardListening, cardListeningOf, cardListeningSettings } from './card-listening.ts'
import { type MailLeaving, mailLeavingOf, mailLeavingSettings } from './mail-leaving.ts'
import { type ProxyListening, proxyListeningOf, proxyListeningSettings } from './proxy-listening.ts'
import { type ReportKeeping, reportKeepingOf, reportKeepingSettings } from './report-keeping.ts'

/** Everything `serve` needs to be told. Made from the environment and one file of the same settings, nothing else. */
export interface Config {
  readonly site: SiteId
  readonly publicOrigin: string
  readonly listen: Address
  /** Where health and metrics are asked for. */
  readonly opsListen: Address
  readonly tls: { readonly key: string; readonly cert: string }
  /** Undefined where nobody is asked for a smartcard. */
  readonly cards: CardListening | undefined
  /** Undefined where no proxy is to be believed. */
  readonly proxies: ProxyListening | undefined
  /** Of each site, or one address that moves: the one that holds authority is followed. */
  readonly databaseUrls: DatabaseUrls
  /** Where a branch is reached, at a site that one can be opened at. */
  readonly branch: Address | undefined
  /** Null where no third place is asked whether this site may go on alone. */
  readonly witness: WitnessAddress | null
  readonly programmeFile: string
  readonly smtpUrl: string
  readonly smtpCa: string | undefined
  readonly mailFrom: string
  readonly mailLeaving: MailLeaving
  readonly passwordProfile: ProfileName
  readonly reports: ReportKeeping
  readonly sealingKeys: SealingKeys
  /** The first is hashed by; the others may be those of hashes still stored. */
  readonly argon2: readonly [HashParameters, ...HashParameters[]]
  readonly logLevel: LogLevel
  /** How long a node that was told to end goes on serving, so that balancers notice. */
  readonly drainSeconds: number
}

const settings = z.object({
  SALLYPORT_SITE: z
    .enum(['primary', 'secondary'], { error: 'must be primary or secondary' })
    .default('primary'),
  SALLYPORT_PUBLIC_ORIGIN: httpsOrigin('https://www.example.com'),
  SALLYPORT_LISTEN: z.string().default('127.0.0.1:8443').transform(readAddress),
  SALLYPORT_TLS_KEY_FILE: text('the TLS private key (PEM)'),
  SALLYPORT_TLS_CERT_FILE: text('the TLS certificate chain (PEM)'),
  ...cardListeningSettings,
  ...proxyListeningSettings,
  SALLYPORT_DATABASE_URL: z
    .string({ error: 'is missing: postgres://owner:password@host:5432/sallyport' })
    .transform(readDatabaseUrls),
  SALLYPORT_PROGRAMME_FILE: path('the programme file (YAML)'),
  SALLYPORT_SMTP_URL: z
    .string({ error: 'is missing: smtp://user:password@host:587' })
    .refine((url) => URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol), {
      error: 'must be an smtp:// (STARTTLS) or smtps:// address',
    }),
  SALLYPORT_SMTP_CA_FILE: text('the certificates to believe the mail server by (PEM)').optional(),
  SALLYPORT_MAIL_FROM: z.email({ error: 'must be the one address mail is sent from' }),
  ...mailLeavingSettings,
  SALLYPORT_PASSWORD_PROFILE: z
    .enum(PROFILE_NAMES, { error: `must be ${PROFILE_NAMES.join(' or ')}` })
    .default('nist-800-63b-4'),
  SALLYPORT_SEALING_KEYS_FILE: path(
    'the sealing keys, one "ID:64 hex digits" a line, current first',
  ).transform(readKeys),
  SALLYPORT_ARGON2: z.string().default(writeParameters(LEAST_PARAMETERS)).transform(readArgon2),
  ...reportKeepingSettings,
  SALLYPORT_OPS_LISTEN: z.string().default('127.0.0.1:9464').transform(readAddress),
  SALLYPORT_LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info'),
  SALLYPORT_DRAIN_SECONDS: z.coerce
    .number({ error: 'must be a number of seconds, 0 to 300' })
    .min(0, { error: 'must be a number of seconds, 0 to 300' })
    .max(300, { error: 'must be a number of seconds, 0 to 300' })
    .default(5),
  // For commands on a site's servers, from the same file.
  ...siteServerSettings,
})

export const settingNames = Object.keys(settings.shape)

/**
 * Reads the environment, over the settings of `file` where one is named (KEY=VALUE lines). All faults are reported at
 * once; a setting that begins with SALLYPORT_ and is not known is one of them, since it is a typing slip.
 */
export function readConfig(
  environment: Given,
  file: string | undefined,
): Result<Config, readonly ConfigFault[]> {
  const given = readGiven(environment, file)
  if (!given.ok) return given
  const unknown = Object.keys(given.value)
    .filter((name) => name.startsWith('SALLYPORT_') && !(name in settings.shape))
    .map((name) => `${name} is not a setting of this program`)
  const read = settings.safeParse(given.value)
  const cards = read.success ? cardListeningOf(read.data) : done(undefined)
  const proxies = read.success ? proxyListeningOf(read.data) : done(undefined)
  const mail = read.success ? mailLeavingOf(read.data) : refused([])
  const witness = read.success ? witnessOf(read.data) : done(null)
  const reports = read.success ? reportKeepingOf(read.data) : refused([])
  const together = [cards, proxies, mail, witness, reports].flatMap((each) => (each.ok ? [] : each.refusal))
  const faults = [...unknown, ...faultsOf(read.error), ...together]
  if (
    !read.success ||
    !cards.ok ||
    !proxies.ok ||
    !mail.ok ||
    !witness.ok ||
    !reports.ok ||
    faults.length > 0
  )
    return refused(faults)
  return done({
    ...configOf(read.data, cards.value, proxies.value, mail.value),
    ...{ witness: witness.value, reports: reports.value },
  })
}

/** What a command needs that works on the database, from the same places. */
export function readDatabaseSetting(
  environment: Given,
  file: string | undefined,
): Result<DatabaseUrls, readonly ConfigFault[]> {
  const given = readGiven(environment, file)
  if (!given.ok) return given
  const read = settings.pick({ SALLYPORT_DATABASE_URL: true }).safeParse(given.value)
  return read.success ? done(read.data.SALLYPORT_DATABASE_URL) : refused(faultsOf(read.error))
}

/** What a command needs that works on the directory; the keys are for card passwords, where a file brings any. */
export type DirectorySettings = Pick<Config, 'databaseUrls'> & {
  readonly sealingKeys: SealingKeys | undefined
}

export function readDirectorySettings(
  environment: Given,
  file: string | undefined,
): Result<DirectorySettings, readonly ConfigFault[]> {
  const given = readGiven(environment, file)
  if (!given.ok) return given
  const read = settings
    .pick({ SALLYPORT_DATABASE_URL: true, SALLYPORT_SEALING_KEYS_FILE: true })
    .partial({ SALLYPORT_SEALING_KEYS_FILE: true })
    .safeParse(given.value)
  if (!read.success) return refused(faultsOf(read.error))
  const { SALLYPORT_DATABASE_URL: databaseUrls, SALLYPORT_SEALING_KEYS_FILE: sealingKeys } = read.data
  return done({ databaseUrls, sealingKeys })
}

/** What a command needs that publishes reports. */
export function readReportSettings(
  environment: Given,
  file: string | undefined,
): Result<Pick<Config, 'databaseUrls' | 'reports'>, readonly ConfigFault[]> {
  const given = readGiven(environment, file)
  if (!given.ok) return given
  const { SALLYPORT_DATABASE_URL } = settings.shape
  const read = z.object({ ...reportKeepingSettings, SALLYPORT_DATABASE_URL }).safeParse(given.value)
  if (!read.success) return refused(faultsOf(read.error))
  const reports = reportKeepingOf(read.data)
  return reports.ok
    ? done({ databaseUrls: read.data.SALLYPORT_DATABASE_URL, reports: reports.value })
    : reports
}

/** On the host of the site's own server. */
function branchOf(standbyUrl: string | undefined, port: number | undefined): Address | undefined {
  if (standbyUrl === undefined || port === undefined) return undefined
  return { host: new URL(standbyUrl).hostname, port }
}

function configOf(
  set: z.infer<typeof settings>,
  cards: CardListening | undefined,
  proxies: ProxyListening | undefined,
  mailLeaving: MailLeaving,
): Omit<Config, 'witness' | 'reports'> {
  return {
    site: set.SALLYPORT_SITE,
    publicOrigin: set.SALLYPORT_PUBLIC_ORIGIN,
    listen: set.SALLYPORT_LISTEN,
    tls: { key: set.SALLYPORT_TLS_KEY_FILE, cert: set.SALLYPORT_TLS_CERT_FILE },
    cards,
    proxies,
    databaseUrls: set.SALLYPORT_DATABASE_URL,
    branch: branchOf(set.SALLYPORT_STANDBY_URL, set.SALLYPORT_BRANCH_PORT),
    programmeFile: set.SALLYPORT_PROGRAMME_FILE,
    smtpUrl: set.SALLYPORT_SMTP_URL,
    smtpCa: set.SALLYPORT_SMTP_CA_FILE,
    mailFrom: set.SALLYPORT_MAIL_FROM,
    mailLeaving,
    passwordProfile: set.SALLYPORT_PASSWORD_PROFILE,
    sealingKeys: set.SALLYPORT_SEALING_KEYS_FILE,
    argon2: set.SALLYPORT_ARGON2,
    opsListen: set.SALLYPORT_OPS_LISTEN,
    logLevel: set.SALLYPORT_LOG_LEVEL,
    drainSeconds: set.SALLYPORT_DRAIN_SECONDS,
  }
}

/** `m=65536,t=2,p=1 m=47104,t=1,p=1`: hashed by the first; hashes of the others may still be stored. */
function readArgon2(written: string, context: z.RefinementCtx): Config['argon2'] {
  const words = written.trim().split(/\s+/)
  const [first, ...former] = words.map((word) => (/^m=/.test(word) ? parametersOf(word) : undefined))
  const sound = former.filter((each) => each !== undefined)
  if (first !== undefined && isStrongEnough(first) && sound.length === former.length) return [first, ...sound]
  context.addIssue(`must be such as ${writeParameters(LEAST_PARAMETERS)}, which is also the least allowed`)
  return z.NEVER
}

function readKeys(file: string, context: z.RefinementCtx): SealingKeys {
  const keys = readSealingKeys(file)
  if (keys.ok) return keys.value
  for (const fault of keys.refusal) context.addIssue(fault)
  return z.NEVER
}
