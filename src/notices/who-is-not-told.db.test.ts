import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { catalogue } from '../catalogue.ts'
import { emergencyPasscode } from '../emergency/changes.ts'
import type { NoticeKind } from '../kernel/vocabulary.ts'
import { readNotices } from './read-notices.ts'

const FIRM = 'C00102'
const [MAKER, CHECKER, CONNECT, USER] = ['KTBDAM01', 'KTBDAC01', 'KTBCC001', 'KTBUSR01']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  await test.node.stop()
})
afterAll(() => test.stop())

/** As letters are written: over everybody, so that what is a firm's is kept to it by these questions alone. */
async function told(userId: string, kind: NoticeKind, among: 'all' | 'his' = 'all'): Promise<number> {
  const [at, account] = [test.clock.now(), desk.account(userId)]
  const [firm] = await desk.sql('select participant_id from membership where account_id = $1', [account])
  const looking = { kinds: catalogue, programme: test.node.world.programme, at, account }
  const notices = await test.database.read({ as: 'operations' }, (db) =>
    readNotices(db, { ...looking, among: among === 'all' ? 'all' : (firm?.['participant_id'] as never) }),
  )
  return notices.find((notice) => notice.kind === kind)?.count ?? 0
}

async function at<T>(moment: ReturnType<TestNode['clock']['now']>, work: () => Promise<T>): Promise<T> {
  const now = test.clock.now()
  test.clock.set(moment)
  const done = await work()
  test.clock.set(now)
  return done
}

describe('another firm', () => {
  it('hears by mail of no request, and of nobody’s lack, that is not its own', async () => {
    const theirs = () => Promise.all([told('SGCDAC01', 'decide'), told('SGCDAM01', 'user-without-email')])
    const ours = () => Promise.all([told(CHECKER, 'decide'), told(MAKER, 'user-without-email')])
    const [before, had] = [await theirs(), await ours()]
    await desk.askEmail(MAKER, FIRM, 'KTBUSR02', 'two@kiteterrace.example')
    await desk.sql('update registered_email set valid_to = valid_from where account_id = $1', [
      desk.account('KTBUSR02'),
    ])
    expect(await ours()).toEqual(had.map((count) => count + 1))
    expect(await theirs()).toEqual(before)
  })
})

describe('a lack', () => {
  const setStatus = (status: string) =>
    desk.sql('update account set status = $2 where user_id = $1', ['KTBUSR02', status])

  it('of an email is nobody’s news of somebody who is suspended', async () => {
    const before = await told(MAKER, 'user-without-email')
    await setStatus('suspended')
    expect(await told(MAKER, 'user-without-email')).toBe(before - 1)
    await setStatus('active')
    expect(await told(MAKER, 'user-without-email')).toBe(before)
  })

  it('of days left is told of the card in force, and not of one that has ended or is a suspended user’s', async () => {
    const ends = test.clock.now().add({ hours: 24 * 5 })
    const before = await told(MAKER, 'user-card-ends', 'his')
    await desk.sql(
      `insert into smartcard values ('00000000-0000-4000-8000-00000000cafe', $1, repeat('7', 64), '7',
        repeat('7', 64), 'CN', $2, '2023-01-01Z', null, null)`,
      [desk.account('KTBUSR02'), ends.toString()],
    )
    expect(await told(MAKER, 'user-card-ends', 'his')).toBe(before + 1)
    await setStatus('suspended')
    expect(await told(MAKER, 'user-card-ends', 'his')).toBe(before)
    await setStatus('active')
    await desk.sql(`update smartcard set valid_to = $1, ended_because = 'replaced' where serial = '7'`, [
      test.clock.now().toString(),
    ])
    expect(await told(MAKER, 'user-card-ends', 'his')).toBe(before)
  })
})

describe('an access right', () => {
  it('that begins tomorrow is none today', async () => {
    await desk.askEmail('LAUDAS01', 'C00112', 'LAUUSR01', 'alone@lau.example')
    expect(await told('LAUCC001', 'single-control')).toBe(1)
    await desk.sql(
      `update access_right set valid_from = $2 where membership_id in
        (select id from membership where account_id = $1)`,
      [desk.account('LAUCC001'), test.clock.now().add({ hours: 24 }).toString()],
    )
    expect(await told('LAUCC001', 'single-control')).toBe(0)
  })
})

describe('an emergency passcode', () => {
  it('that was used is told of for a week, from then on, to his DAs and to no other firm', async () => {
    const asked = await desk.askFor(MAKER, FIRM, emergencyPasscode, {
      ...{ accountId: desk.account(USER), identified: 'in-person' },
    })
    expect(await desk.decide(CHECKER, FIRM, numberOf(asked))).toBe('applied')
    const news = () =>
      Promise.all([
        told(MAKER, 'user-emergency'),
        told(MAKER, 'user-emergency', 'his'),
        told('SGCDAM01', 'user-emergency', 'his'),
        told(CONNECT, 'administrator-emergency'),
      ])
    expect(await news()).toEqual([0, 0, 0, 0])
    const now = test.clock.now()
    await desk.sql(
      `update emergency_passcode set spent_at = $1, drawn = 1, drawn_at = $1,
        digest = decode(repeat('00', 33), 'hex')`,
      [now.toString()],
    )
    expect(await news()).toEqual([1, 1, 0, 0])
    expect(await at(now.subtract({ seconds: 1 }), news)).toEqual([0, 0, 0, 0])
    expect(await at(now.add({ hours: 7 * 24 }), news)).toEqual([0, 0, 0, 0])
  })
})

describe('an attestation that is overdue', () => {
  const OVERDUE = Temporal.Instant.from('2023-06-13T09:00+08:00')

  it('is no news before its day, nor of a firm that came after it; that it was begun is not enough', async () => {
    const overdue = () => told(MAKER, 'attestation-overdue')
    expect(await overdue()).toBe(0)
    expect(await at(OVERDUE, overdue)).toBe(1)
    const createdAt = (moment: string) =>
      desk.sql('update participant set created_at = $2 where code = $1', [FIRM, moment])
    await createdAt('2023-06-12T09:00+08:00')
    expect(await at(OVERDUE, overdue)).toBe(0)
    await createdAt('2023-04-03T09:00+08:00')
    await desk.sql(
      `insert into attestation (id, participant_id, period, begun_by, begun_at)
        values (gen_random_uuid(), $1, '2023-06-11', $2, $3)`,
      [await desk.firm(FIRM), desk.account(MAKER), test.clock.now().toString()],
    )
    expect(await at(OVERDUE, overdue)).toBe(1)
    expect(await at(OVERDUE, () => told('OPSMAK01', 'attestation-overdue'))).toBe(0)
  })
})
