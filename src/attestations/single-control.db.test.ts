import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf } from '../../test/support/requests.ts'
import type { ParticipantId, SessionId } from '../kernel/ids.ts'
import type { Answer } from '../kernel/vocabulary.ts'
import { attestationPeriod } from '../programme/rules/attestation-period.ts'
import { listAccess, NOT_BEGUN } from './access-store.ts'
import { askForMarked } from './ask-for-marked.ts'
import { attestAccess } from './changes.ts'
import { attestationFor } from './find-attestation.ts'
import { markedRows } from './marked-rows.ts'
import { saveAnswers } from './save-answers.ts'

const LAU = 'C00112'
const [HIMSELF, HIRED, TOO] = ['LAUDAS01', 'KTBUSR01', 'KTBUSR02']

let test: TestNode
let desk: Desk
let firm: ParticipantId
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  firm = await desk.firm(LAU)
  // His other User IDs are his as well.
  await desk.sql(
    `update account set person_id = (select person_id from account where user_id = $1) where user_id like 'LAU%'`,
    [HIMSELF],
  )
})
afterAll(() => test.stop())

const scope = () => ({ as: 'participant', participant: firm }) as const

async function current() {
  const due = attestationPeriod(test.node.world.programme, test.clock.now())?.due.toString() ?? ''
  const found = await test.database.read(scope(), (db) => attestationFor(db, firm, due))
  return found ?? { id: NOT_BEGUN, attested: null }
}

async function list() {
  const [at, { id: attestation }, viewer] = [test.clock.now(), await current(), desk.account(HIMSELF)]
  const wanted = { filter: 'all', from: { after: '' }, dormantBefore: at, viewer } as const
  return test.database.read(scope(), (db) => listAccess(db, { firm, attestation, at }, wanted, 100))
}

async function answerAll(answer: Answer) {
  const chosen = (await list()).rows.map((row) => ({ ...row, seen: row.digest, was: row.answer, answer }))
  const saving = { participant: firm, by: desk.account(HIMSELF), chosen, at: test.clock.now() }
  return saveAnswers(test.node.world, saving)
}

const submit = async () => desk.askFor(HIMSELF, LAU, attestAccess, { attestation: (await current()).id })

const ask = async (session: SessionId) =>
  askForMarked(test.node.world, {
    ...{ participant: firm, attestation: (await current()).id, maker: desk.account(HIMSELF) },
    ...{ session, remark: 'attestation', at: test.clock.now() },
  })

const marked = async () => {
  const { id } = await current()
  return test.database.read(scope(), (db) => markedRows(db, firm, id))
}

describe('under single control', () => {
  it('who is alone in his firm is not asked of, by none of his User IDs, and is answered for by nobody', async () => {
    const { rows, counts } = await list()
    expect(rows.length).toBeGreaterThan(1)
    for (const row of rows) expect(row).toMatchObject({ isAlone: true, isOwn: true })
    expect(counts).toMatchObject({ toAnswer: 0, open: 0 })
    expect(await answerAll('keep')).toEqual({ ok: true, value: { saved: 0, changed: [] } })
  })

  it('he answers for those he hired, and attests with nobody’s approval', async () => {
    const hired = [HIRED, TOO].map((userId) => desk.account(userId))
    await desk.sql(
      'delete from user_group_member where membership_id in (select id from membership where account_id = any($1))',
      [hired],
    )
    await desk.sql('update membership set participant_id = $2 where account_id = any($1)', [hired, firm])
    expect((await list()).counts).toMatchObject({ toAnswer: 2, open: 2 })
    expect(await answerAll('remove')).toEqual({ ok: true, value: { saved: 2, changed: [] } })
    expect(await submit()).toMatchObject({ state: 'applied' })
    expect((await current()).attested?.people).toBe(2)
    expect((await desk.events('access.attested')).at(-1)).toMatchObject({
      facts: { people: 2, leaving: 2, singleControl: true },
    })
  })

  it('what follows is not done without a step-up, and can still be', async () => {
    const untouched = await ask(await desk.session(HIMSELF, null))
    expect(untouched).toEqual({ made: 0, refused: [{ userId: HIRED, refusal: { is: 'step-up' } }] })
    expect(await marked()).toMatchObject(
      [HIRED, TOO].map((userId) => ({ userId, followUp: null, isDone: false })),
    )
  })

  it('after one it is done at once, each by a request of its own, however often it is pressed', async () => {
    const session = await desk.session(HIMSELF)
    const both = await Promise.all([ask(session), ask(session)])
    expect(both.map(({ made }) => made).reduce((one, other) => one + other)).toBe(2)
    const rows = await marked()
    expect(rows).toMatchObject([HIRED, TOO].map((userId) => ({ userId, by: 'dms', isDone: true })))
    const requests = rows.flatMap(({ followUp }) => followUp ?? [])
    expect(new Set(requests).size).toBe(2)
    for (const number of requests) expect(await desk.state(number)).toBe('applied')
    expect(await ask(session)).toEqual({ made: 0, refused: [] })
  })
})
