import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import { smtpTransport } from '../mail/smtp-transport.ts'
import { readSmtpUrl } from '../mail/smtp-url.ts'
import { folderStore } from '../overnight-reports/folder-store.ts'
import { milestones } from '../programme/rules/milestones.ts'
import type { WebEnv } from '../web/env.ts'
import { listen } from '../web/listen.ts'
import { hasherOf, type Node, wire } from '../wire.ts'
import { clearFuture } from './clear-future.ts'
import { clockRoutes } from './clock-routes.ts'
import { wholeDirectory } from './directory/directory.ts'
import { DEMO_FILES } from './files.ts'
import { refuseSecondDemo } from './refuse-second-demo.ts'
import { drawPasswords, type SeededCredentials } from './seed-credentials.ts'
import { seedDemo } from './seed-demo.ts'
import type { SeededAccount } from './seed-directory.ts'
import { seedReports } from './seed-reports.ts'
import type { DemoSettings } from './settings.ts'
import { type Outside, startOutside } from './start-outside.ts'
import { type DemoUrls, writeAccounts } from './write-accounts.ts'

export interface Demo {
  readonly urls: DemoUrls
  readonly accountsFile: string
  readonly caFile: string
  readonly accounts: readonly SeededAccount[]
  readonly credentials: ReadonlyMap<string, SeededCredentials>
  /** Settles if the database server ends although nobody stopped the demo. */
  readonly databaseLost: Promise<void>
  stop(): Promise<void>
}

const SITE = 'primary'
const EPOCH = 'primary/0' as Epoch
const MAIL_FROM = 'no-reply@clearinghouse.example'

/** Starts everything, afresh, and returns once the primary site answers. Throws with a plain reason if something can't. */
export async function startDemo(settings: DemoSettings): Promise<Demo> {
  const { folder, ports } = settings
  const running: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end()
  }
  try {
    await refuseSecondDemo(settings)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const passwords = hashMeanwhile(settings)
    const outside = await startOutside(settings, running)
    const node = wireNode(settings, outside)
    running.push(() => node.stop())
    const seeded = await seedDemo(settings, node, wholeDirectory, passwords)
    outside.keys.push(...seeded.keys)
    await seedReports(node.world)
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
    const app = withClock(settings, outside, node)
    const listener = await listen({
      app,
      front: node.front,
      host: '127.0.0.1',
      port: ports.primary,
      key,
      cert,
    })
    running.push(() => listener.stop())
    const { accounts, credentials } = seeded
    return { urls, accountsFile, caFile, accounts, credentials, databaseLost: outside.postgres.ended, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

/** While PostgreSQL makes its cluster, which keeps one core busy. */
function hashMeanwhile({ hashing }: DemoSettings): ReturnType<typeof drawPasswords> {
  const hasher = hasherOf({ randomness: systemRandomness, ...(hashing && { hashing }) })
  const passwords = drawPasswords({ hasher, randomness: systemRandomness }, wholeDirectory.people)
  // Where PostgreSQL does not start, nobody asks for them.
  passwords.catch(() => undefined)
  return passwords
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
    feedDatabase: database,
    transport: smtpTransport(smtp.value, { ca: certificates.caPem }),
    mailFrom: MAIL_FROM,
    reports: folderStore(join(settings.folder, DEMO_FILES.reports)),
    demoClock: { milestones: milestones(settings.programme.parsed) },
    ...(settings.hashing === undefined ? {} : { hashing: settings.hashing }),
    report: (fault) => settings.report(fault),
  })
}

function withClock(
  { programme }: DemoSettings,
  { clocks, postgres }: Outside,
  node: Node,
): Pick<Hono<WebEnv>, 'fetch'> {
  const outer = new Hono<WebEnv>()
  const clearFrom = (at: Instant) => clearFuture(postgres.ownerUrl, at)
  outer.route('/', clockRoutes({ clock: clocks.programme, zone: programme.parsed.clock.zone, clearFrom }))
  outer.all('*', (c) => node.app.fetch(c.req.raw, c.env))
  return outer
}
