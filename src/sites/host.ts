import type { ServerView } from '../db/authority.ts'
import { viewServer } from '../db/find-authority.ts'
import { openDatabase } from '../db/open-database.ts'
import { parseUserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { hashOnAllCores } from '../passwords/hash-on-all-cores.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { readSealingKeys, type SealingKeys } from '../sealing/read-sealing-keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { type Given, readGiven } from '../setting-values.ts'
import { programmeClock } from './programme-clock.ts'
import { folderControl } from './servers/folder-control.ts'
import { ownUrls, urlsAt } from './servers/site-servers.ts'
import { type SignedStatement, signStatement } from './sign-statement.ts'
import type { SiteControl } from './site-control.ts'
import { readSiteSettings, type SiteSettings } from './site-settings.ts'
import type { SigningWorld } from './verify-signature.ts'

/** The host a command of a site runs on, and what can be reached from there. */
export interface Host {
  readonly settings: SiteSettings
  readonly control: SiteControl
  /** The other site's servers, where their folders lie on this host too. */
  readonly other: SiteControl | null
  /** The owner's login at this site's server and at the other's. */
  readonly own: string
  readonly others: string
  /** As they look now. */
  readonly views: { readonly own: ServerView; readonly other: ServerView }
  readonly signing: SigningWorld
  /** Every setting as it was given. */
  readonly given: Given
}

type Faults = readonly string[]

/** `otherFile`: the settings of the other site, where it is of this host. */
export async function openHost(file: string | undefined, otherFile?: string): Promise<Result<Host, Faults>> {
  const read = readSiteSettings(process.env, file)
  const given = readGiven(process.env, file)
  const keys = given.ok ? readKeys(given.value) : given
  const otherRead = otherFile === undefined ? null : readSiteSettings(process.env, otherFile)
  const faults = new Set([read, keys, otherRead].flatMap((each) => (each?.ok === false ? each.refusal : [])))
  if (!read.ok || !given.ok || !keys.ok || (otherRead !== null && !otherRead.ok)) return refused([...faults])
  const { servers, otherSiteUrl } = read.value
  const [own, others] = [ownUrls(servers).ownerUrl, urlsAt(servers, otherSiteUrl).ownerUrl]
  const sealer = makeSealer(sealingKeys(keys.value), systemRandomness)
  return done({
    settings: read.value,
    control: folderControl(servers),
    other: otherRead === null ? null : folderControl(otherRead.value.servers),
    ...{ own, others },
    views: { own: await viewServer(own), other: await viewServer(others) },
    given: given.value,
    signing: { sealer, hasher: hashOnAllCores({ randomness: systemRandomness }) },
  })
}

const KEYS = 'SALLYPORT_SEALING_KEYS_FILE'

function readKeys(given: Given): Result<SealingKeys, Faults> {
  const named = given[KEYS]
  if (named === undefined) return refused([`${KEYS} is missing: what opens the signers' passwords`])
  const keys = readSealingKeys(named)
  return keys.ok ? keys : refused(keys.refusal.map((fault) => `${KEYS} ${fault}`))
}

export interface Saying {
  readonly statement?: string
  readonly maker?: string
  readonly checker?: string
}

export interface Signed {
  readonly statement: SignedStatement
  readonly at: Instant
}

/** Asks both operators for their factors, at this terminal, and looks them up in what the database at `url` says. */
export async function askToSign(
  { signing, given }: Host,
  url: string,
  said: Saying,
  terminal: Terminal,
): Promise<Result<Signed, Faults>> {
  const [maker, checker] = [parseUserId(said.maker ?? ''), parseUserId(said.checker ?? '')]
  if (maker === undefined || checker === undefined || said.statement === undefined)
    return refused(['--statement, --maker and --checker: what two operators say, and their User IDs'])
  const ask = async (userId: typeof maker) => ({
    userId,
    password: await terminal.ask(`Password of ${userId}`),
    passcode: await terminal.ask(`One-time passcode of ${userId}`),
  })
  const typed = { text: said.statement, maker: await ask(maker), checker: await ask(checker) }
  const database = openDatabase({ url, poolSize: 1, applicationName: 'sallyport site' })
  try {
    const at = (await programmeClock(given, database, systemClock)).now()
    const statement = await signStatement(database, signing, typed, at)
    return statement.ok ? done({ statement: statement.value, at }) : statement
  } finally {
    await database.close()
  }
}
