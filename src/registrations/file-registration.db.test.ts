import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import { type Filing, fileRegistration, withdrawRegistration } from './file-registration.ts'
import type { TypedEntry } from './rules/judge-entry.ts'
import { expectedAttendance, registrationsOf } from './store.ts'

const EVENT = 'connectivity-test-2023-06-10'
const IN_TIME = Temporal.Instant.from('2023-06-02T23:59:59+08:00')
const EARLIER = IN_TIME.subtract({ hours: 1 })
const TOO_LATE = Temporal.Instant.from('2023-06-03T00:00+08:00')

let test: TestNode
let firm: ParticipantId
beforeAll(async () => {
  test = await testNode({ at: IN_TIME, launch: 'undecided' })
  firm = await participantOf('C00107')
})
beforeEach(async () => {
  for (const table of [
    'event_attendance',
    'event_registration',
    'outbox_mail',
    'audit_personal',
    'audit_event',
  ])
    await superuser(`delete from ${table}`)
})
afterAll(() => test.stop())

async function participantOf(code: string): Promise<ParticipantId> {
  const { rows } = await superuser('select id from participant where code = $1', [code])
  return rows[0].id
}

function superuser(statement: string, values: readonly unknown[] = []) {
  return test.db.ask(statement, [...values])
}

const filing = (userId: string, over: Partial<Filing> = {}): Filing => ({
  participant: firm,
  event: EVENT,
  filer: { as: userId.startsWith('OPS') ? 'operator' : 'firm', account: test.account(userId).accountId },
  replaces: null,
  at: IN_TIME,
  ...over,
})
const typed = (people: string): TypedEntry => ({
  contactName: 'Koo Wing Fai',
  contactTelephone: '2123 4567',
  people: [{ session: 'session-1', by: 'otp', typed: people }],
})
const file = (userId: string, people: string, over: Partial<Filing> = {}) =>
  fileRegistration(test.node.world, filing(userId, over), typed(people))
const listed = (past = false) =>
  test.database.read({ as: 'participant', participant: firm }, (db) => registrationsOf(db, firm, { past }))
const events = async () =>
  (
    await superuser(
      "select kind, facts->>'because' as because from audit_event where kind like 'event.%' order by at, id",
    )
  ).rows

describe('a registration for an event', () => {
  it('is filed by a Client Connect user with EU_Events, has a number, counts for decisions, and is confirmed by mail', async () => {
    expect(await file('PJTCC001', '2')).toMatchObject({ ok: true, value: { now: 'registered' } })
    const [registration] = await listed()
    expect(registration).toMatchObject({
      event: EVENT,
      filedBy: { userId: 'PJTCC001' },
      late: false,
      attendance: [{ session: 'session-1', by: 'otp', people: 2 }],
    })
    const { rows } = await superuser("select kind from outbox_mail where kind = 'event-registration'")
    expect(rows).toHaveLength(1)
    expect(await events()).toEqual([{ kind: 'event.registered', because: null }])
  })

  it('is amended under its number by closing what it was, and withdrawn by whoever has the right', async () => {
    await file('PJTCC001', '2', { at: EARLIER })
    const [first] = await listed()
    expect(await file('PJTCC002', '5', { replaces: first?.id ?? '' })).toMatchObject({
      value: { now: 'amended' },
    })
    const [second] = await listed()
    expect(second).toMatchObject({ number: first?.number, attendance: [{ people: 5 }] })
    const withdrawal = { ...filing('PJTCC001'), replaces: second?.id ?? '' }
    expect(await withdrawRegistration(test.node.world, withdrawal)).toMatchObject({
      value: { now: 'withdrawn' },
    })
    expect(await listed()).toEqual([])
    expect((await listed(true)).map(({ attendance }) => attendance[0]?.people)).toEqual([5, 2])
  })

  it('is refused, with its evidence, to who lacks the right, acts for another firm, or lost his account', async () => {
    const refusal = { ok: false, refusal: { is: 'not-entitled' } }
    expect(await file('PJTCC003', '2')).toEqual(refusal)
    expect(await file('KTBCC001', '2')).toEqual(refusal)
    expect(await file('PJTDAM01', '2')).toEqual(refusal)
    await superuser("update account set status = 'suspended' where user_id = 'PJTCC001'")
    expect(await file('PJTCC001', '2')).toEqual(refusal)
    expect(await listed()).toEqual([])
    expect(await events()).toHaveLength(4)
    await superuser("update account set status = 'active' where user_id = 'PJTCC001'")
  })

  it('is the firm’s to 24:00 of the deadline’s day; then an operator’s, marked late; never an operator’s before', async () => {
    const closed = { ok: false, refusal: { is: 'closed' } }
    expect(await file('PJTCC001', '2', { at: TOO_LATE })).toEqual(closed)
    expect(await file('OPSMAK01', '2')).toEqual(closed)
    expect(await file('OPSMAK01', '2', { at: TOO_LATE })).toMatchObject({ value: { now: 'registered' } })
    expect(await listed()).toMatchObject([{ late: true, filedBy: null }])
    const hotline = { as: 'operator', account: test.account('HOTLIN01').accountId } as const
    const asHotline = { at: TOO_LATE, filer: hotline, participant: await participantOf('C00111') }
    expect(await file('OPSMAK01', '2', asHotline)).toEqual({ ok: false, refusal: { is: 'not-entitled' } })
  })

  it('needs the right at a Client Connect membership: at another one it opens nothing', async () => {
    await superuser(
      `insert into access_right (id, membership_id, "right", valid_from)
        select gen_random_uuid(), id, 'EU_Events', '2023-04-03' from membership where account_id = $1`,
      [test.account('PJTDAM01').accountId],
    )
    expect(await file('PJTDAM01', '2')).toEqual({ ok: false, refusal: { is: 'not-entitled' } })
  })

  it('is not withdrawn by a page that shows a version before the last', async () => {
    await file('PJTCC001', '2', { at: EARLIER })
    const [first] = await listed()
    await file('PJTCC001', '5', { replaces: first?.id ?? '' })
    const stale = { ...filing('PJTCC001'), replaces: first?.id ?? '' }
    expect(await withdrawRegistration(test.node.world, stale)).toEqual({
      ...{ ok: false, refusal: { is: 'changed-meanwhile' } },
    })
    expect((await listed()).map(({ attendance }) => attendance[0]?.people)).toEqual([5])
  })

  it('takes no place but its own: of another firm’s, for an operator too, or of another event’s', async () => {
    const late = { at: TOO_LATE, participant: await participantOf('C00111') }
    await file('PJTCC001', '2')
    const [theirs] = await listed()
    const refusal = { ok: false, refusal: { is: 'changed-meanwhile' } }
    expect(await file('OPSMAK01', '9', { ...late, replaces: theirs?.id ?? '' })).toEqual(refusal)
    await superuser(`update event_registration set event_id = 'another-event' where id = $1`, [theirs?.id])
    expect(await file('PJTCC001', '9', { replaces: theirs?.id ?? '' })).toEqual(refusal)
    expect((await listed()).map(({ attendance }) => attendance[0]?.people)).toEqual([2])
  })

  it('filed by two at once is one; amended by two at once from one page, the second is told', async () => {
    const both = await Promise.all([file('PJTCC001', '2'), file('PJTCC002', '3')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const [now] = await listed()
    const replaces = now?.id ?? ''
    const again = await Promise.all([
      file('PJTCC001', '4', { replaces }),
      file('PJTCC002', '6', { replaces }),
    ])
    expect(again.filter(({ ok }) => ok)).toHaveLength(1)
    expect(again).toContainEqual({ ok: false, refusal: { is: 'changed-meanwhile' } })
    expect(await listed()).toHaveLength(1)
  })

  it('of another firm can’t be replaced or withdrawn by its id', async () => {
    await file('PJTCC001', '2')
    const [theirs] = await listed()
    const ours = await participantOf('C00108')
    await superuser(
      `insert into membership (id, account_id, participant_id, role, valid_from)
      select gen_random_uuid(), id, $1, 'client-connect', '2023-04-03' from account where user_id = 'KTBCC001'`,
      [ours],
    )
    await superuser(
      `insert into access_right (id, membership_id, "right", valid_from)
      select gen_random_uuid(), id, 'EU_Events', '2023-04-03' from membership where participant_id = $1 and role = 'client-connect'`,
      [ours],
    )
    const stolen = { ...filing('KTBCC001', { participant: ours }), replaces: theirs?.id ?? '' }
    expect(await withdrawRegistration(test.node.world, stolen)).toEqual({
      ok: false,
      refusal: { is: 'changed-meanwhile' },
    })
    expect(await listed()).toHaveLength(1)
  })

  it('adds up for the operators, by session and means, withdrawn ones left out', async () => {
    const before = await test.database.read({ as: 'operations' }, (db) => expectedAttendance(db, EVENT))
    await file('PJTCC001', '7')
    const after = await test.database.read({ as: 'operations' }, (db) => expectedAttendance(db, EVENT))
    const people = (all: typeof after) =>
      all.find(({ session, by }) => session === 'session-1' && by === 'otp')?.people ?? 0
    expect(people(after) - people(before)).toBe(7)
  })
})
