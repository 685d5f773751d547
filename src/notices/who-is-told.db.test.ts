import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { catalogue } from '../catalogue.ts'
import { withdrawRequest } from '../changes/withdraw-request.ts'
import { da3 } from '../delegates/changes.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { NoticeKind } from '../kernel/vocabulary.ts'
import { readNotices } from './read-notices.ts'

const FIRM = 'C00102'
const [MAKER, CHECKER, CONNECT, OTHER_CONNECT] = ['KTBDAM01', 'KTBDAC01', 'KTBCC001', 'KTBCC002']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

/** How many of a kind somebody is told of, in a firm or (null) at the desk. */
async function told(userId: string, kind: NoticeKind, firm: string | null = FIRM): Promise<number> {
  const [at, account] = [test.clock.now(), desk.account(userId)]
  const among = firm === null ? ('desk' as const) : await desk.firm(firm)
  const scope =
    among === 'desk' ? ({ as: 'operations' } as const) : ({ as: 'participant', participant: among } as const)
  const notices = await test.database.read(scope, (db) =>
    readNotices(db, { kinds: catalogue, programme: test.node.world.programme, at, account, among }),
  )
  return notices.find((notice) => notice.kind === kind)?.count ?? 0
}

const setStatus = (userId: string, status: string) =>
  desk.sql('update account set status = $2 where user_id = $1', [userId, status])

describe('what one person did alone', () => {
  it('is told to who appointed him, not to himself, for a week', async () => {
    const before = await told('LAUCC001', 'single-control', 'C00112')
    await desk.askEmail('LAUDAS01', 'C00112', 'LAUUSR01', 'alone@lau.example')
    expect(await told('LAUCC001', 'single-control', 'C00112')).toBe(before + 1)
    expect(await told('LAUDAS01', 'single-control', 'C00112')).toBe(0)
    expect(await told(CONNECT, 'single-control')).toBe(0)
    const now = test.clock.now()
    test.clock.set(now.add({ hours: 7 * 24 }))
    expect(await told('LAUCC001', 'single-control', 'C00112')).toBe(0)
    test.clock.set(now)
  })
})

describe('mail that a server refused', () => {
  const mailed = (userId: string, state: string) => {
    const at = test.clock.now().toString()
    return desk.sql(
      `insert into outbox_mail (id, epoch, account_id, kind, sealed, state, created_at, due_at, not_after)
        values ($1, 'primary/0', $2, 'passcode', 'sealed', $3, $4, $4, $4)`,
      [systemRandomness.uuid(), desk.account(userId), state, at],
    )
  }
  const wait = () => test.clock.set(test.clock.now().add({ minutes: 1 }))

  it('is told to who can mend it, as long as it is the latest to that address', async () => {
    wait()
    await mailed('KTBUSR02', 'failed')
    await mailed(CHECKER, 'lapsed')
    expect(await told(MAKER, 'user-mail-refused')).toBe(1)
    expect(await told(CONNECT, 'administrator-mail-refused')).toBe(1)
    expect(await told(CONNECT, 'user-mail-refused')).toBe(0)
    await setStatus('KTBUSR02', 'suspended')
    expect(await told(MAKER, 'user-mail-refused')).toBe(0)
    await setStatus('KTBUSR02', 'active')
    wait()
    await mailed('KTBUSR02', 'sent')
    expect(await told(MAKER, 'user-mail-refused')).toBe(0)
    await desk.sql('update registered_email set valid_from = $2 where account_id = $1 and valid_to is null', [
      desk.account(CHECKER),
      test.clock.now().toString(),
    ])
    expect(await told(CONNECT, 'administrator-mail-refused')).toBe(0)
  })
})

describe('word to a former address', () => {
  it('that is refused says nothing of the one in force, and nobody is told', async () => {
    const before = await told(MAKER, 'user-mail-refused')
    test.clock.set(test.clock.now().add({ minutes: 1 }))
    const at = test.clock.now().toString()
    await desk.sql(
      `insert into outbox_mail (id, epoch, account_id, kind, sealed, state, created_at, due_at, not_after)
        values ($1, 'primary/0', $2, 'address-replaced', 'sealed', 'failed', $3, $3, $3)`,
      [systemRandomness.uuid(), desk.account('KTBUSR01'), at],
    )
    expect(await told(MAKER, 'user-mail-refused')).toBe(before)
  })
})

describe('a lock', () => {
  it.each(['logon.completed', 'lock.released'])('is told of no more after %s', async (kind) => {
    const event = (id: string, what: string, facts: object) =>
      desk.sql(
        `insert into audit_event (id, at, epoch, kind, account_id, facts) values ($1, $2, 'primary/0', $3, $4, $5)`,
        [id, test.clock.now().toString(), what, desk.account('KTBUSR02'), JSON.stringify(facts)],
      )
    test.clock.set(test.clock.now().add({ minutes: 1 }))
    const before = await told(MAKER, 'user-locked')
    const lockedUntil = test.clock.now().add({ minutes: 5 }).toString()
    await event(systemRandomness.uuid(), 'logon.password-refused', { lockedUntil })
    expect(await told(MAKER, 'user-locked')).toBe(before + 1)
    await event(systemRandomness.uuid(), kind, {})
    expect(await told(MAKER, 'user-locked')).toBe(before)
  })
})

describe('a request of Client Connect', () => {
  const input = () => ({ accountId: desk.account(CHECKER), name: 'Somebody Else', language: 'en' })

  it('waits for another one with the right, then for an operator’s checker, and for nobody else', async () => {
    const before = await told('OPSCHK01', 'authorise', null)
    const third = systemRandomness.uuid()
    await desk.sql(
      `with seat as (insert into membership (id, account_id, participant_id, role, valid_from)
          values ($1, $2, $3, 'client-connect', '2023-06-01T00:00Z') returning id)
        insert into access_right (id, membership_id, "right", valid_from)
        select $1, id, 'EU_UserMaintenance', '2023-06-01T00:00Z' from seat`,
      [third, desk.account('KTBUSR01'), await desk.firm(FIRM)],
    )
    const number = numberOf(await desk.askFor(CONNECT, FIRM, da3.amend, input()))
    expect(await told('KTBUSR01', 'decide')).toBe(1)
    expect(await told(OTHER_CONNECT, 'decide')).toBe(1)
    for (const userId of [CONNECT, MAKER, CHECKER])
      expect([userId, await told(userId, 'decide')]).toEqual([userId, 0])
    expect(await told('OPSCHK01', 'authorise', null)).toBe(before)
    expect(await desk.decide(OTHER_CONNECT, FIRM, number)).toBe('checked')
    // It is the operators’ turn: not a third one’s either, who has the same right.
    for (const userId of [OTHER_CONNECT, 'KTBUSR01'])
      expect([userId, await told(userId, 'decide')]).toEqual([userId, 0])
    expect(await told('OPSCHK01', 'authorise', null)).toBe(before + 1)
    expect(await told('OPSMAK01', 'authorise', null)).toBe(0)
    expect(await told(CONNECT, 'decided')).toBe(0)
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    expect(await told(CONNECT, 'decided')).toBe(1)
    expect(await told('OPSCHK01', 'authorise', null)).toBe(before)
    await desk.sql('delete from access_right where id = $1', [third])
    await desk.sql('delete from membership where id = $1', [third])
  })

  it('does not wait for who lacks the right, or has it no more', async () => {
    const ends = (at: string | null) =>
      desk.sql(
        `update access_right set valid_to = $2 where "right" = 'EU_UserMaintenance' and membership_id in
          (select id from membership where account_id = $1)`,
        [desk.account(OTHER_CONNECT), at],
      )
    await ends(test.clock.now().toString())
    await desk.askFor(CONNECT, FIRM, da3.amend, { ...input(), name: 'Yet Another' })
    expect(await told(OTHER_CONNECT, 'decide')).toBe(0)
    await ends(null)
    expect(await told(OTHER_CONNECT, 'decide')).toBe(1)
    await desk.sql(
      `delete from access_right where "right" = 'EU_UserMaintenance' and membership_id in
        (select id from membership where account_id = $1)`,
      [desk.account(OTHER_CONNECT)],
    )
    expect(await told(OTHER_CONNECT, 'decide')).toBe(0)
  })
})

describe('a firm’s request', () => {
  it('waits for a checker who is there: neither suspended, nor past his end, nor whom it concerns', async () => {
    const number = numberOf(await desk.askEmail(MAKER, FIRM, 'KTBUSR03', 'three@kiteterrace.example'))
    const isTold = () => told(CHECKER, 'decide')
    expect(await isTold()).toBe(1)
    expect(await told('SGCDAC01', 'decide', 'C00105')).toBe(0)
    await setStatus(CHECKER, 'suspended')
    expect(await isTold()).toBe(0)
    await setStatus(CHECKER, 'active')
    const endsAt = (at: string | null) =>
      desk.sql('update membership set ends_at = $2 where account_id = $1', [desk.account(CHECKER), at])
    await endsAt(test.clock.now().toString())
    expect(await isTold()).toBe(0)
    await endsAt(null)
    const [own] = await desk.sql(`select person_id from account where user_id = 'KTBUSR03'`)
    await desk.sql(
      `update account set person_id = (select person_id from account where user_id = $1) where user_id = 'KTBUSR03'`,
      [CHECKER],
    )
    expect(await isTold()).toBe(0)
    await desk.sql(`update account set person_id = $1 where user_id = 'KTBUSR03'`, [own?.['person_id']])
    expect(await isTold()).toBe(1)
    await withdrawn(number)
  })

  /** Who took it back himself hears nothing of it. */
  async function withdrawn(number: ReturnType<typeof numberOf>): Promise<void> {
    const withdrawal = { number, maker: desk.account(MAKER), remark: '', at: test.clock.now() }
    const taken = { participant: await desk.firm(FIRM), session: await desk.session(MAKER) }
    expect(await withdrawRequest(test.node.world, { ...withdrawal, ...taken })).toMatchObject({ ok: true })
    expect(await told(CHECKER, 'decide')).toBe(0)
    expect(await told(MAKER, 'decided')).toBe(0)
  }
})
