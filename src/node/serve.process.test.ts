import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { type Crowd, seedCrowd } from '../../test/faults/seed-crowd.ts'
import { ONLINE, typePassword } from '../../test/support/journeys.ts'
import { edited } from '../../test/support/programme-samples.ts'
import { runCommand } from '../../test/support/run-command.ts'
import { startProgram } from '../../test/support/serving-node.ts'
import { type ServingSite, servingSite } from '../../test/support/serving-site.ts'
import { withClient } from '../db/with-client.ts'
import { makeCertificates } from '../demo/certificates.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'

/** Milliseconds, far above what a busy machine takes. */
const PATIENCE = { timeout: 30_000 }

let site: ServingSite
let crowd: Crowd

beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 2, email: 0, uninitiated: 0 })
})
afterAll(() => site.stop())

type Settings = Readonly<Record<string, string>>

/** What `sallyport serve` says to the site's settings file, over which `settings` win, and gives up. */
async function refusal(settings: Settings) {
  const { status, complained } = await runCommand(['serve', '--config', site.settingsFile], settings)
  return { status, said: complained.trimEnd().split('\n') }
}

/** The same of the program as it is installed, in a process of its own. */
async function ending(settings: Settings) {
  const program = startProgram(['serve', '--config', site.settingsFile], settings)
  onTestFinished(() => void program.process.kill('SIGKILL'))
  return { status: await program.ended, said: program.output().trimEnd().split('\n') }
}

const databaseWithout = (tables: string) => {
  const url = new URL(site.urls.ownerUrl)
  url.pathname = `/${tables}`
  return withClient(site.urls.superuserUrl, async (client) => {
    await client.query(`create database ${tables} owner sallyport_owner`)
    return url.href
  })
}

describe('serve refuses to start, and says all that is wrong', () => {
  it('with the settings themselves', async () => {
    const keys = site.file('bad-keys', `1:${'ab'.repeat(32)}\n2:cafe\n`)
    const settings = {
      SALLYPORT_SITE: 'tertiary',
      SALLYPORT_PUBLIC_ORIGIN: 'https://terminal.test/ccms',
      SALLYPORT_LISTEN: '127.0.0.1:70000',
      SALLYPORT_TLS_KEY_FILE: '/nowhere/tls.key',
      SALLYPORT_DATABASE_URL: 'mysql://127.0.0.1/sallyport',
      SALLYPORT_SMTP_URL: 'mail.test:587',
      SALLYPORT_MAIL_FROM: 'The clearing house',
      SALLYPORT_SEALING_KEYS_FILE: keys,
      SALLYPORT_SIET: 'primary',
    }
    expect(await ending(settings)).toEqual({
      status: 2,
      said: [
        'SALLYPORT_SIET is not a setting of this program',
        'SALLYPORT_SITE must be primary or secondary',
        'SALLYPORT_PUBLIC_ORIGIN must be an https origin without a path, such as https://www.example.com',
        'SALLYPORT_LISTEN must be HOST:PORT, such as 0.0.0.0:443 or [::]:443',
        "SALLYPORT_TLS_KEY_FILE can't be read: there is no such file or folder: /nowhere/tls.key",
        'SALLYPORT_DATABASE_URL must be a postgres:// address, or one for each site with a blank between',
        'SALLYPORT_SMTP_URL must be an smtp:// (STARTTLS) or smtps:// address',
        'SALLYPORT_MAIL_FROM must be the one address mail is sent from',
        `SALLYPORT_SEALING_KEYS_FILE ${keys}:2: a sealing key is written ID:64 hex digits, with an ID from 1 to 255`,
      ],
    })
  })

  it('with what the settings name, each fault of the programme file by line and column', async () => {
    const garbage = site.file('garbage.pem', 'no certificate')
    const programme = site.file(
      'slips.yaml',
      edited(
        ['2023-06-10 Sat # Attachment', '2022-06-10 Sat # Attachment'],
        ['2023-04-03 Mon', '2023-04-03 Tue'],
      ),
    )
    const { status, said } = await refusal({
      SALLYPORT_TLS_KEY_FILE: garbage,
      SALLYPORT_TLS_CERT_FILE: garbage,
      SALLYPORT_SMTP_URL: 'smtp://mail.test:587',
      SALLYPORT_SMTP_CA_FILE: garbage,
      SALLYPORT_PROGRAMME_FILE: programme,
      SALLYPORT_DATABASE_URL: 'postgres://owner:password@127.0.0.1:1/sallyport',
    })
    expect(status).toBe(2)
    expect(said).toEqual([
      'SALLYPORT_TLS_KEY_FILE holds no private key (PEM, without a passphrase)',
      'SALLYPORT_TLS_CERT_FILE holds no certificate (PEM)',
      'SALLYPORT_SMTP_URL must hold a user and a password',
      'SALLYPORT_SMTP_CA_FILE holds no certificate (PEM)',
      expect.stringMatching(/^\/.*slips\.yaml:\d+:11: 2023-04-03 is a Monday, not a Tuesday$/),
      expect.stringMatching(/^\/.*slips\.yaml:\d+:15: 2022-06-10 is a Friday, not a Saturday$/),
      "SALLYPORT_DATABASE_URL: the database can't be used (no database takes writes (connect ECONNREFUSED 127.0.0.1:1))",
    ])
  })

  it('with a key that is not of the certificate', async () => {
    const { keyPem } = await makeCertificates({
      now: systemClock.now(),
      randomness: systemRandomness,
      hostnames: ['terminal.test'],
    })
    const settings = { SALLYPORT_TLS_KEY_FILE: site.file('other.key', keyPem) }
    expect(await refusal(settings)).toEqual({
      status: 2,
      said: ["SALLYPORT_TLS_KEY_FILE is not the key of SALLYPORT_TLS_CERT_FILE's first certificate"],
    })
  })

  it('with a schema that lacks a step, and takes none itself', async () => {
    const url = await databaseWithout('unmigrated')
    const { status, said } = await refusal({ SALLYPORT_DATABASE_URL: url })
    expect(status).toBe(2)
    expect(said).toEqual([
      expect.stringMatching(
        /^SALLYPORT_DATABASE_URL: the schema lacks 0001-directory\.sql, .*\. Run: sallyport migrate --apply$/,
      ),
    ])
    const tables = "select from information_schema.tables where table_schema = 'public'"
    expect((await withClient(url, (client) => client.query(tables))).rowCount).toBe(0)
  })

  it('with a server that a power cut could take acknowledged changes from', async () => {
    const { status, said } = await refusal({ SALLYPORT_DATABASE_URL: inject('postgres').ownerUrl })
    expect(status).toBe(2)
    expect(said).toEqual([
      'SALLYPORT_DATABASE_URL: fsync is off: a power cut would lose acknowledged changes',
      'SALLYPORT_DATABASE_URL: full_page_writes is off: a power cut would tear pages',
      'SALLYPORT_DATABASE_URL: synchronous_commit is off: a crash would lose acknowledged changes',
    ])
  })

  it("with a login that can't work as the program", async () => {
    const { status, said } = await refusal({ SALLYPORT_DATABASE_URL: site.urls.readerUrl })
    expect([status, said]).toEqual([
      2,
      ['SALLYPORT_DATABASE_URL: the database can\'t be used (permission denied to set role "sallyport_app")'],
    ])
  })

  it('with a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const address = taken.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect(await ending({ SALLYPORT_LISTEN: `127.0.0.1:${port}`, SALLYPORT_LOG_LEVEL: 'warn' })).toEqual({
      status: 2,
      said: [
        `SALLYPORT_LISTEN: can't listen on 127.0.0.1 port ${port} (listen EADDRINUSE: address already in use 127.0.0.1:${port})`,
      ],
    })
  })

  it('with words it does not know, or a settings file that is not there', async () => {
    const outcome = async (argv: readonly string[]) => {
      const { status, complained } = await runCommand(['serve', ...argv])
      return [status, complained]
    }
    expect(await outcome(['--port', '443'])).toEqual([
      2,
      expect.stringMatching(/^Unknown option '--port'.*\nusage: sallyport serve \[--config FILE\]\n$/),
    ])
    expect(await outcome(['--config', '/nowhere'])).toEqual([
      2,
      "--config /nowhere can't be read: there is no such file or folder: /nowhere\n",
    ])
  })
})

describe('serve, told to end,', () => {
  it('finishes the request that is under way, takes no new one, and exits 0', async () => {
    // As it is run, with hashes that cost what they cost.
    const node = await site.startNode({ NODE_OPTIONS: '' })
    const [user] = crowd.app
    if (user === undefined) throw new Error('an empty crowd')
    const browser = node.browser()
    await withClient(site.urls.superuserUrl, async (client) => {
      await typePassword(node.browser(), user.userId, 'wrong')
      await client.query('begin; select from attempt_budget for update')
      const underWay = typePassword(browser, user.userId, user.password ?? '')
      await vi.waitFor(async () => {
        const waiting = "select from pg_stat_activity where wait_event_type = 'Lock'"
        expect((await withClient(site.urls.superuserUrl, (other) => other.query(waiting))).rowCount).toBe(1)
      }, PATIENCE)
      node.process.kill('SIGTERM')
      await vi.waitFor(
        () => expect(node.browser().get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' }),
        PATIENCE,
      )
      await client.query('rollback')
      const answer = await underWay.catch((fault: unknown) => fault)
      expect(browser.cookies.has('__Host-sallyport-primary-ccms.otp.online-attempt'), String(answer)).toBe(
        true,
      )
    })
    // Before the listener would cut what is left: a connection kept alive by that request holds nobody up.
    expect(await Promise.race([node.ended, pause(8_000)])).toBe(0)
    expect(node.output()).toMatch(/"msg":"ended"}\n$/)
  })
})

describe('serve, its database gone,', () => {
  it('answers with a fault, and serves again once the database is back, without a restart', async () => {
    const node = await site.startNode()
    const browser = node.browser()
    // The page of a door may come from memory for a second; who knocks needs the database.
    const knock = () => browser.post(ONLINE, { user_id: 'NOBODY01', password: 'wrong' })
    expect((await browser.get(ONLINE)).status).toBe(200)
    expect((await knock()).status).toBe(303)
    await site.killPostgres()
    expect((await knock()).status).toBeGreaterThanOrEqual(500)
    await site.restartPostgres()
    // It looks for the database twice a second.
    await vi.waitFor(async () => expect((await knock()).status).toBe(303), 5_000)
    expect((await browser.get(ONLINE)).status).toBe(200)
  })
})
