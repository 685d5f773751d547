import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { withClient } from '../db/with-client.ts'
import type { AttestationId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Answer } from '../kernel/vocabulary.ts'
import { attestationPeriod } from '../programme/rules/attestation-period.ts'
import { type AccessRow, listAccess, NOT_BEGUN } from './access-store.ts'
import type { AccessFilter } from './access-wanted.ts'
import { askForMarked } from './ask-for-marked.ts'
import { attestAccess } from './changes.ts'
import { eachAttested } from './each-attested.ts'
import { attestationFor } from './find-attestation.ts'
import { firmsAttesting } from './firms-attesting.ts'
import { markedRows } from './marked-rows.ts'
import { saveAnswers } from './save-answers.ts'

const KTB = 'C00102'
const [MAKER, CHECKER] = ['KTBDAM01', 'KTBDAC01']

let test: TestNode
let desk: Desk
let firm: ParticipantId
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  firm = await desk.firm(KTB)
})
afterAll(() => test.stop())

const period = () => {
  const found = attestationPeriod(test.node.world.programme, test.clock.now())
  if (found === null) throw new Error('no period runs')
  return found
}
const scope = () => ({ as: 'participant', participant: firm }) as const
const current = () => test.database.read(scope(), (db) => attestationFor(db, firm, period().due.toString()))

async function list(filter: AccessFilter = 'all', atMost = 100, after = '') {
  const attestation = (await current())?.id ?? NOT_BEGUN
  const at = test.clock.now()
  const viewer = desk.account(MAKER)
  const wanted = { filter, from: { after }, dormantBefore: period().dormantBefore, viewer }
  return test.database.read(scope(), (db) => listAccess(db, { firm, attestation, at }, wanted, atMost))
}

async function answer(by: string, answers: ReadonlyMap<string, Answer | null>, rows?: readonly AccessRow[]) {
  const seen = rows ?? (await list()).rows
  const chosen = seen
    .filter(({ userId }) => answers.has(userId))
    .map((row) => ({ ...row, seen: row.digest, was: row.answer, answer: answers.get(row.userId) ?? null }))
  const saving = { participant: firm, by: desk.account(by), chosen, at: test.clock.now() }
  const saved = await saveAnswers(test.node.world, saving)
  if (!saved.ok) throw new Error(saved.refusal.is)
  return saved.value
}

const everybody = async (of: Answer = 'keep') =>
  new Map((await list()).rows.map(({ userId }) => [userId as string, of]))

const submit = async () =>
  desk.askFor(MAKER, KTB, attestAccess, { attestation: ((await current())?.id ?? NOT_BEGUN) as string })

describe('the table of a firm’s people', () => {
  it('holds everybody with what he may do, the dormant ones first, page after page', async () => {
    const { rows, counts } = await list()
    expect(counts).toMatchObject({ all: rows.length, toAnswer: rows.length, open: rows.length, leaving: 0 })
    expect(rows.map(({ key }) => key)).toEqual(rows.map(({ key }) => key).toSorted())
    expect(rows.map(({ userId }) => userId)).toContain(MAKER)
    expect(rows.find(({ userId }) => userId === 'KTBUSR01')?.access).toMatchObject({
      status: 'active',
      roles: ['user'],
    })
    const [first] = rows
    const rest = await list('all', 100, first?.key)
    expect(rest.rows).toHaveLength(rows.length - 1)
  })

  it('of another firm shows nobody, and nobody at all outside a firm’s scope or the desk’s', async () => {
    const other = await desk.firm('C00105')
    const asked = { firm: other, attestation: NOT_BEGUN, at: test.clock.now() }
    const viewer = desk.account(MAKER)
    const wanted = { filter: 'all', from: { after: '' }, dormantBefore: asked.at, viewer } as const
    const inKtb = await test.database.read(scope(), (db) => listAccess(db, asked, wanted, 9))
    expect(inKtb.counts.all).toBe(0)
    const atDesk = await test.database.read({ as: 'operations' }, (db) => listAccess(db, asked, wanted, 9))
    expect(atDesk.counts.all).toBeGreaterThan(0)
    const before = test.database.read({ as: 'sign-in' }, (db) => listAccess(db, asked, wanted, 9))
    await expect(before).rejects.toMatchObject({ code: '42501' })
  })
})

describe('an answer', () => {
  it('is kept for exactly what was seen, and nobody’s for himself', async () => {
    const { rows } = await list()
    const all = await everybody()
    expect(await answer(MAKER, all, rows)).toEqual({ saved: rows.length - 1, changed: [] })
    expect((await list('open')).rows.map(({ userId }) => userId)).toEqual([MAKER])
    expect(await answer(CHECKER, new Map([[MAKER, 'keep']]))).toEqual({ saved: 1, changed: [] })
    expect((await list()).counts.open).toBe(0)
  })

  it('stays with who gave it where it is given again, and can be taken back', async () => {
    expect(await answer(CHECKER, new Map([['KTBUSR01', 'keep']]))).toEqual({ saved: 0, changed: [] })
    const of = async (userId: string) => (await list()).rows.find((row) => row.userId === userId)
    expect((await of('KTBUSR01'))?.answeredBy).toBe(MAKER)
    await answer(CHECKER, new Map([['KTBUSR01', null]]))
    expect(await of('KTBUSR01')).toMatchObject({ answer: null, answeredBy: null, isChanged: false })
    await answer(CHECKER, new Map([['KTBUSR01', 'keep']]))
  })

  it('counts no more when his access has changed, nor is one taken of what was seen before', async () => {
    const { rows } = await list()
    const suspend = await desk.askSuspension(MAKER, KTB, 'KTBUSR02')
    const open = await list('open')
    expect(open.rows).toMatchObject([{ userId: 'KTBUSR02', isChanged: true }])
    const late = await answer(MAKER, new Map([['KTBUSR02', 'keep']]), rows)
    expect(late).toEqual({ saved: 0, changed: ['KTBUSR02'] })
    expect((await list('open')).rows).toHaveLength(1)
    await desk.decide(CHECKER, KTB, numberOf(suspend), 'lift')
    // He has again what was seen: the answer stands again.
    expect((await list('open')).rows).toEqual([])
  })

  it('that somebody else gave meanwhile is not overwritten unseen', async () => {
    await answer(CHECKER, new Map([['KTBUSR01', null]]))
    const { rows } = await list()
    await answer(CHECKER, new Map([['KTBUSR01', 'suspend']]))
    const late = await answer(MAKER, new Map([['KTBUSR01', 'keep']]), rows)
    expect(late).toEqual({ saved: 0, changed: ['KTBUSR01'] })
    // He has seen it now.
    expect(await answer(MAKER, new Map([['KTBUSR01', 'keep']]))).toEqual({ saved: 1, changed: [] })
  })

  it('waits for a decision of the firm that is under way, which must attest what it was shown', async () => {
    const waiting = () =>
      desk.sql(
        `select pid from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`,
      )
    await withClient(test.db.superuserUrl, async (client) => {
      await client.query('begin')
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`requests of ${firm}`])
      const kept = answer(MAKER, new Map([['KTBUSR02', 'keep']]))
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), 20_000)
      await client.query('commit')
      expect(await kept).toMatchObject({ changed: [] })
    })
  })

  it('of nobody in the firm is none', async () => {
    const chosen = [{ userId: 'SGCUSR01' as UserId, seen: '00', was: null, answer: 'keep' as const }]
    const at = test.clock.now()
    const saved = await saveAnswers(test.node.world, {
      participant: firm,
      by: desk.account(MAKER),
      chosen,
      at,
    })
    expect(saved).toEqual({ ok: true, value: { saved: 0, changed: [] } })
  })
})

describe('an attestation', () => {
  it('is not asked for while somebody is not looked at', async () => {
    await answer(CHECKER, new Map([['KTBUSR01', null]]))
    expect(await submit()).toMatchObject({ problem: { code: 'not-all-attested' } })
    await answer(CHECKER, new Map([['KTBUSR01', 'keep']]))
  })

  it('that changed after it was submitted comes to nothing', async () => {
    const asked = await submit()
    await answer(CHECKER, new Map([['KTBUSR01', 'remove']]))
    expect(await desk.decide(CHECKER, KTB, numberOf(asked))).toBe('void: changed-meanwhile')
    expect((await current())?.attested).toBeNull()
  })

  it('needs another person, and is made once, with the digest of what was said of whom', async () => {
    const [one, two] = [await submit(), await submit()]
    expect(await desk.decide(MAKER, KTB, numberOf(one))).toBe('own-request')
    const both = await Promise.all([one, two].map((asked) => desk.decide(CHECKER, KTB, numberOf(asked))))
    expect(both.toSorted()).toEqual(['applied', 'void: changed-meanwhile'])
    const { attested } = (await current()) ?? {}
    expect(attested?.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(attested?.people).toBe((await list()).counts.toAnswer)
    expect((await desk.events('access.attested')).at(-1)).toMatchObject({
      facts: { people: attested?.people, leaving: 1, digest: attested?.digest, maker: desk.account(MAKER) },
    })
    expect(await submit()).toMatchObject({ problem: { code: 'already-attested' } })
  })

  it('stays as it was made: no answer is taken any more, and the database refuses it too', async () => {
    await expect(answer(CHECKER, new Map([['KTBUSR01', 'keep']]))).rejects.toThrow('attested')
    const refused = { code: '23514' }
    await expect(desk.sql(`update attested_access set answer = 'keep'`)).rejects.toMatchObject(refused)
    await expect(desk.sql('update attestation set people = 1')).rejects.toMatchObject(refused)
    await expect(
      desk.sql(`insert into attested_access select attestation_id, participant_id, account_id, person_id, facts,
        sha256('other') from attested_access limit 1`),
    ).rejects.toMatchObject(refused)
  })

  it('changes nobody’s access; what follows is asked for in one go, once, and decided like any request', async () => {
    const attestation = ((await current())?.id ?? NOT_BEGUN) as AttestationId
    const marked = () => test.database.read(scope(), (db) => markedRows(db, firm, attestation))
    expect(await marked()).toMatchObject([{ userId: 'KTBUSR01', by: 'dms', followUp: null, isDone: false }])
    const ask = async () =>
      askForMarked(test.node.world, {
        ...{ participant: firm, attestation, maker: desk.account(MAKER), remark: 'attestation' },
        ...{ session: await desk.session(MAKER), at: test.clock.now() },
      })
    const both = await Promise.all([ask(), ask()])
    expect(both.map(({ made }) => made).toSorted()).toEqual([0, 1])
    const [row] = await marked()
    if (row === undefined || row.followUp === null) throw new Error('no request was made')
    expect(await desk.state(row.followUp)).toBe('pending')
    expect(await desk.decide(CHECKER, KTB, row.followUp)).toBe('applied')
    expect((await marked())[0]?.isDone).toBe(true)
  })

  it('can be read for ever, line by line, by the firm and at the desk', async () => {
    const attestation = ((await current())?.id ?? NOT_BEGUN) as AttestationId
    const lines = await Array.fromAsync(eachAttested(test.database, scope(), attestation))
    expect(lines.find(({ userId }) => userId === 'KTBUSR01')).toMatchObject({
      answer: 'remove',
      answeredBy: CHECKER,
    })
    expect(lines.find(({ userId }) => userId === MAKER)?.answeredBy).toBe(CHECKER)
    const atDesk = await Array.fromAsync(eachAttested(test.database, { as: 'operations' }, attestation))
    expect(atDesk).toEqual(lines)
    const due = { due: period().due.toString(), dueAt: period().dueAt }
    const { firms, counts } = await test.database.read({ as: 'operations' }, (db) =>
      firmsAttesting(db, due, { show: 'attested', after: '', atMost: 50 }),
    )
    expect(firms.map(({ code }) => code)).toEqual([KTB])
    expect(counts.attested).toBe(1)
    expect(counts['not-begun']).toBeGreaterThan(5)
  })
})
