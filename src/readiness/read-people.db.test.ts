import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { factsOf } from '../accounts/facts-of.ts'
import { findHolder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { endCard, insertCard } from '../cards/store.ts'
import { Connection } from '../db/connection.ts'
import type { CardId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { Concern, Member } from './people.ts'
import { readPeople } from './read-people.ts'

const uuid = () => systemRandomness.uuid()

let test: TestNode
let everybody: Concern
beforeAll(async () => {
  test = await testNode()
  const now = test.clock.now()
  everybody = { roles: ['user', 'da-maker', 'da-checker', 'da-single'], locksAt: now, cardsAt: now }
  const { accountId } = test.account('SGCUSR03')
  await test.database.write({ as: 'operations' }, async (tx) => {
    const firm = await tx
      .selectFrom('participant')
      .select('id')
      .where('code', '=', 'C00102')
      .executeTakeFirstOrThrow()
    const group = await tx
      .selectFrom('user_group')
      .select('id')
      .where('participant_id', '=', firm.id)
      .where('name', '=', 'online')
      .executeTakeFirstOrThrow()
    const since = { valid_from: test.clock.now(), valid_to: null }
    const membership_id = uuid() as never
    await tx
      .insertInto('membership')
      .values({ id: membership_id, account_id: accountId, participant_id: firm.id, role: 'user', ...since })
      .execute()
    await tx
      .insertInto('user_group_member')
      .values({ id: uuid(), user_group_id: group.id, membership_id, ...since })
      .execute()
    await tx
      .updateTable('account')
      .set({ status: 'removed' })
      .where('id', '=', test.account('CLBUSR01').accountId)
      .execute()
    await tx
      .updateTable('registered_email')
      .set({ valid_to: test.clock.now() })
      .where('account_id', '=', test.account('EWDUSR01').accountId)
      .execute()
    await tx
      .updateTable('credential')
      .set({ valid_to: test.clock.now() })
      .where('account_id', '=', test.account('EWDUSR02').accountId)
      .where('kind', '=', 'password')
      .execute()
  })
})
afterAll(() => test.stop())

const keyOf = (userId: string) => budgetKeyOf(test.node.world.sealer, userId)

function read(
  pageSize: number,
  concern: Concern = everybody,
  meanwhile: (page: readonly Member[]) => Promise<unknown> = async () => undefined,
): Promise<readonly Member[]> {
  return readPeople(test.database, { pageSize, budgetKeyOf: keyOf }, concern, async ({ pages }) => {
    const all: Member[] = []
    for await (const page of pages) {
      expect(page.length).toBeLessThanOrEqual(pageSize)
      await meanwhile(page)
      all.push(...page)
    }
    return all
  })
}

async function cardHolders(cardsAt: Concern['cardsAt']): Promise<readonly string[]> {
  const members = await read(100, { ...everybody, cardsAt })
  return [...new Set(members.filter(({ facts }) => facts.holdsCard).map(({ userId }) => userId))]
}

async function give(userId: string, notAfter: Instant): Promise<CardId> {
  const id = uuid() as CardId
  const { accountId } = test.account(userId)
  const [issuer, key] = [digestOf(`issuer ${userId}`), digestOf(`key ${userId}`)]
  const card = {
    id,
    accountId,
    issuer,
    key,
    serial: digestOf(userId).slice(0, 40),
    subject: userId,
    notAfter,
  }
  await test.database.write({ as: 'operations' }, (tx) => insertCard(tx, { ...card, at: test.clock.now() }))
  return id
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What one logon would know of him. */
async function oneByOne(userId: string): Promise<Facts | undefined> {
  const wanted = { userId: userId as Facts['userId'], budget: keyOf(userId), at: test.clock.now() }
  const holder = await test.database.read({ as: 'sign-in' }, (db) => findHolder(db, wanted))
  return holder === undefined ? undefined : factsOf(holder, null)
}

function sorted(facts: Facts | undefined) {
  return (
    facts && {
      ...facts,
      roles: facts.roles.toSorted(),
      participants: facts.participants.toSorted(),
      channels: facts.channels.toSorted(),
      functions: facts.functions.toSorted(),
      registeredFor: facts.registeredFor.toSorted(),
      lockedUntil: facts.lockedUntil?.toString(),
      // A logon does not ask: the door asks for the card itself.
      holdsCard: null,
    }
  )
}

describe('everybody, read in pages', () => {
  it('is known by the same facts as when he is asked for alone, locked or not, in one firm or two', async () => {
    const members = await read(7)
    expect(members.length).toBeGreaterThan(50)
    expect(members.filter(({ facts }) => facts.lockedUntil !== null)).not.toEqual([])
    for (const { userId, facts } of members) expect(sorted(facts)).toEqual(sorted(await oneByOne(userId)))
  })

  it('comes firm by firm, in each first who repairs the others, whatever the page', async () => {
    const inOrder = (members: readonly Member[]) =>
      members.map(({ firm, userId }) => `${firm?.code} ${userId}`)
    const whole = inOrder(await read(1000))
    expect(inOrder(await read(1))).toEqual(whole)
    expect(whole.map((line) => line.slice(0, 6))).toEqual(whole.map((line) => line.slice(0, 6)).sort())
    expect(whole.slice(0, 6)).toEqual([
      'C00101 HLSCC001',
      'C00101 HLSCC002',
      'C00101 HLSDAC01',
      'C00101 HLSDAM01',
      'C00101 HLSUSR01',
      'C00101 HLSUSR02',
    ])
  })

  it('is shown in each of his firms and counts in one', async () => {
    const his = (await read(7)).filter(({ userId }) => userId === 'SGCUSR03')
    expect(his.map(({ firm, counts }) => [firm?.code, counts])).toEqual([
      ['C00102', true],
      ['C00105', false],
    ])
    expect(his[0]?.facts.functions.toSorted()).toEqual(['ccms.online', 'ccms.overnight'])
  })

  it('is left out if removed, or in no role that the programme admits', async () => {
    const ids = (await read(7)).map(({ userId }) => userId as string)
    for (const gone of ['CLBUSR01', 'OPSMAK01', 'AUDITR01']) expect(ids).not.toContain(gone)
    const makers = await read(7, { ...everybody, roles: ['da-maker'] })
    expect(new Set(makers.flatMap(({ roles }) => roles))).toEqual(new Set(['da-maker', 'client-connect']))
  })

  it('holds a card that is in force and has not run out by the instant asked for', async () => {
    const now = test.clock.now()
    await give('HLSUSR01', now.add({ hours: 1000 }))
    await give('HLSUSR02', now.add({ hours: 1 }))
    const ended = await give('HLSUSR03', now.add({ hours: 1000 }))
    await test.database.write({ as: 'operations' }, (tx) => endCard(tx, ended, 'revoked', now))
    expect(await cardHolders(now)).toEqual(['HLSUSR01', 'HLSUSR02'])
    expect(await cardHolders(now.add({ hours: 1 }))).toEqual(['HLSUSR01'])
  })

  it('is locked at the instant asked for, and never where no instant is', async () => {
    const locked = async (locksAt: Concern['locksAt']) =>
      (await read(100, { ...everybody, locksAt })).filter(({ facts }) => facts.lockedUntil !== null).length
    expect(await locked(test.clock.now())).toBe(2)
    expect(await locked(test.clock.now().add({ minutes: 31 }))).toBe(0)
    expect(await locked(null)).toBe(0)
  })

  it('is one picture: what changes while it is read is in none of it', async () => {
    const change = (status: 'active' | 'suspended') =>
      test.database.write({ as: 'operations' }, (tx) =>
        tx
          .updateTable('account')
          .set({ status })
          .where('user_id', '=', test.account('LAUUSR01').person.userId as never)
          .execute(),
      )
    const members = await read(3, everybody, () => change('suspended'))
    expect(members.find(({ userId }) => userId === 'LAUUSR01')?.facts.status).toBe('active')
    const later = await read(3)
    expect(later.find(({ userId }) => userId === 'LAUUSR01')?.facts.status).toBe('suspended')
    await change('active')
  })

  it('costs the same memory for a million: no answer of the database holds more rows than a page', async () => {
    const rows: number[] = []
    const { send } = Connection.prototype
    const spy = vi.spyOn(Connection.prototype, 'send').mockImplementation(async function (
      this: Connection,
      ...of: Parameters<typeof send>
    ) {
      const answer = await send.apply(this, of)
      rows.push(answer.rows.length)
      return answer
    })
    try {
      const members = await read(4)
      expect(members.length).toBeGreaterThan(50)
    } finally {
      spy.mockRestore()
    }
    expect(rows.length).toBeGreaterThan(30)
    expect(Math.max(...rows)).toBe(4)
  })
})
