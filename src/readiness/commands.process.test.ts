import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { edited, SEOCH_FILE } from '../../test/support/programme-samples.ts'
import { runCommand } from '../../test/support/run-command.ts'
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

const directory = (url = test.db.url) => ({
  SALLYPORT_DATABASE_URL: url,
  SALLYPORT_SEALING_KEYS_FILE: KEYS,
})

function start(argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const program = startProgram(['programme', ...argv], { ...directory(), ...more })
  onTestFinished(() => void program.process.kill('SIGKILL'))
  return program
}

async function programme(argv: readonly string[], databaseUrl?: string) {
  const { status, printed: out } = await runCommand(['programme', ...argv], directory(databaseUrl))
  return { status, out }
}

describe('sallyport programme simulate', () => {
  it('names who is locked out on launch morning, what each lacks and who must act; exit 1', async () => {
    const { status, out } = await programme(['simulate', SHIPPED, '--json'])
    expect(status).toBe(1)
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
      clientConnect: true,
    })
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

  it('ends quietly when nobody reads on, as behind head', async () => {
    const program = start(['simulate', SHIPPED, '--json'])
    program.process.stdout?.destroy()
    expect(await program.ended).toBe(2)
    expect(program.output()).toBe('')
  })

  it('leaves nothing on disk, while it runs and when it is ended by Ctrl+C', async () => {
    const temporary = join(folder, 'tmp')
    mkdirSync(temporary)
    await withClient(test.db.superuserUrl, async (client) => {
      await client.query('begin; lock table credential in access exclusive mode')
      const program = start(['simulate', SHIPPED], { TMPDIR: temporary })
      const waits = "select from pg_locks where relation = 'credential'::regclass and not granted"
      await vi.waitFor(async () => expect((await client.query(waits)).rowCount).toBe(1), { timeout: 30_000 })
      expect(readdirSync(temporary)).toEqual([])
      program.process.kill('SIGINT')
      expect(await program.ended).toBeNull()
      expect(readdirSync(temporary)).toEqual([])
    })
  })
})

describe('sallyport programme diff', () => {
  it('says whom it touches, by participant, how and when: who holds a smartcard, where it stays; exit 1', async () => {
    const none = await programme(['diff', SHIPPED, PARALLEL])
    expect(none.status).toBe(0)
    await withClient(test.db.superuserUrl, (client) =>
      client.query(`
        insert into smartcard (id, account_id, issuer, serial, key, subject, not_after, valid_from)
          select gen_random_uuid(), id, repeat('a', 64), hex, hex || hex, 'CN=Somebody', '2025-01-01Z', '2023-06-01Z'
          from account, replace(id::text, '-', '') as hex`),
    )
    const { status, out } = await programme(['diff', SHIPPED, PARALLEL, '--json'])
    expect(status).toBe(1)
    const told = JSON.parse(out)
    // Of the demo's 32 users two are suspended; nine can initiate and have not, five have no email.
    expect(told.touched).toEqual({ people: 30, participants: 12, of: 55 })
    expect(told.kinds).toEqual({
      'card-only-now': 14,
      'door-gained': 30,
      'ready-now': 9,
      'no-longer-locked-out': 5,
    })
    const his = told.people.find(({ userId }: { userId: string }) => userId === 'HLSUSR04')
    expect(told.patterns[his.pattern].changes[0]).toEqual({
      kind: 'no-longer-locked-out',
      of: null,
      spans: [{ from: '2023-06-12T00:00:00+08:00', until: null }],
    })
  })
})
