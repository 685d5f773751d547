import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '../db/embedded/start-embedded.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open-database.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { AuthenticatorKey } from './authenticator/codes-at.ts'
import { makeCertificates } from './certificates.ts'
import { makeDemoClock } from './demo-clock.ts'
import { DEMO_FILES } from './files.ts'
import { startMailbox } from './mailbox/start-mailbox.ts'
import type { DemoSettings } from './settings.ts'

export type Outside = Awaited<ReturnType<typeof startOutside>>

/** What the program finds around it in production: a database, a mail system, certificates, a clock. */
export async function startOutside(settings: DemoSettings, running: (() => Promise<unknown>)[]) {
  const clocks = { programme: makeDemoClock(systemClock, settings.at), wire: systemClock }
  const certificates = await makeCertificates({
    now: systemClock.now(),
    randomness: systemRandomness,
    hostnames: ['localhost', '127.0.0.1'],
  })
  const postgres = await startEmbedded({
    folder: join(settings.folder, 'primary'),
    binaries: 'any',
    throwaway: true,
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
