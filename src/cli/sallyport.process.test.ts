import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { seedCrowd } from '../../test/faults/seed-crowd.ts'
import { type TestDatabase, testDatabase, unmigratedDatabase } from '../../test/support/database.ts'
import { edited, SEOCH_FILE } from '../../test/support/programme-samples.ts'
import { runCommand } from '../../test/support/run-command.ts'
import { startProgram } from '../../test/support/serving-node.ts'
import { withClient } from '../db/with-client.ts'
import { systemRandomness } from '../kernel/system.ts'
import { packageRoot } from '../package-root.ts'

type Environment = Readonly<Record<string, string>>

/** Transcripts: what a person at a terminal types, sees and gets as exit status. */
async function sallyport(argv: readonly string[], environment: Environment = {}) {
  const { status, printed, complained } = await runCommand(argv, environment)
  return { status, out: printed.trimEnd(), err: complained.trimEnd() }
}

/** The same of the program as it is installed, in a process of its own. */
async function installed(argv: readonly string[], environment: Environment = {}) {
  const program = startProgram(argv, environment)
  onTestFinished(() => void program.process.kill('SIGKILL'))
  const status = await program.ended
  const out = program.printed()
  return { status, out: out.trimEnd(), err: program.output().replace(out, '').trimEnd() }
}

const SHIPPED = join(packageRoot, SEOCH_FILE)
const folder = mkdtempSync(join(tmpdir(), 'sallyport-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('sallyport migrate', () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await unmigratedDatabase()
  })
  afterAll(() => db.drop())

  const tables = () =>
    withClient(db.url, async (client) => {
      const { rowCount } = await client.query(
        "select from information_schema.tables where table_schema = 'public'",
      )
      return rowCount
    })

  it('shows what it would do, does it when told to, and then has nothing to do', async () => {
    const environment = { SALLYPORT_DATABASE_URL: db.url }
    const dry = await sallyport(['migrate'], environment)
    expect(dry).toMatchObject({ status: 1, err: '' })
    expect(dry.out).toMatch(
      /^would apply 0001-directory\.sql\n(would apply .*\n)+Nothing was changed\. --apply does it\.$/,
    )
    const told = JSON.parse((await sallyport(['migrate', '--json'], environment)).out)
    expect(told.pending[0]).toEqual({ step: '0001-directory.sql', waitsForNodes: false })
    expect(told.pending).toHaveLength(dry.out.split('\n').length - 1)
    expect(await tables()).toBe(0)

    const settings = file('settings', `SALLYPORT_DATABASE_URL=${db.url}\n`)
    const applied = await installed(['migrate', '--apply', '--config', settings])
    expect(applied).toMatchObject({ status: 0, err: '' })
    expect(applied.out.replaceAll('applied', 'would apply')).toBe(dry.out.replace(/\nNothing.*/, ''))
    expect(await tables()).toBeGreaterThan(0)

    const upToDate = { status: 0, out: 'Nothing to do: the schema is up to date.', err: '' }
    expect(await sallyport(['migrate'], environment)).toEqual(upToDate)
    expect(await sallyport(['migrate', '--apply'], environment)).toEqual(upToDate)
  })

  it('is ended by Ctrl+C while it waits for another node that migrates', async () => {
    await withClient(db.superuserUrl, async (client) => {
      await client.query('select pg_advisory_lock($1)', [0x5a11_9027])
      const program = startProgram(['migrate', '--apply'], { SALLYPORT_DATABASE_URL: db.url })
      const waits = "select from pg_locks where locktype = 'advisory' and not granted"
      await vi.waitFor(async () => expect((await client.query(waits)).rowCount).toBe(1), { timeout: 30_000 })
      program.process.kill('SIGINT')
      expect(await program.ended).toBeNull()
    })
  })

  it.each([
    [['migrate'], {}, 'SALLYPORT_DATABASE_URL is missing: postgres://owner:password@host:5432/sallyport'],
    [
      ['migrate', '--apply'],
      { SALLYPORT_DATABASE_URL: 'postgres://owner:password@127.0.0.1:1/sallyport' },
      "the schema can't be brought up to date: no database takes writes (connect ECONNREFUSED 127.0.0.1:1)",
    ],
    [
      ['migrate', '--aply'],
      {},
      "Unknown option '--aply'\nusage: sallyport migrate [--apply] [--json] [--config FILE]",
    ],
  ])('exits 2 and says why: %j', async (argv, environment, err) => {
    expect(await sallyport(argv, environment)).toEqual({ status: 2, out: '', err })
  })
})

describe('sallyport programme check', () => {
  it('holds of the shipped file, in words and in JSON', async () => {
    const [words, json] = await Promise.all([
      installed(['programme', 'check', SHIPPED]),
      sallyport(['programme', 'check', SHIPPED, '--json']),
    ])
    expect(words).toMatchObject({ status: 0, err: '' })
    expect(words.out).toMatch(
      /: warning: from Monday, 12 June 2023 on neither smartcard nor passkey is offered to /,
    )
    expect(words.out.split('\n').at(-1)).toBe(`${SHIPPED}: holds (errors: 0, warnings: 1)`)
    expect(json).toMatchObject({ status: 0, err: '' })
    expect(JSON.parse(json.out)).toMatchObject({ holds: true, findings: [{ severity: 'warning' }] })
  })

  it('exits 1 where a well-formed file does not hold, 2 where it is broken, at line and column', async () => {
    const session = 'date: 2023-06-10 Sat # Attachment'
    const overlap = file(
      'overlap.yaml',
      edited(['site: secondary', 'site: primary'], ['from: 22:00', 'from: 19:00']),
    )
    const slip = file('slip.yaml', edited([session, session.replace('2023', '2022')]))
    const [held, broken] = await Promise.all([
      sallyport(['programme', 'check', overlap]),
      installed(['programme', 'check', slip]),
    ])
    expect(held).toMatchObject({ status: 1, err: '' })
    expect(held.out).toMatch(/overlap\.yaml:\d+:\d+: error: /)
    expect(broken).toMatchObject({ status: 2, out: '' })
    expect(broken.err).toMatch(/^.*slip\.yaml:\d+:15: 2022-06-10 is a Friday, not a Saturday$/)
  })
})

const bilingual = { en: expect.any(String), 'zh-Hant': expect.any(String) }

describe('sallyport programme explain', () => {
  let db: TestDatabase
  let directory: Record<string, string>
  beforeAll(async () => {
    db = await testDatabase()
    const key = { id: 1, secret: systemRandomness.bytes(32) }
    await seedCrowd(db.url, key, { app: 1, email: 0, uninitiated: 1 })
    const keys = file('keys', `1:${Buffer.from(key.secret).toString('hex')}\n`)
    directory = { SALLYPORT_DATABASE_URL: db.url, SALLYPORT_SEALING_KEYS_FILE: keys }
  })
  afterAll(() => db.drop())

  const explain = (user: string, at: string, ...more: readonly string[]) =>
    sallyport(
      [
        'programme',
        'explain',
        SHIPPED,
        '--user',
        user,
        '--door',
        'ccms.otp.online',
        '--site',
        'primary',
        '--at',
        at,
        ...more,
      ],
      directory,
    )

  it('prints the decision of Session 1 and its reasons, in words and in JSON', async () => {
    const [words, json] = await Promise.all([
      explain('appusr0001', '2023-06-10T18:05+08:00'),
      explain('APPUSR0001', '2023-06-10T18:05+08:00', '--json'),
    ])
    expect(words).toMatchObject({ status: 0, err: '' })
    expect(words.out).toContain('Outcome      logged on, "Function not available"')
    expect(json).toMatchObject({ status: 0, err: '' })
    expect(JSON.parse(json.out)).toEqual({
      outcome: 'signed-in-function-not-available',
      functions: [],
      carriedForward: true,
      nextChange: '2023-06-10T20:00:00+08:00',
      reasons: [
        { code: 'not-registered', text: bilingual, source: 'assumed' },
        { code: 'outside-service-hours', text: bilingual, source: 'circular' },
      ],
    })
  })

  it('exits 1 where the person does not get in, and says why', async () => {
    const [closed, uninitiated] = await Promise.all([
      explain('APPUSR0001', '2023-06-10T17:59+08:00', '--json'),
      explain('NEWUSR0001', '2023-06-10T18:05+08:00', '--json'),
    ])
    expect(closed.status).toBe(1)
    expect(JSON.parse(closed.out)).toMatchObject({
      outcome: 'door-closed',
      nextChange: '2023-06-10T18:00:00+08:00',
    })
    expect(uninitiated.status).toBe(1)
    expect(JSON.parse(uninitiated.out)).toMatchObject({
      outcome: 'refused',
      reasons: [{ code: 'not-initiated' }],
    })
  })

  it('exits 2 on a person, a door, a site and a time that there are not', async () => {
    const [nobody, nowhere] = await Promise.all([
      explain('NOBODY99', '2023-06-10T18:05+08:00'),
      sallyport(
        ['programme', 'explain', SHIPPED, '--user', 'x', '--door', 'back', '--site', 'moon', '--at', 'noon'],
        directory,
      ),
    ])
    expect(nobody).toMatchObject({ status: 2, out: '' })
    expect(nobody.err).toContain('no such user: NOBODY99')
    expect(nowhere).toMatchObject({ status: 2, out: '' })
    for (const option of [
      '--user: a User ID',
      '--door: one of ccms.card',
      '--site: primary or',
      '--at: a time with',
    ])
      expect(nowhere.err).toContain(option)
  })
})
