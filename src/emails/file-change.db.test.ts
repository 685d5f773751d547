import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf } from '../../test/support/requests.ts'
import { decideRequest } from '../changes/decide-request.ts'
import { makeRequest } from '../changes/make-request.ts'
import { withClient } from '../db/with-client.ts'
import type { ParticipantId, RequestNumber, UploadId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { registerEmail, withdrawEmail } from './changes.ts'
import { checkUpload } from './check-upload.ts'
import { registerFile } from './file-change.ts'
import { pruneUploads } from './prune-uploads.ts'
import { readUpload } from './read-upload.ts'
import { receiveUpload } from './receive-upload.ts'
import { spreadLetters } from './spread-letters.ts'

const FIRM = 'C00105'
let test: TestNode
let desk: Desk
let firm: ParticipantId
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  firm = await desk.firm(FIRM)
  // The tests look at files themselves.
  await test.node.stop()
})
afterAll(() => test.stop())

async function upload(...lines: readonly string[]): Promise<UploadId> {
  async function* chunks() {
    yield Buffer.from(['User ID,Email', ...lines].join('\n'))
  }
  const received = await receiveUpload(test.node.world, {
    participant: firm,
    account: desk.account('SGCDAM01'),
    fileName: 'addresses.csv',
    chunks: chunks(),
    isWhole: () => true,
  })
  if (!received.ok) throw new Error(received.refusal)
  await checkUpload(test.node.world)
  return received.value
}

async function ask(id: UploadId, other: { sha256?: string; code?: string; maker?: string } = {}) {
  const { code = FIRM, maker = 'SGCDAM01' } = other
  const at = test.clock.now()
  const found = await test.database.read({ as: 'participant', participant: firm }, (db) =>
    readUpload(db, id, firm, at),
  )
  const made = await makeRequest(test.node.world, {
    kind: registerFile,
    input: { upload: id, sha256: other.sha256 ?? found?.sha256 ?? '', seed: systemRandomness.uuid() },
    participant: await desk.firm(code),
    maker: desk.account(maker),
    session: await desk.session(maker),
    remark: '',
    at,
  })
  if (made.ok) return made.value.number
  return made.refusal.is === 'problem' ? made.refusal.problem.code : made.refusal.is
}

const spread = () => spreadLetters(test.node.world, 100)

const seen = (id: UploadId, at = test.clock.now()) =>
  test.database.read({ as: 'participant', participant: firm }, (db) => readUpload(db, id, firm, at))

const addresses = () =>
  desk.sql(`select user_id, address from registered_email join account a on a.id = account_id
    where valid_to is null and user_id like 'SGCUSR0%' order by user_id`)

describe('a file asked for as one request', () => {
  it('is put in force whole by another person, each address with its event, letters to old and new', async () => {
    const before = await addresses()
    const id = await upload(
      'SGCUSR01,one@stargranite.example',
      'SGCUSR02,two@stargranite.example',
      'SGCUSR03,',
    )
    const number = (await ask(id)) as RequestNumber
    expect(await addresses()).toEqual(before)
    expect(await desk.decide('SGCDAC01', FIRM, number)).toBe('applied')
    expect((await addresses()).map(({ address }) => address)).toEqual([
      'one@stargranite.example',
      'two@stargranite.example',
      before[2]?.['address'],
    ])
    const events = await desk.events('email.registered')
    const of = { by: 'request', request: number, maker: desk.account('SGCDAM01'), upload: id }
    expect(events.slice(-2)).toMatchObject([{ facts: of }, { facts: of }])
    await spread()
    const letters = await desk.sql(
      'select kind, count(*)::int as count from address_letter group by kind order by kind',
    )
    expect(letters).toEqual([
      { kind: 'address-replaced', count: 2 },
      { kind: 'address-test', count: 2 },
    ])
  })

  it('comes to nothing where one of its users was changed meanwhile', async () => {
    const id = await upload('SGCUSR01,first@stargranite.example', 'SGCUSR02,second@stargranite.example')
    const number = (await ask(id)) as RequestNumber
    await desk.sql(
      `update registered_email set address = 'other@stargranite.example' where valid_to is null
       and account_id = $1`,
      [desk.account('SGCUSR02')],
    )
    const before = await addresses()
    expect(await desk.decide('SGCDAC01', FIRM, number)).toBe('void: changed-meanwhile')
    expect(await addresses()).toEqual(before)
  })

  it('is decided once where two decide at once', async () => {
    const id = await upload('SGCUSR03,three@stargranite.example')
    const number = (await ask(id)) as RequestNumber
    const both = await Promise.all([
      desk.decide('SGCDAC01', FIRM, number),
      desk.decide('SGCDAC01', FIRM, number, 'reject'),
    ])
    expect(both.filter((said) => said === 'decided')).toHaveLength(1)
  })

  it('is refused with its errors, with another file’s digest, for another firm, and where it changes nothing', async () => {
    const faulty = await upload('NOBODY99,x@stargranite.example')
    expect(await ask(faulty)).toBe('file-has-errors')
    const good = await upload('SGCUSR01,good@stargranite.example')
    expect(await ask(good, { sha256: '00'.repeat(32) })).toBe('file-not-there')
    expect(await ask(good, { code: 'C00102', maker: 'KTBDAM01' })).toBe('file-not-there')
    const [{ address } = {}] = await addresses()
    expect(await ask(await upload(`SGCUSR01,${address}`))).toBe('nothing-changes')
  })

  it('is neither asked for nor decided by somebody whom it concerns', async () => {
    // The same person also has a User ID as an ordinary user.
    const person = `(select person_id from account where id = '${desk.account('SGCDAM01')}')`
    await desk.sql(`update account set person_id = ${person} where id = $1`, [desk.account('SGCUSR03')])
    const id = await upload('SGCUSR03,mine@stargranite.example')
    expect(await ask(id)).toBe('on-oneself')
    const checker = `(select person_id from account where id = '${desk.account('SGCDAC01')}')`
    await desk.sql(`update account set person_id = ${checker} where id = $1`, [desk.account('SGCUSR03')])
    const number = (await ask(id)) as RequestNumber
    expect(await desk.decide('SGCDAC01', FIRM, number)).toBe('concerns-oneself')
  })

  it('keeps its file as long as it is open, however old', async () => {
    const id = await upload('SGCUSR02,kept@stargranite.example')
    const number = (await ask(id)) as RequestNumber
    const later = test.clock.now().add({ hours: 24 * 40 })
    const sweep = () => test.database.write({ as: 'operations' }, (tx) => pruneUploads(tx, later))
    await sweep()
    expect(await seen(id)).toBeDefined()
    await desk.decide('SGCDAC01', FIRM, number, 'reject')
    for (let turn = 0; turn < 6; turn++) await sweep()
    expect(await seen(id)).toBeUndefined()
  })

  it('can’t be decided by its maker, whatever is posted', async () => {
    const id = await upload('SGCUSR02,again@stargranite.example')
    const number = (await ask(id)) as RequestNumber
    const decided = await decideRequest(test.node.world, {
      number,
      participant: firm,
      verdict: 'approve',
      checker: desk.account('SGCDAM01'),
      session: await desk.session('SGCDAM01'),
      digest: '',
      remark: '',
      at: test.clock.now(),
    })
    expect(decided.ok).toBe(false)
  })
})

describe('while a file is put in force', () => {
  /** An address that another transaction holds makes the decision wait in the middle of it. */
  async function heldUp(
    work: (deciding: Promise<unknown>, id: UploadId, end: () => Promise<unknown>) => Promise<void>,
  ) {
    const id = await upload(
      `SGCUSR01,one.${round}@stargranite.example`,
      `SGCUSR02,two.${round++}@stargranite.example`,
    )
    const number = (await ask(id)) as RequestNumber
    await withClient(test.db.superuserUrl, async (holder) => {
      await holder.query('begin')
      await holder.query(
        `select from registered_email where valid_to is null and account_id = '${desk.account('SGCUSR02')}' for update`,
      )
      const deciding = desk.decide('SGCDAC01', FIRM, number).catch(() => 'broken off')
      await vi.waitUntil(async () => (await seen(id))?.standing === 'applying')
      await work(deciding, id, () => holder.query('rollback'))
    })
    return { id, number }
  }
  let round = 0

  it('the page sees how far it is, and that nothing is there before all of it', async () => {
    const before = await addresses()
    const { id } = await heldUp(async (deciding, uploading, end) => {
      expect(await seen(uploading)).toMatchObject({ standing: 'applying', progress: 0, rows: 2 })
      expect(await addresses()).toEqual(before)
      await end()
      expect(await deciding).toBe('applied')
    })
    expect((await seen(id))?.standing).toBe('in-force')
  })

  it('a process that dies leaves nothing of it; the file is ready again, and can be approved', async () => {
    const before = [await addresses(), (await desk.events('email.registered')).length]
    const { id, number } = await heldUp(async (deciding, _, end) => {
      await desk.sql("select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'")
      expect(await deciding).toBe('broken off')
      await end()
    })
    expect([await addresses(), (await desk.events('email.registered')).length]).toEqual(before)
    expect((await seen(id, test.clock.now().add({ minutes: 5, seconds: 1 })))?.standing).toBe('ready')
    expect(await desk.decide('SGCDAC01', FIRM, number)).toBe('applied')
  })

  it('two approvals at once put it in force once, with one event a line', async () => {
    const id = await upload('SGCUSR01,a@stargranite.example', 'SGCUSR02,b@stargranite.example')
    const number = (await ask(id)) as RequestNumber
    const before = (await desk.events('email.registered')).length
    const both = await Promise.all([1, 2].map(() => desk.decide('SGCDAC01', FIRM, number)))
    expect(both.sort()).toEqual(['applied', 'decided'])
    expect((await desk.events('email.registered')).length).toBe(before + 2)
  })
})

describe('letters of a file in force', () => {
  it('are spread once, some lines at a time, and test no address that is none any more', async () => {
    await desk.sql('delete from address_letter')
    await desk.sql('update email_upload set letters_from = null')
    const id = await upload('SGCUSR01,c@stargranite.example', 'SGCUSR02,d@stargranite.example')
    expect(await desk.decide('SGCDAC01', FIRM, (await ask(id)) as RequestNumber)).toBe('applied')
    await desk.sql(
      `update registered_email set valid_to = valid_from where address = 'c@stargranite.example'`,
    )
    expect([await spreadLetters(test.node.world, 2), await spreadLetters(test.node.world, 2)]).toEqual([2, 2])
    expect(await spread()).toBe(0)
    expect(
      await desk.sql(`select kind, address from address_letter join registered_email e on e.id = registered_email_id
        order by kind, address`),
    ).toEqual([
      { kind: 'address-replaced', address: 'a@stargranite.example' },
      { kind: 'address-replaced', address: 'b@stargranite.example' },
      { kind: 'address-test', address: 'd@stargranite.example' },
    ])
  })
})

describe('a user whom another firm has too', () => {
  beforeAll(() =>
    desk.sql(`insert into membership (id, account_id, participant_id, role, valid_from)
      select gen_random_uuid(), '${desk.account('SGCUSR02')}', id, 'user', '2023-01-01Z' from participant where code = 'C00102'`),
  )

  it('has an address that neither firm changes, withdraws or uploads alone', async () => {
    const accountId = desk.account('SGCUSR02')
    const refusal = { problem: { code: 'of-several-firms' } }
    const input = { id: systemRandomness.uuid(), accountId, address: 'mine.alone@stargranite.example' }
    expect(await desk.askFor('SGCDAM01', FIRM, registerEmail, input)).toMatchObject(refusal)
    expect(await desk.askFor('SGCDAM01', FIRM, withdrawEmail, { accountId })).toMatchObject(refusal)
    const id = await upload('SGCUSR02,mine.alone@stargranite.example')
    expect((await seen(id))?.faults).toMatchObject([{ line: 2, column: 1, code: 'of-several-firms' }])
    expect(await ask(id)).toBe('file-has-errors')
  })

  it('may stand in a file with the address he has', async () => {
    const { address } = (await addresses()).find((one) => one['user_id'] === 'SGCUSR02') ?? {}
    const id = await upload(`SGCUSR02,${address}`, 'SGCUSR01,with.him@stargranite.example')
    expect(await desk.decide('SGCDAC01', FIRM, (await ask(id)) as RequestNumber)).toBe('applied')
  })

  it('makes a request void that was made before the other firm had him', async () => {
    const id = await upload('SGCUSR01,before@stargranite.example')
    const number = (await ask(id)) as RequestNumber
    await desk.sql(`insert into membership (id, account_id, participant_id, role, valid_from)
      select gen_random_uuid(), '${desk.account('SGCUSR01')}', id, 'user', '2023-01-01Z' from participant where code = 'C00102'`)
    expect(await desk.decide('SGCDAC01', FIRM, number)).toBe('void: changed-meanwhile')
  })
})
