import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { edited, SEOCH_FILE, seochSource } from '../../test/support/programme-samples.ts'
import { startProgram } from '../../test/support/serving-node.ts'
import { withClient } from '../db/with-client.ts'
import { packageRoot } from '../package-root.ts'

const SHIPPED = join(packageRoot, SEOCH_FILE)
const folder = mkdtempSync(join(tmpdir(), 'sallyport-readiness-'))
const KEYS = file('keys', `1:${'5a'.repeat(32)}\n`)
const CARD = 'admits: [user]\n    ordinarily: { sites: [primary], until: launch }'
const PARALLEL = file('parallel.yaml', edited([CARD, CARD.replace(', until: launch', '')]))

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(async () => {
  await test.stop()
  rmSync(folder, { recursive: true })
})

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function start(
  argv: readonly string[],
  databaseUrl = test.db.url,
  more: Readonly<Record<string, string>> = {},
) {
  const directory = { SALLYPORT_DATABASE_URL: databaseUrl, SALLYPORT_SEALING_KEYS_FILE: KEYS }
  const program = startProgram(['programme', ...argv], { ...directory, ...more })
  onTestFinished(() => void program.process.kill('SIGKILL'))
  return program
}

async function programme(argv: readonly string[], databaseUrl?: string) {
  const program = start(argv, databaseUrl)
  const status = await program.ended
  const out = program.printed()
  return { status, out, err: program.output().replace(out, '').trimEnd() }
}

describe('sallyport programme simulate', () => {
  it('names who is locked out on launch morning, what each lacks and who must act; exit 1', async () => {
    const { status, out, err } = await programme(['simulate', SHIPPED, '--json'])
    expect([status, err]).toEqual([1, ''])
    const told = JSON.parse(out)
    expect(told).toMatchObject({
      at: '2023-06-12T07:00:00+08:00',
      decisions: { supposed: 'recorded' },
      people: { total: 55, getsIn: 27, notReady: 18, lockedOut: 8, waiting: 0, suspended: 2 },
    })
    const lacks = ['not-initiated', 'no-email']
    expect(told.lockedOut).toContainEqual({
      participant: 'C00101',
      userId: 'HLSUSR04',
      lacks,
      mustAct: ['delegated-administrators', 'himself'],
    })
    expect(told.lockedOut).toContainEqual({
      participant: 'C00107',
      userId: 'PJTDAM01',
      lacks,
      mustAct: ['client-connect', 'himself'],
    })
    expect(told.lockedOut).toHaveLength(8)
    expect(told.notReady).toHaveLength(18)
    expect(told.suspended.map(({ userId }: { userId: string }) => userId)).toEqual(['BWOUSR03', 'MFSUSR02'])
    for (const word of lacks) expect(told.texts.lacks[word]['zh-Hant']).toMatch(/\p{Script=Han}/u)
    expect(told.participants[0]).toMatchObject({
      participant: 'C00107',
      lockedOut: 4,
      nobodyCanRepair: true,
      clientConnect: false,
    })
  })

  it('draws the calendar and the firms before the names', async () => {
    const { status, out } = await programme(['simulate', SHIPPED])
    expect(status).toBe(1)
    const lines = out.split('\n')
    expect(lines).toContain('Decisions  as recorded')
    expect(lines).toContainEqual(
      expect.stringMatching(/^> 2023-06-12 07:00 +27 +18 +8 +0 +2 {2}Launch day: Overnight/),
    )
    const firm = lines.findIndex((line) => line.includes('Pearl Junk Trading Limited'))
    expect(lines[firm]).toMatch(/^ {2}C00107 +█{24} {2}4 locked out, 0 not ready of 4/)
    expect(lines[firm + 1]?.trim()).toMatch(/^Nobody in the firm can repair the others/)
    expect(lines.indexOf('Locked out: 8 people, by firm')).toBeGreaterThan(firm)
    expect(out).toMatch(
      /HLSUSR04 +2FA not set up, no registered email {2}→ {2}the firm's DA maker and checker; then himself/,
    )
  })

  it('asks what if a go were given of a file that is not in force; nobody is locked out without one', async () => {
    const other = file('other.yaml', `${seochSource}\n# another text\n`)
    const [supposed, none, live] = await Promise.all([
      programme(['simulate', other, '--json']),
      programme(['simulate', other, '--decisions', 'none', '--json']),
      programme(['simulate', other, '--decisions', 'live', '--json']),
    ])
    expect([supposed.status, none.status, live.status]).toEqual([1, 0, 1])
    expect(JSON.parse(supposed.out).decisions.supposed).toBe('go')
    expect(JSON.parse(none.out)).toMatchObject({
      decisions: { supposed: 'none' },
      lockedOut: [],
      notReady: [],
    })
    expect(JSON.parse(live.out).decisions.supposed).toBe('recorded')
  })

  it('of an empty directory holds: exit 0, and a whole object', async () => {
    const empty = await testDatabase()
    try {
      const { status, out } = await programme(['simulate', SHIPPED, '--json'], empty.url)
      expect(status).toBe(0)
      expect(JSON.parse(out)).toMatchObject({
        people: { total: 0 },
        participants: [],
        lockedOut: [],
        notReady: [],
      })
    } finally {
      await empty.drop()
    }
  })

  it('leaves nothing on disk, while it runs and when it is ended by Ctrl+C', async () => {
    const temporary = join(folder, 'tmp')
    mkdirSync(temporary)
    await withClient(test.db.superuserUrl, async (client) => {
      await client.query('begin; lock table credential in access exclusive mode')
      const program = start(['simulate', SHIPPED], undefined, { TMPDIR: temporary })
      const waits = "select from pg_locks where relation = 'credential'::regclass and not granted"
      await vi.waitFor(async () => expect((await client.query(waits)).rowCount).toBe(1), { timeout: 20_000 })
      expect(readdirSync(temporary)).toEqual([])
      program.process.kill('SIGINT')
      expect(await program.ended).toBeNull()
      expect(readdirSync(temporary)).toEqual([])
    })
  })
})

describe('sallyport programme diff', () => {
  it('says whom it touches, by participant, how and when; exit 1', async () => {
    const [json, words] = await Promise.all([
      programme(['diff', SHIPPED, PARALLEL, '--json']),
      programme(['diff', SHIPPED, PARALLEL]),
    ])
    expect([json.status, words.status, json.err]).toEqual([1, 1, ''])
    const told = JSON.parse(json.out)
    expect(told.touched).toEqual({ people: 33, participants: 12, of: 55 })
    expect(told.kinds).toEqual({ 'door-gained': 33, 'ready-now': 10, 'no-longer-locked-out': 5 })
    const his = told.people.find(({ userId }: { userId: string }) => userId === 'HLSUSR04')
    expect(told.patterns[his.pattern].changes[0]).toEqual({
      kind: 'no-longer-locked-out',
      of: null,
      spans: [{ from: '2023-06-12T00:00:00+08:00', until: null }],
    })
    expect(words.out).toContain('Touches 33 people of 12 participants, out of 55 people.')
    expect(words.out).toContain('no longer locked out, from Monday, 12 June 2023, 00:00 on')
    expect(words.out).toMatch(/C00107 .* 2 of 4: no longer locked out 2, door gained 2/)
  })

  it('of a file and itself touches nobody: exit 0; so does an instant at which two agree', async () => {
    const [same, saturday] = await Promise.all([
      programme(['diff', SHIPPED, SHIPPED]),
      programme(['diff', SHIPPED, PARALLEL, '--at', '2023-06-10T18:05+08:00']),
    ])
    expect([same.status, saturday.status]).toEqual([0, 0])
    expect(same.out).toContain('Touches 0 people of 0 participants, out of 55 people.')
  })
})

describe('exit 2, with every fault and how it is used', () => {
  it.each([
    [
      ['simulate', SHIPPED, '--at', 'noon', '--decisions', 'some'],
      ['--at: a time', '--decisions: none', 'programme simulate FILE'],
    ],
    [['simulate'], ['FILE is missing']],
    [['simulate', join(folder, 'nothing.yaml')], ["nothing.yaml: can't be read"]],
    [['simulate', SHIPPED, '--user', 'HLSUSR01'], ["Unknown option '--user'"]],
    [
      ['diff', SHIPPED],
      ['two files are compared', 'programme diff FILE OTHER'],
    ],
    [['diff', SHIPPED, SHIPPED, SHIPPED], ['two files only']],
  ] as const)('%j', async (argv, said) => {
    const { status, out, err } = await programme(argv)
    expect([status, out]).toEqual([2, ''])
    for (const words of said) expect(err).toContain(words)
  })

  it('where a file is broken, at line and column; where the directory is away', async () => {
    const session = 'date: 2023-06-10 Sat # Attachment'
    const slip = file('slip.yaml', edited([session, session.replace('2023', '2022')]))
    const [broken, away] = await Promise.all([
      programme(['diff', SHIPPED, slip]),
      programme(['simulate', SHIPPED], 'postgres://x:y@127.0.0.1:1/z'),
    ])
    expect([broken.status, broken.out, away.status, away.out]).toEqual([2, '', 2, ''])
    expect(broken.err).toMatch(/slip\.yaml:\d+:15: 2022-06-10 is a Friday, not a Saturday/)
    expect(away.err).toContain("the directory can't be reached")
  })
})
