import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from '../db/embedded/find-free-port.ts'
import type { EmbeddedPostgres } from '../db/embedded/start-cluster.ts'
import { followAuthority } from '../db/follow-authority.ts'
import { openFollowed } from '../db/open-followed.ts'
import type { Clocks } from '../kernel/clock.ts'
import { systemClock, systemRandomness, systemTicks } from '../kernel/system.ts'
import { pairAgain } from '../sites/pair-again.ts'
import type { AuthenticatorKey } from './authenticator/codes-at.ts'
import type { ComingDatabase } from './begin-database.ts'
import type { Certificates } from './certificates.ts'
import { makeDemoClock } from './demo-clock.ts'
import { DEMO_FILES } from './files.ts'
import { bringBack } from './mailbox/bring-back.ts'
import { startMailbox } from './mailbox/start-mailbox.ts'
import type { Contents } from './prepare-contents.ts'
import type { DemoSettings } from './settings.ts'
import { comingStandby, serversOf } from './start-secondary.ts'

export type Outside = Awaited<ReturnType<typeof startOutside>>

const AUDIT = { randomness: systemRandomness }

/** What the program finds around it in production: a mail system, certificates, a clock, a database. That comes last. */
export async function startOutside(
  settings: DemoSettings,
  coming: ComingDatabase,
  contents: Contents,
  running: (() => Promise<unknown>)[],
) {
  const clocks = {
    programme: makeDemoClock(systemClock, settings.at, tellCommands(settings.folder)),
    wire: systemClock,
  }
  const certificates = await contents.certificates
  const sealingKey = systemRandomness.bytes(32)
  const sealingKeyLine = `1:${Buffer.from(sealingKey).toString('hex')}\n`
  writeFileSync(join(settings.folder, DEMO_FILES.sealingKeys), sealingKeyLine, { mode: 0o600 })
  const mail = await openMailbox(settings, clocks, certificates)
  running.push(() => mail.mailbox.stop())
  const postgres = await coming.postgres
  const database = await openTheDatabase(settings, clocks, postgres, running)
  return { clocks, certificates, postgres, sealingKey, ...mail, ...database }
}

/** The database that holds authority, whichever of the two servers that is. */
async function openTheDatabase(
  settings: DemoSettings,
  clocks: Clocks,
  postgres: EmbeddedPostgres,
  running: (() => Promise<unknown>)[],
) {
  const servers = serversOf(settings, postgres, await findFreePort(), await findFreePort())
  const { urls } = servers
  const standby = comingStandby(postgres, servers)
  // It ends after whoever waits for its word, and before the one that it copies.
  running.push(() => standby.stop())
  const follower = await followAuthority({
    ...{ urls: [urls.primary, urls.secondary], ticks: systemTicks, report: settings.report },
    standbyIsBack: async ({ authority }) =>
      pairAgain(database, { ...AUDIT, epoch: authority.epoch }, authority, clocks.programme.now()),
  })
  running.push(() => follower.stop())
  const database = openFollowed(follower, { poolSize: 20, applicationName: 'sallyport demo' })
  running.push(() => database.close())
  return { servers, standby, follower, database }
}

/** What the demo finds out only later goes into `keys` and `reports`. */
async function openMailbox(settings: DemoSettings, clocks: Clocks, certificates: Certificates) {
  const keys: AuthenticatorKey[] = []
  const reports: { port?: number } = {}
  const mailbox = await startMailbox({
    clocks,
    zone: settings.programme.parsed.clock.zone,
    httpPort: settings.ports.mailbox,
    smtpPort: 0,
    authenticatorKeys: () => keys,
    tls: { key: certificates.keyPem, cert: certificates.certPem },
    users: { user: 'sallyport', pass: Buffer.from(systemRandomness.bytes(16)).toString('hex') },
    comesBack: (sender, recipient) => {
      if (reports.port === undefined) return
      const way = { port: reports.port, ca: certificates.caPem }
      bringBack(way, sender, recipient).catch(settings.report)
    },
  })
  return { mailbox, keys, reports }
}

/** What `sallyport site` beside the demo goes by (src/sites/programme-clock.ts). */
function tellCommands(folder: string): (ahead: Temporal.Duration) => void {
  return (ahead) => writeFileSync(join(folder, DEMO_FILES.clock), JSON.stringify({ ahead: ahead.toString() }))
}
