import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import type { AttemptId, DoorId, SessionId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { readInForce } from '../launch/read-in-force.ts'
import { checkSession, endSession } from './check-session.ts'
import { type NewSession, openSession } from './open-session.ts'

let test: TestNode
let revision: number
beforeAll(async () => {
  test = await testNode()
  const { programme } = test.node.world
  revision = (await test.database.read({ as: 'sign-in' }, (db) => readInForce(db, programme))).revision
})
afterAll(() => test.stop())

const door = 'ccms.otp.online' as DoorId

function session(userId: string, more: Partial<NewSession> = {}): NewSession {
  const at = test.clock.now()
  return {
    id: systemRandomness.uuid() as SessionId,
    token: Buffer.from(systemRandomness.bytes(32)).toString('base64url'),
    accountId: test.account(userId).accountId,
    door,
    epoch: test.node.world.epoch,
    amr: ['pwd', 'otp'],
    acr: 'pwd+totp',
    attemptId: systemRandomness.uuid() as AttemptId,
    network: '203.0.113.0/24',
    credentials: [],
    enteredAt: at,
    at,
    expiresAt: at.add({ hours: 1 }),
    nextChange: null,
    revision,
    programmeId: test.node.world.programme.id,
    ...more,
  }
}

const COMPLETED = { facts: {}, particulars: {} }
const begin = (wanted: NewSession) =>
  test.database.write({ as: 'sign-in' }, (tx) => openSession(tx, test.node.world, wanted, COMPLETED))
const OTHERWISE = { code: 'SF001' }

const check = async ({ token }: NewSession, at = test.clock.now()) => {
  const { world } = test.node
  const checked = await checkSession(test.database, world, { token, door, at })
  return checked.state === 'ended' ? checked.because : checked.state
}

describe('opening a logon session', () => {
  it('ends the older one at the same door and names it', async () => {
    const [older, newer] = [session('SGCUSR01'), session('SGCUSR01')]
    await begin(older)
    await begin(newer)
    const completed = await test.database.read({ as: 'operations' }, (db) =>
      db.selectFrom('audit_event').select('facts').where('kind', '=', 'logon.completed').execute(),
    )
    const named = completed.map(({ facts }) => JSON.parse(String(facts)).superseded)
    expect(named.toSorted()).toEqual(['', older.id])
    expect([await check(older), await check(newer)]).toEqual(['superseded', 'live'])
  })

  it('opens none when the launch was decided by another revision than the newest', async () => {
    const stale = session('EWDUSR01', { revision: revision - 1 })
    await expect(begin(stale)).rejects.toMatchObject(OTHERWISE)
    expect(await check(stale)).toBe('none')
  })

  it('waits for a change of what was proven that is under way, and opens none after it', async () => {
    const { accountId } = test.account('KTBUSR02')
    const id = await test.database.read({ as: 'sign-in' }, async (db) => {
      const inForce = db.selectFrom('credential').select('id').where('account_id', '=', accountId)
      return (await inForce.where('kind', '=', 'app').executeTakeFirstOrThrow()).id
    })
    const proven = session('KTBUSR02', { credentials: [id] })
    await begin(proven)
    const late = session('KTBUSR02', { credentials: [id] })
    let opening: Promise<unknown> | undefined
    await test.database.write({ as: 'sign-in' }, async (tx) => {
      const at = test.clock.now()
      await tx.updateTable('credential').set({ valid_to: at }).where('id', '=', id).execute()
      opening = begin(late).catch((fault: unknown) => fault)
      // It has asked for the row by the time another transaction has come and gone.
      await test.database.read({ as: 'sign-in' }, (db) => db.selectFrom('credential').select('id').execute())
    })
    expect(await opening).toMatchObject(OTHERWISE)
    expect(await check(late)).toBe('none')
  })

  it.each([
    ['one method only', { amr: ['pwd'] }],
    ['a decision that had run out by then', { nextChange: Temporal.Instant.from('2023-06-10T18:05+08:00') }],
    [
      'an end that is no later than its beginning',
      { expiresAt: Temporal.Instant.from('2023-06-10T18:05+08:00') },
    ],
  ])('is refused by the database with %s', async (_, wrong) => {
    const impossible = session('MFSUSR01', wrong)
    await expect(begin(impossible)).rejects.toMatchObject({ code: '23514' })
    expect(await check(impossible)).toBe('none')
  })

  it('is refused by the database for an attempt that has opened one', async () => {
    const first = session('LAUUSR01')
    await begin(first)
    await expect(begin(session('LAUUSR01', { attemptId: first.attemptId }))).rejects.toMatchObject({
      code: '23505',
    })
    expect(await check(first)).toBe('live')
  })
})

describe('a logon session', () => {
  it('is unknown to another door and another epoch', async () => {
    const live = session('HLSUSR03')
    await begin(live)
    const { world } = test.node
    const at = test.clock.now()
    const elsewhere = { token: live.token, door: 'ccms.otp.overnight' as DoorId, at }
    expect(await checkSession(test.database, world, elsewhere)).toEqual({ state: 'none' })
    const branch = { ...world, epoch: 'primary/1' as typeof world.epoch }
    expect(await checkSession(test.database, branch, { ...elsewhere, door })).toEqual({ state: 'none' })
  })

  it('that is found over its limit by ten at once is ended once, with one event', async () => {
    const live = session('TRCUSR01')
    await begin(live)
    const late = test.clock.now().add({ minutes: 30 })
    const answers = await Promise.all(Array.from({ length: 10 }, () => check(live, late)))
    expect(new Set(answers)).toEqual(new Set(['idle']))
    expect(await endings(live)).toEqual(['idle'])
  })

  it('ended once keeps the reason it ended for', async () => {
    const live = session('EWDUSR02')
    await begin(live)
    const end = (because: 'logged-out' | 'revoked') =>
      endSession(test.database, test.node.world, live.id, because, test.clock.now())
    await end('logged-out')
    await end('revoked')
    expect([await check(live), await endings(live)]).toEqual(['logged-out', ['logged-out']])
  })

  async function endings({ id }: NewSession): Promise<readonly unknown[]> {
    const rows = await test.database.read({ as: 'operations' }, (db) =>
      db.selectFrom('audit_event').select('facts').where('kind', '=', 'session.ended').execute(),
    )
    return rows
      .map(({ facts }) => (typeof facts === 'string' ? JSON.parse(facts) : facts) as Record<string, unknown>)
      .filter((facts) => facts['session'] === id)
      .map((facts) => facts['because'])
  }
})
