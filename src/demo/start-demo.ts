import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { startEmbedded } from '../db/embedded/start-embedded.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open-database.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import { recordProgramme } from '../launch/record-programme.ts'
import { smtpTransport } from '../mail/smtp-transport.ts'
import { readSmtpUrl } from '../mail/smtp-url.ts'
import type { Programme } from '../programme/programme.ts'
import { milestones } from '../programme/rules/milestones.ts'
import type { WebEnv } from '../web/env.ts'
import { listen } from '../web/listen.ts'
import { type Node, wire } from '../wire.ts'
import type { AuthenticatorKey } from './authenticator/rules/codes-at.ts'
import { makeCertificates } from './certificates.ts'
import { clearFuture } from './clear-future.ts'
import { clockRoutes } from './clock-routes.ts'
import { makeDemoClock } from './demo-clock.ts'
import { DEMO_FILES } from './files.ts'
import { startMailbox } from './mailbox/start-mailbox.ts'
import { type SeededCredentials, seedCredentials, seedLock } from './seed-credentials.ts'
import { type SeededAccount, seedDirectory, seedGo } from './seed-directory.ts'
import { writeAccounts } from './write-accounts.ts'

export interface DemoSettings {
  readonly at: Instant
  /** `undecided` leaves out the go that two operators signed. */
  readonly launch: 'go' | 'undecided'
  readonly folder: string
  readonly migrations: string
  readonly programme: { readonly parsed: Programme; readonly source: string }
  readonly ports: { readonly primary: number; readonly mailbox: number }
  readonly report: (fault: unknown) => void
  readonly hashing?: Parameters<typeof wire>[0]['hashing']
}

export interface Demo {
  readonly urls: {
    readonly primary: string
    readonly mailbox: string
    readonly authenticator: string
    readonly databasePrimary: string
  }
  readonly accountsFile: string
  readonly caFile: string
  readonly accounts: readonly SeededAccount[]
  readonly credentials: ReadonlyMap<string, SeededCredentials>
  stop(): Promise<void>
}

const SITE = 'primary'
const EPOCH = 'primary/0' as Epoch
/** When the launch was approved: noon on the eve (design: what the demo's data holds). */
const GO_AT = Temporal.Instant.from('2023-06-11T12:00+08:00')
const MAIL_FROM = 'no-reply@clearinghouse.example'

/** Starts everything, afresh, and returns once the primary site answers. Throws with a plain reason if something can't. */
export async function startDemo(settings: DemoSettings): Promise<Demo> {
  const { folder, ports } = settings
  const running: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end()
  }
  try {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const outside = await startOutside(settings, running)
    const node = wireNode(settings, outside)
    running.push(() => node.stop())
    const seeded = await seed(settings, node)
    outside.keys.push(...seeded.keys)
    const urls = {
      primary: `https://localhost:${ports.primary}`,
      mailbox: outside.mailbox.httpUrl,
      authenticator: `${outside.mailbox.httpUrl}/authenticator`,
      databasePrimary: outside.postgres.readerUrl,
    }
    const accountsFile = join(folder, DEMO_FILES.accounts)
    writeAccounts(accountsFile, urls, seeded.accounts, seeded.credentials)
    const caFile = join(folder, DEMO_FILES.certificateAuthority)
    writeFileSync(caFile, outside.certificates.caPem)
    const { keyPem: key, certPem: cert } = outside.certificates
    const listener = await listen({
      app: withClock(settings, outside, node),
      host: '127.0.0.1',
      port: ports.primary,
      key,
      cert,
    })
    running.push(() => listener.stop())
    return { urls, accountsFile, caFile, accounts: seeded.accounts, credentials: seeded.credentials, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

type Outside = Awaited<ReturnType<typeof startOutside>>

/** What the program finds around it in production: a database, a mail system, certificates, a clock. */
async function startOutside(settings: DemoSettings, running: (() => Promise<unknown>)[]) {
  const clocks = { programme: makeDemoClock(systemClock, settings.at), wire: systemClock }
  const certificates = await makeCertificates({
    now: systemClock.now(),
    randomness: systemRandomness,
    hostnames: ['localhost', '127.0.0.1'],
  })
  const postgres = await startEmbedded({
    folder: join(settings.folder, 'primary'),
    binaries: 'any',
    randomness: systemRandomness,
  })
  running.push(() => postgres.stop())
  await migrate({ ownerUrl: postgres.ownerUrl, folder: settings.migrations, at: clocks.programme.now() })
  const database = openDatabase({
    url: postgres.ownerUrl,
    asApp: true,
    poolSize: 10,
    applicationName: 'sallyport demo',
  })
  running.push(() => database.close())
  const sealingKey = systemRandomness.bytes(32)
  const sealingKeyLine = `1:${Buffer.from(sealingKey).toString('hex')}\n`
  writeFileSync(join(settings.folder, DEMO_FILES.sealingKeys), sealingKeyLine, { mode: 0o600 })
  const keys: AuthenticatorKey[] = []
  const mailbox = await startMailbox({
    clocks,
    zone: settings.programme.parsed.clock.zone,
    httpPort: settings.ports.mailbox,
    smtpPort: 0,
    authenticatorKeys: () => keys,
    tls: { key: certificates.keyPem, cert: certificates.certPem },
    users: { user: 'sallyport', pass: Buffer.from(systemRandomness.bytes(16)).toString('hex') },
  })
  running.push(() => mailbox.stop())
  return { clocks, certificates, postgres, database, mailbox, keys, sealingKey }
}

function wireNode(
  settings: DemoSettings,
  { clocks, certificates, database, mailbox, sealingKey }: Outside,
): Node {
  const smtp = readSmtpUrl(mailbox.smtpUrl)
  if (!smtp.ok) throw new Error(`the demo mailbox ${smtp.refusal}`)
  return wire({
    site: SITE,
    epoch: EPOCH,
    origins: [`https://localhost:${settings.ports.primary}`],
    clocks,
    randomness: systemRandomness,
    sealingKeys: [{ id: 1, secret: sealingKey }],
    programme: settings.programme.parsed,
    database,
    transport: smtpTransport(smtp.value, { ca: certificates.caPem }),
    mailFrom: MAIL_FROM,
    demoClock: { milestones: milestones(settings.programme.parsed) },
    ...(settings.hashing === undefined ? {} : { hashing: settings.hashing }),
    report: (fault) => settings.report(fault),
  })
}

async function seed({ at, launch, programme }: DemoSettings, { world }: Node) {
  const credentials = new Map<string, SeededCredentials>()
  const events = programme.parsed.events.map((event) => event.id)
  const accounts = await world.database.write({ as: 'operations' }, async (tx) => {
    const seeded = await seedDirectory(tx, world, events)
    for (const account of seeded) {
      const made = await seedCredentials(tx, world, account)
      if (made !== undefined) credentials.set(account.person.userId, made)
      if (account.person.state === 'locked') await seedLock(tx, world, account, at)
    }
    if (launch === 'go') await seedGo(tx, world, programme.parsed.id, seeded, GO_AT)
    await recordProgramme(tx, world, { id: programme.parsed.id, source: programme.source }, at)
    return seeded
  })
  const keys = [...credentials].flatMap(([label, { totpSecret: secret }]) =>
    secret === undefined ? [] : [{ label, secret }],
  )
  return { accounts, credentials, keys }
}

function withClock(
  { programme }: DemoSettings,
  { clocks, postgres }: Outside,
  { app }: Node,
): Pick<Hono<WebEnv>, 'fetch'> {
  const outer = new Hono<WebEnv>()
  const clearFrom = (at: Instant) => clearFuture(postgres.ownerUrl, at)
  outer.route('/', clockRoutes({ clock: clocks.programme, zone: programme.parsed.clock.zone, clearFrom }))
  outer.all('*', (c) => app.fetch(c.req.raw, c.env))
  return outer
}
