import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { setClock } from '../../test/support/node.ts'
import { type SeededFirm, seedFirm } from '../../test/support/seed-firm.ts'
import type { UploadId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { checkUpload } from './check-upload.ts'
import { pruneUploads } from './prune-uploads.ts'
import { readUpload } from './read-upload.ts'
import { receiveUpload } from './receive-upload.ts'

const AT = Temporal.Instant.from('2023-04-20T10:00+08:00')

let db: TestDatabase
let firm: SeededFirm
let other: SeededFirm
const clock = setClock(AT)
beforeAll(async () => {
  db = await testDatabase()
  firm = await seedFirm(db.superuserUrl, { code: 'C00AAA', users: 40, withEmail: 15, at: AT })
  other = await seedFirm(db.superuserUrl, { code: 'C00BBB', users: 3, withEmail: 0, at: AT })
})
afterAll(() => db.drop())

const world = () => ({
  database: db.database,
  clocks: { programme: clock },
  randomness: systemRandomness,
  uploadReceived: () => undefined,
})

async function* chunksOf(text: string, size = 7) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function upload(
  text: string,
  chunks: AsyncIterable<Uint8Array> = chunksOf(text),
  most?: number,
): Promise<UploadId> {
  const file = {
    participant: firm.id,
    account: firm.maker,
    fileName: 'emails.csv',
    chunks,
    isWhole: () => true,
  }
  const received = await receiveUpload(world(), file, most)
  if (!received.ok) throw new Error(received.refusal)
  return received.value
}

const read = (id: UploadId, whose = firm) =>
  db.database.read({ as: 'participant', participant: whose.id }, (seen) =>
    readUpload(seen, id, whose.id, clock.now()),
  )

async function checked(text: string) {
  const id = await upload(text)
  expect(await checkUpload(world())).toBe(1)
  const found = await read(id)
  if (found === undefined) throw new Error('the upload is not there')
  return found
}

describe('a file', () => {
  it('says what it would do, before anybody submits it', async () => {
    const found = await checked(
      [
        'User ID,Email',
        'AAA000016,mei@firm-aaa.example',
        'aaa000017,lai@firm-aaa.example',
        'AAA000001,user-1@firm-aaa.example',
        'AAA000002,new@firm-aaa.example',
        'AAA000018,',
        '',
      ].join('\r\n'),
    )
    expect(found).toMatchObject({
      standing: 'ready',
      rows: 5,
      counts: { faults: 0, changes: 3, first: 2, unchanged: 1, empty: 1, shared: 0 },
    })
    expect(found.changes).toMatchObject([
      { userId: 'AAA000016', before: null, after: 'mei@firm-aaa.example', warnings: [] },
      { userId: 'AAA000017', before: null, after: 'lai@firm-aaa.example', warnings: [] },
      {
        userId: 'AAA000002',
        before: 'user-2@firm-aaa.example',
        after: 'new@firm-aaa.example',
        warnings: ['replaces'],
      },
    ])
  })

  it('is told each of its faults by line and column, and can’t be submitted', async () => {
    const found = await checked(
      [
        '\ufeffUser ID,Email',
        'AAA000016,mei＠firm-aaa.example',
        'AAA000017,lai@firm-aaa.example',
        'AAA000017,lai@firm-aaa.example',
        'NOBODY01,nobody@firm-aaa.example',
        'BBB000001,other@firm-bbb.example',
        'AAADAM,da@firm-aaa.example',
        'AAACCU,cc@firm-aaa.example',
        'AAA00001!,mei@firm',
      ].join('\n'),
    )
    expect(found.standing).toBe('faulty')
    expect(found.faults.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '2:11 full-width',
      '4:1 twice',
      '5:1 unknown-user',
      '6:1 unknown-user',
      '7:1 administrator',
      '8:1 administrator',
      '9:1 user-id',
      '9:11 no-domain',
    ])
    expect(found.counts).toMatchObject({ faults: 8, faultyLines: 7 })
  })

  it('names what deserves a look: shared addresses, other domains, and one that only looks like the firm’s', async () => {
    const found = await checked(
      [
        'User ID,Email',
        'AAA000016,user-1@firm-aaa.example',
        'AAA000017,lai@elsewhere.example',
        'AAA000018,may@firrn-aaa.example',
        'AAA000019,two@firm-aaa.example',
        'AAA000020,TWO@firm-aaa.example',
      ].join('\n'),
    )
    expect(found.standing).toBe('ready')
    expect(found.changes.map(({ userId, warnings }) => [userId.slice(-2), ...warnings])).toEqual([
      ['16', 'shared'],
      ['17', 'other-domain'],
      ['18', 'looks-like'],
      ['19', 'shared'],
      ['20', 'shared'],
    ])
    expect(found.counts).toMatchObject({ shared: 3, otherDomain: 1, looksLike: 1 })
  })

  it.each([
    ['', 'no-lines'],
    ['User ID,Email\n', 'no-lines'],
    ['AAA000016,mei@firm-aaa.example\n', 'no-header'],
    ['User ID;Email\nAAA000016;mei@firm-aaa.example', 'semicolons'],
    ['PK\u0003\u0004 a workbook', 'workbook'],
  ])('that is none, %j, is told so: %s', async (text, code) => {
    const { standing, faults } = await checked(text)
    expect([standing, faults.map((fault) => fault.code)]).toEqual(['faulty', [code]])
  })

  it('of more lines than the most is refused at the first that is too many', async () => {
    // More than are written, and looked at, in one go.
    const lines = Array.from({ length: 11_001 }, (_, n) => `ZZZ${String(n).padStart(6, '0')},`)
    const id = await upload('', chunksOf(`User ID,Email\n${lines.join('\n')}`, 65_536), 11_000)
    const { faults } = (await read(id)) ?? { faults: [] }
    expect(faults).toMatchObject([{ line: 11_002, code: 'too-many-lines', detail: '11000' }])
    expect(await checkUpload(world())).toBe(1)
  })

  it('that breaks off on the way is cut, visibly, and nothing takes it up', async () => {
    async function* broken() {
      yield Buffer.from('User ID,Email\nAAA000016,mei@firm-aaa.example\n')
      throw new Error('the connection is gone')
    }
    await expect(upload('', broken())).rejects.toThrow('gone')
    const cut = await db.database.read({ as: 'operations' }, (seen) =>
      seen.selectFrom('email_upload').select('id').where('state', '=', 'cut').executeTakeFirstOrThrow(),
    )
    expect(await read(cut.id)).toMatchObject({ standing: 'cut' })
    expect(await checkUpload(world())).toBe(0)
  })

  it('whose process died while it came in shows as cut after a minute of silence', async () => {
    const id = systemRandomness.uuid() as UploadId
    await db.database.write({ as: 'operations' }, (tx) =>
      tx
        .insertInto('email_upload')
        .values({
          id,
          participant_id: firm.id,
          account_id: firm.maker,
          file_name: 'x.csv',
          received_at: AT,
          state: 'receiving',
          beat_at: AT,
        })
        .execute(),
    )
    clock.set(AT.add({ seconds: 60 }))
    expect((await read(id))?.standing).toBe('arriving')
    clock.set(AT.add({ seconds: 61 }))
    expect((await read(id))?.standing).toBe('cut')
    clock.set(AT)
  })

  it('whose look was left by a process that died is looked at by the next, once the claim ran out', async () => {
    const id = await upload('User ID,Email\nAAA000016,mei@firm-aaa.example')
    await db.database.write({ as: 'operations' }, (tx) =>
      tx
        .updateTable('email_upload')
        .set({ claimed_until: AT.add({ seconds: 60 }) })
        .where('id', '=', id)
        .execute(),
    )
    expect(await checkUpload(world())).toBe(0)
    expect((await read(id))?.standing).toBe('checking')
    clock.set(AT.add({ seconds: 60 }))
    expect(await checkUpload(world())).toBe(1)
    expect((await read(id))?.standing).toBe('ready')
    clock.set(AT)
  })

  it('that nobody used is swept away after 30 days, one that broke off after a day; never one in force', async () => {
    const used = await upload('User ID,Email\nAAA000016,mei@firm-aaa.example')
    const unused = await upload('User ID,Email\nAAA000016,mei@firm-aaa.example')
    await checkUpload(world())
    await checkUpload(world())
    await db.ask(`update email_upload set in_force_at = received_at, seed = id where id = '${used}'`)
    const left = async (hours: number, seconds = 0) => {
      const at = AT.add({ hours, seconds })
      // A turn takes a few.
      for (let turn = 0; turn < 12; turn++)
        await db.database.write({ as: 'operations' }, (tx) => pruneUploads(tx, at))
      const rows = await db.database.read({ as: 'operations' }, (seen) =>
        seen.selectFrom('email_upload').select(['id', 'state']).execute(),
      )
      return rows
    }
    expect((await left(24)).map(({ state }) => state)).toContain('cut')
    expect((await left(24, 1)).map(({ state }) => state)).not.toContain('cut')
    expect((await left(30 * 24)).map(({ id }) => id)).toContain(unused)
    expect((await left(30 * 24, 1)).map(({ id }) => id)).not.toContain(unused)
    // The others of this file were looked at up to a minute later.
    expect((await left(30 * 24, 62)).map(({ id }) => id)).toEqual([used])
    const { rows } = await db.ask('select distinct upload_id as id from email_upload_row')
    expect(rows).toEqual([{ id: used }])
  })

  it('has lines of its own firm alone, and none is without a file', async () => {
    const id = await upload('User ID,Email\nAAA000016,mei@firm-aaa.example')
    const line = (of: string, whose: string) =>
      db.ask(`insert into email_upload_row (upload_id, participant_id, line, user_id, address)
          values ('${id}', '${firm.id}', 7, 'AAA000017', ''), ('${of}', '${whose}', 8, 'AAA000017', '')`)
    for (const [of, whose] of [[id, other.id] as const, [systemRandomness.uuid(), firm.id] as const])
      await expect(line(of, whose)).rejects.toMatchObject({ code: '23503' })
    await checkUpload(world())
  })

  it('of another firm is not there, whatever its number', async () => {
    const id = await upload('User ID,Email\nAAA000016,mei@firm-aaa.example')
    expect(await read(id, other)).toBeUndefined()
    await checkUpload(world())
  })
})
