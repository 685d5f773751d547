import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRequest } from '../../src/changes/make-request.ts'
import { da3, da3ByOperators } from '../../src/delegates/changes.ts'
import { registerEmail, withdrawEmail } from '../../src/emails/changes.ts'
import { checkUpload } from '../../src/emails/check-upload.ts'
import { registerFile } from '../../src/emails/file-change.ts'
import { readUpload } from '../../src/emails/read-upload.ts'
import { receiveUpload } from '../../src/emails/receive-upload.ts'
import type { RequestNumber, UploadId } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { Role } from '../../src/kernel/vocabulary.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Desk, deskOf, numberOf } from '../support/requests.ts'

/** Firms, each of whose people another firm, C00105, gets to have too. */
const [FIRM, OTHER] = ['C00107', 'C00102']
const DELEGATE = 'PJTDAM01'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  // The tests look at files themselves.
  await test.node.stop()
})
afterAll(() => test.stop())

const uuid = () => systemRandomness.uuid()
const his = (userId: string) => ({ accountId: desk.account(userId) })
const register = (userId: string) => ({ ...his(userId), id: uuid(), address: `${uuid()}@taken-over.example` })

async function alsoFor(userId: string, firm: string, role: Role): Promise<void> {
  await desk.sql(
    'insert into membership (id, account_id, participant_id, role, valid_from) values ($1, $2, $3, $4, $5)',
    [uuid(), desk.account(userId), await desk.firm(firm), role, '2023-04-03T09:00+08:00'],
  )
}

/** What is his as a whole: what one firm's hands must not change of somebody whom another firm has too. */
const whole = (userId: string) =>
  desk.sql(
    `select a.status, p.display_name, p.language, e.address, count(c.id)::int as credentials
      from account a join person p on p.id = a.person_id
        left join registered_email e on e.account_id = a.id and e.valid_to is null
        left join credential c on c.account_id = a.id and c.valid_to is null
      where a.user_id = $1 group by a.id, p.id, e.id`,
    [userId],
  )

const refused = { is: 'problem', problem: { code: 'of-several-firms' } }

describe('a user whom another firm has too', () => {
  beforeAll(() => alsoFor('KTBUSR01', 'C00105', 'user'))

  it('gets no other address from one of them, for codes would go where that firm says', async () => {
    const before = await whole('KTBUSR01')
    expect(await desk.askFor('KTBDAM01', OTHER, registerEmail, register('KTBUSR01'))).toEqual(refused)
    expect(await desk.askFor('SGCDAM01', 'C00105', registerEmail, register('KTBUSR01'))).toEqual(refused)
    expect(await desk.askFor('KTBDAM01', OTHER, withdrawEmail, his('KTBUSR01'))).toEqual(refused)
    expect(await whole('KTBUSR01')).toEqual(before)
  })

  it('is a fault in a file of addresses, unless his line leaves him as he is', async () => {
    const found = await read(await upload('KTBUSR01,mine@taken-over.example', 'KTBUSR02,'))
    expect(found?.faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 of-several-firms'])
    expect(await read(await upload('KTBUSR01,', 'KTBUSR02,two@kiteterrace.example'))).toMatchObject({
      standing: 'ready',
      counts: { faults: 0, changes: 1 },
    })
  })

  it('is left out of a file that was looked at before: a request of it comes to nothing', async () => {
    const id = await upload('KTBUSR03,three@kiteterrace.example')
    const number = await submit(id)
    const before = await whole('KTBUSR03')
    await alsoFor('KTBUSR03', 'C00105', 'da-maker')
    expect(await desk.decide('KTBDAC01', OTHER, number)).toBe('void: changed-meanwhile')
    expect(await whole('KTBUSR03')).toEqual(before)
  })
})

async function upload(...lines: readonly string[]): Promise<UploadId> {
  async function* chunks() {
    yield Buffer.from(['User ID,Email', ...lines].join('\n'))
  }
  const received = await receiveUpload(test.node.world, {
    ...{ participant: await desk.firm(OTHER), account: desk.account('KTBDAM01') },
    ...{ fileName: 'addresses.csv', chunks: chunks(), isWhole: () => true },
  })
  if (!received.ok) throw new Error(received.refusal)
  await checkUpload(test.node.world)
  return received.value
}

async function read(id: UploadId) {
  const participant = await desk.firm(OTHER)
  return test.database.read({ as: 'participant', participant }, (db) =>
    readUpload(db, id, participant, test.clock.now()),
  )
}

async function submit(id: UploadId): Promise<RequestNumber> {
  const { sha256 = '' } = (await read(id)) ?? {}
  const made = await makeRequest(test.node.world, {
    ...{ kind: registerFile, input: { upload: id, sha256: sha256 ?? '', seed: uuid() }, remark: '' },
    ...{ participant: await desk.firm(OTHER), maker: desk.account('KTBDAM01'), at: test.clock.now() },
    session: await desk.session('KTBDAM01'),
  })
  if (!made.ok) throw new Error(made.refusal.is)
  return made.value.number
}

describe('a Delegated Administrator whom another firm has too', () => {
  beforeAll(() => alsoFor('KTBDAM01', 'C00105', 'da-maker'))
  const amendment = () => ({ ...his('KTBDAM01'), name: 'Somebody Else', language: 'en' })

  it('is neither suspended by one person of one firm, nor amended, reset or given another address there', async () => {
    const before = await whole('KTBDAM01')
    const asks = [
      desk.askFor('KTBCC001', OTHER, da3.suspend, his('KTBDAM01')),
      desk.askFor('KTBCC001', OTHER, da3.amend, amendment()),
      desk.askFor('KTBCC001', OTHER, da3.reset, his('KTBDAM01')),
      desk.askFor('KTBCC001', OTHER, da3.registerEmail, register('KTBDAM01')),
    ]
    for (const asked of asks) expect(await asked).toEqual(refused)
    expect(await whole('KTBDAM01')).toEqual(before)
  })

  it('is repaired by operators', async () => {
    const number = numberOf(await desk.askFor('OPSMAK01', OTHER, da3ByOperators.amend, amendment()))
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    expect(await whole('KTBDAM01')).toMatchObject([{ display_name: 'Somebody Else', status: 'active' }])
  })
})

describe('what was asked of one firm’s own', () => {
  it('comes to nothing where another firm has him by the time it is decided', async () => {
    const number = numberOf(
      await desk.askFor('PJTCC001', FIRM, da3.amend, { ...his(DELEGATE), name: 'Lai', language: 'en' }),
    )
    expect(await desk.decide('PJTCC002', FIRM, number)).toBe('checked')
    const before = await whole(DELEGATE)
    await alsoFor(DELEGATE, 'C00105', 'da-checker')
    expect(await desk.decide('OPSCHK01', null, number)).toBe('void: changed-meanwhile')
    expect(await whole(DELEGATE)).toEqual(before)
  })
})
