import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { seedCrowd } from '../../test/faults/seed-crowd.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { budgetKeyBytes, budgetKeyOf } from '../attempts/budget-key.ts'
import { withClient } from '../db/with-client.ts'
import { sha256 } from '../kernel/digest.ts'
import type { UserId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { openDirectory } from './open-directory.ts'

const SOURCE = 'the text of the programme in force'
const LOCKED_UNTIL = '2023-06-12T12:00:00Z'
const AT = Temporal.Instant.from('2023-06-12T11:00Z')

const folder = mkdtempSync(join(tmpdir(), 'sallyport-directory-'))
const key = { id: 1, secret: systemRandomness.bytes(32) }
let db: TestDatabase
let named: Record<string, string>

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

beforeAll(async () => {
  db = await testDatabase()
  await seedCrowd(db.url, key, { app: 2, email: 1, uninitiated: 1 })
  const keys = file('sealing-keys', `1:${Buffer.from(key.secret).toString('hex')}\n`)
  named = { SALLYPORT_DATABASE_URL: db.url, SALLYPORT_SEALING_KEYS_FILE: keys }
  const sealer = makeSealer(sealingKeys([key]), systemRandomness)
  await withClient(db.superuserUrl, async (client) => {
    await client.query(
      `insert into attempt_budget (key, lane, failures, locked_until, verdict, window_at, updated_at)
       values ($1, 'logon', 10, $2, 'locked', $2, $2)`,
      [budgetKeyBytes(budgetKeyOf(sealer, 'APPUSR0002')), LOCKED_UNTIL],
    )
    await client.query(
      `insert into programme_in_force (programme_id, digest, source, since) values ('p', $1, $2, $3)`,
      [sha256(SOURCE), SOURCE, LOCKED_UNTIL],
    )
    await client.query(`insert into launch_decision (programme_id, kind, decided_at, maker, checker, remark)
       select 'p', 'go', '2023-06-11T04:00Z', maker.id, checker.id, 'approved' from account maker, account checker
       where maker.user_id = 'APPUSR0001' and checker.user_id = 'APPUSR0002'`)
  })
})
afterAll(async () => {
  await db.drop()
  rmSync(folder, { recursive: true })
})

async function opened(environment: Record<string, string>, demoFolder?: string) {
  const directory = await openDirectory(environment, demoFolder)
  if ('unreachable' in directory) throw new Error(directory.unreachable)
  onTestFinished(() => directory.close())
  return directory
}

async function unreachable(environment: Record<string, string>, demoFolder = '/nowhere') {
  const directory = await openDirectory(environment, demoFolder)
  if ('unreachable' in directory) return directory.unreachable
  throw new Error('a directory was opened')
}

describe('the directory that explain asks', () => {
  it('knows of everybody whether he has initiated, by which channel, and whether he is locked', async () => {
    const { factsOf } = await opened(named)
    const initiated = { initiated: true, lockedUntil: null, emailRegistered: true, roles: ['user'] }
    expect(await factsOf('APPUSR0001' as UserId, AT)).toMatchObject({ ...initiated, channels: ['app'] })
    expect(await factsOf('MAILUS0001' as UserId, AT)).toMatchObject({ ...initiated, channels: ['email'] })
    expect(await factsOf('NEWUSR0001' as UserId, AT)).toMatchObject({ initiated: false, channels: [] })
    const locked = await factsOf('APPUSR0002' as UserId, AT)
    expect(locked?.lockedUntil?.toString()).toBe(LOCKED_UNTIL)
    expect(await factsOf('NOBODY99' as UserId, AT)).toBeUndefined()
  })

  it('hands out the recorded decisions for the live file, and for another only when asked for the live ones', async () => {
    const { decisionsIfLive, liveDecisions } = await opened(named)
    const go = { kind: 'go', maker: 'APPUSR0001', checker: 'APPUSR0002', remark: 'approved' }
    expect(await decisionsIfLive(SOURCE)).toMatchObject([go])
    expect(await decisionsIfLive(`${SOURCE}, edited`)).toEqual([])
    expect(await liveDecisions()).toMatchObject([go])
  })

  it("is the demo's where none is named, read by a login that can't write", async () => {
    file('accounts.json', JSON.stringify({ urls: { databasePrimary: db.readerUrl } }))
    const { name, factsOf, readPeople } = await opened({}, folder)
    expect(name).toBe(`the demo's directory, ${new URL(db.readerUrl).host}${new URL(db.readerUrl).pathname}`)
    expect(await factsOf('APPUSR0001' as UserId, AT)).toMatchObject({ initiated: true })
    const ids: string[] = []
    await readPeople({ roles: ['user'], locksAt: AT, cardsAt: AT }, async ({ pages }) => {
      for await (const page of pages) ids.push(...page.map(({ userId }) => userId))
    })
    expect(ids).toEqual(['APPUSR0001', 'APPUSR0002', 'MAILUS0001', 'NEWUSR0001'])
  })
})

describe("who can't reach it is told what to do", () => {
  it('where there is neither a demo nor a setting', async () => {
    expect(await unreachable({})).toBe(
      'there is none. Start the demo (npm run demo), or set SALLYPORT_DATABASE_URL and SALLYPORT_SEALING_KEYS_FILE',
    )
  })

  it('where the demo has ended', async () => {
    const demo = mkdtempSync(join(folder, 'demo-'))
    const urls = { databasePrimary: 'postgres://reader:password@127.0.0.1:1/sallyport' }
    writeFileSync(join(demo, 'accounts.json'), JSON.stringify({ urls }))
    writeFileSync(join(demo, 'sealing-keys'), `1:${'ab'.repeat(32)}\n`)
    expect(await unreachable({}, demo)).toBe(
      "its database can't be read (connect ECONNREFUSED 127.0.0.1:1). Start the demo: npm run demo",
    )
  })

  it('where one of the two settings is missing or wrong', async () => {
    const { SALLYPORT_DATABASE_URL = '' } = named
    expect(await unreachable({ SALLYPORT_DATABASE_URL })).toBe(
      'SALLYPORT_DATABASE_URL is set, SALLYPORT_SEALING_KEYS_FILE is not. Set both',
    )
    expect(await unreachable({ ...named, SALLYPORT_DATABASE_URL: 'sallyport' })).toBe(
      'SALLYPORT_DATABASE_URL must be a postgres:// address, or one for each site with a blank between',
    )
    expect(await unreachable({ ...named, SALLYPORT_DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' })).toBe(
      "its database can't be read (no database takes writes (connect ECONNREFUSED 127.0.0.1:1)). Look at SALLYPORT_DATABASE_URL",
    )
    expect(await unreachable({ ...named, SALLYPORT_SEALING_KEYS_FILE: file('empty', '') })).toBe(
      `SALLYPORT_SEALING_KEYS_FILE ${join(folder, 'empty')}: holds no sealing key`,
    )
  })

  it('knows whom to call at each firm, as the record stands', async () => {
    await db.ask(`insert into participant_contact
        select gen_random_uuid(), id, name, 'Compliance', '+852 5550 0101', 'tam@firm.example', created_at,
          case when name = 'Former' then created_at end
        from (select id, code, created_at from participant order by code limit 1) firm, unnest('{Tam Oi Lin,Former}'::text[]) name`)
    const contacts = await (await opened(named)).contacts()
    expect([...contacts.values()]).toEqual([
      [expect.objectContaining({ name: 'Tam Oi Lin', office: 'Compliance', telephone: '+852 5550 0101' })],
    ])
  })
})
