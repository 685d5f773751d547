import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Making } from '../../src/changes/make-request.ts'
import { registerEmail, withdrawEmail } from '../../src/emails/changes.ts'
import { checkUpload } from '../../src/emails/check-upload.ts'
import { registerFile } from '../../src/emails/file-change.ts'
import { receiveUpload } from '../../src/emails/receive-upload.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { Role } from '../../src/kernel/vocabulary.ts'
import { endSessions } from '../../src/resets/changes/end-sessions.ts'
import { unlock } from '../../src/resets/changes/release-lock.ts'
import { resetChannel, resetPassword } from '../../src/resets/changes/reset-credentials.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Desk, deskOf, numberOf } from '../support/requests.ts'

const FIRM = 'C00102'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  // The test looks at its file itself.
  await test.node.stop()
  await becomes('KTBUSR01', 'user', 'C00105')
})
afterAll(() => test.stop())

const uuid = () => systemRandomness.uuid()
const becomes = async (userId: string, role: Role, firm = FIRM) =>
  desk.sql(
    'insert into membership (id, account_id, participant_id, role, valid_from) values ($1, $2, $3, $4, $5)',
    [uuid(), desk.account(userId), await desk.firm(firm), role, '2023-04-03T09:00+08:00'],
  )

const KINDS: readonly (readonly [Making<unknown>['kind'], object])[] = [
  [registerEmail, { id: uuid(), address: 'mine@kiteterrace.example' }],
  [withdrawEmail, {}],
  [resetPassword, {}],
  [resetChannel, {}],
  [unlock, {}],
  [endSessions, {}],
]
const TARGETS = [
  ['another DA of the firm', 'KTBDAC01', /administrator$/],
  ['its Client Connect user', 'KTBCC001', /administrator$/],
  ['a user whom another firm has too', 'KTBUSR01', /^of-several-firms$/],
  ['another firm’s user', 'SGCUSR01', /^not-found$/],
] as const

describe('DMS', () => {
  const cases = TARGETS.flatMap(([whom, userId, code]) =>
    KINDS.map(([kind, more]) => [kind.id, whom, { kind, more, userId, code }] as const),
  )
  it.each(cases)('asks for no %s of %s', async (_, __, { kind, more, userId, code }) => {
    const asked = await desk.askFor('KTBDAM01', FIRM, kind, { accountId: desk.account(userId), ...more })
    expect(asked).toMatchObject({ is: 'problem', problem: { code: expect.stringMatching(code) } })
  })

  it('registers no address by a file for who has become a DA since it was looked at', async () => {
    const participant = await desk.firm(FIRM)
    const lines = ['User ID,Email', 'KTBUSR02,two@kiteterrace.example', 'KTBUSR03,three@kiteterrace.example']
    async function* chunks() {
      yield Buffer.from(lines.join('\n'))
    }
    const file = { fileName: 'a.csv', chunks: chunks(), isWhole: () => true }
    const account = desk.account('KTBDAM01')
    const received = await receiveUpload(test.node.world, { participant, account, ...file })
    if (!received.ok) throw new Error(received.refusal)
    await checkUpload(test.node.world)
    const [row] = await desk.sql(`select encode(sha256, 'hex') as sha256 from email_upload where id = $1`, [
      received.value,
    ])
    const input = { upload: received.value, sha256: row?.['sha256'], seed: uuid() }
    const number = numberOf(await desk.askFor('KTBDAM01', FIRM, registerFile, input))
    await becomes('KTBUSR03', 'da-checker')
    expect(await desk.decide('KTBDAC01', FIRM, number)).toBe('void: changed-meanwhile')
  })
})
