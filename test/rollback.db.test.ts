import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { factsOf } from '../src/accounts/facts-of.ts'
import { findHolder } from '../src/accounts/find-holder.ts'
import type { ChangeKind } from '../src/changes/kind.ts'
import { reading } from '../src/db/transaction.ts'
import type { SampleCard } from '../src/demo/card-office/open-card-office.ts'
import type { BudgetKey, DoorId, RequestNumber, SystemId, UserId } from '../src/kernel/ids.ts'
import type { Instant } from '../src/kernel/instant.ts'
import { decideLaunch, grantGrace, postponeLaunch, rollBackLaunch } from '../src/launch/changes.ts'
import { readInForce } from '../src/launch/read-in-force.ts'
import { decide } from '../src/programme/rules/decide.ts'
import { doorState } from '../src/programme/rules/door-state.ts'
import { CardTerminal, cardSite } from './support/card-terminal.ts'
import { type TestNode, testNode } from './support/node.ts'
import { hongKong, seoch } from './support/programme-samples.ts'
import { deskOf } from './support/requests.ts'

const CARD = 'ccms.card' as DoorId
const OTP = 'ccms.otp.online' as DoorId
const PEOPLE = ['HLSUSR01', 'HLSUSR03', 'KTBUSR01'] as const

/** A node after the weekend of the launch, with three people of two firms and a card for each. */
async function monday(launch: 'go' | 'undecided') {
  const test = await testNode({ at: hongKong('06-12 07:30'), launch })
  const site = await cardSite(test)
  const cards = new Map<string, SampleCard>()
  for (const one of PEOPLE) cards.set(one, await site.cardFor(one))
  return { test, site, cards }
}

type Monday = Awaited<ReturnType<typeof monday>>

/** Two operators’ decision, as a request of theirs would be applied. */
function decideFor({ test, site }: Monday, at: Instant) {
  test.clock.set(at)
  const request = { number: 'R-000001' as RequestNumber, authoriser: null, singleControl: false }
  const [maker, checker] = [test.account('OPSMAK01').accountId, test.account('OPSCHK01').accountId]
  const authority = { by: 'request', ...request, maker, checker } as const
  return async <Input extends object, Seen, Proposal>(
    kind: ChangeKind<Input, Seen, Proposal>,
    input: Omit<Input, 'programmeId' | 'remark'>,
  ) => {
    await test.database.write({ as: 'operations' }, async (tx) => {
      const whole = { ...input, programmeId: seoch.id, remark: 'for a reason' } as unknown as Input
      const seen = await kind.look(reading(tx), whole, { programme: seoch, participant: null, at })
      const drafted = kind.propose(whole, seen)
      if (!drafted.ok) throw new Error(drafted.refusal.code)
      await kind.apply(tx, test.node.world, drafted.value.proposal, authority, at)
    })
    const { revision } = await test.database.read({ as: 'sign-in' }, (db) => readInForce(db, seoch))
    // A node hears of it within a quarter of a second.
    await vi.waitFor(
      async () => expect((await site.node.world.recentInForce.now()).revision).toBe(revision),
      { timeout: 10_000, interval: 20 },
    )
  }
}

/** What `explain` says of him, from the same database. */
async function decided({ test }: { test: TestNode }, userId: string, door: DoorId) {
  const at = test.clock.now()
  return test.database.read({ as: 'sign-in' }, async (db) => {
    const wanted = { userId: userId as UserId, budget: '00'.repeat(32) as BudgetKey, at }
    const holder = await findHolder(db, wanted)
    if (holder === undefined) throw new Error(`no ${userId}`)
    const { inForce } = await readInForce(db, seoch)
    const facts = factsOf(holder, null)
    const shown = doorState(inForce, door, 'primary', at, facts)
    return { decision: decide(inForce, facts, door, 'primary', at), shown, inForce }
  })
}

/** Whether his card gets him in; and that the page, the door’s state and the decision say nothing else. */
async function getsInByCard(on: Monday, userId: string): Promise<boolean> {
  const { decision, shown } = await decided(on, userId, CARD)
  const terminal = new CardTerminal(on.site, on.cards.get(userId))
  const door = await terminal.browser.get('/card')
  const isIn = door.status === 200 && (await triedDoor(terminal, userId))
  expect([shown.open, decision.outcome === 'signed-in'], userId).toEqual([isIn, isIn])
  return isIn
}

async function triedDoor(terminal: CardTerminal, userId: string): Promise<boolean> {
  const proven = await terminal.prove(await terminal.begin(), userId)
  if (proven.refresh === undefined) {
    expect([proven.status, proven.body]).toEqual([
      403,
      expect.stringContaining('Your last smartcard day has passed'),
    ])
    return false
  }
  const { status, body } = await terminal.browser.open(CardTerminal.wayBack(proven))
  expect([status, body]).toEqual([200, expect.not.stringContaining('Function not available')])
  return true
}

async function whoGetsIn(on: Monday): Promise<readonly string[]> {
  const found: string[] = []
  for (const one of PEOPLE) if (await getsInByCard(on, one)) found.push(one)
  return found
}

describe('after a launch that two operators approved', () => {
  let on: Monday
  beforeAll(async () => {
    on = await monday('go')
  })
  afterAll(async () => {
    await on.site.stop()
    await on.test.stop()
  })
  const credentials = () =>
    deskOf(on.test).sql(
      `select c.id, c.kind, c.sealed from credential c join account a on a.id = c.account_id
       where a.user_id = any($1) and c.valid_to is null order by c.id`,
      [PEOPLE],
    )

  it('no card gets in, and the closed door says since when and why, and where 2FA is set up', async () => {
    expect(await whoGetsIn(on)).toEqual([])
    const { body } = await new CardTerminal(on.site).browser.get('/')
    const [, beside = ''] =
      /Login with Smartcard - Online Functions and Overnight Report Download(.*?)<\/li>/s.exec(body) ?? []
    expect(beside.replaceAll(/<[^>]+>/g, ' ')).toMatch(
      /Closed.*not been accepted at this door since Monday, 12 June 2023.*If you have not set it up yet: +Initiation of 2FA/s,
    )
    expect(beside).toContain('href="/initiation"')
  })

  it('a grace lets in whom it names to the last minute of its business days, and nobody else', async () => {
    await decideFor(on, hongKong('06-12 08:00'))(grantGrace, {
      ...{ of: { person: on.test.account('HLSUSR03').accountId } },
      ...{ system: 'ccms' as SystemId, businessDays: 2 },
    })
    expect(await whoGetsIn(on)).toEqual(['HLSUSR03'])
    const { decision } = await decided(on, 'HLSUSR03', CARD)
    const end = decision.nextChange
    on.test.clock.set(hongKong('06-13 18:00'))
    expect(await whoGetsIn(on)).toEqual(['HLSUSR03'])
    on.test.clock.set(hongKong('06-15 08:00'))
    expect([end === null, await whoGetsIn(on)]).toEqual([false, []])
  })

  it('a rollback opens the card doors to exactly whom it is of: one person, one firm, everybody', async () => {
    const before = await credentials()
    const person = on.test.account('HLSUSR01').accountId
    await decideFor(on, hongKong('06-15 09:00'))(rollBackLaunch, { of: { person } })
    expect(await whoGetsIn(on)).toEqual(['HLSUSR01'])
    const participant = await deskOf(on.test).firm('C00101')
    await decideFor(on, hongKong('06-15 10:00'))(rollBackLaunch, { of: { participant } })
    expect(await whoGetsIn(on)).toEqual(['HLSUSR01', 'HLSUSR03'])
    expect((await decided(on, 'KTBUSR01', OTP)).decision.outcome).toBe('signed-in')
    expect((await decided(on, 'HLSUSR03', OTP)).decision.outcome).toBe('door-closed')
    await decideFor(on, hongKong('06-15 11:00'))(rollBackLaunch, { of: 'everybody' })
    expect(await whoGetsIn(on)).toEqual([...PEOPLE])
    expect((await decided(on, 'KTBUSR01', OTP)).decision.outcome).toBe('door-closed')
    expect(await credentials()).toEqual(before)
  })

  it('what was initiated is good again on the new day, without a word from anybody', async () => {
    await decideFor(on, hongKong('06-15 12:00'))(postponeLaunch, {
      ...{ of: 'everybody', switchesAt: hongKong('06-19 00:00'), decideBy: hongKong('06-18 18:00') },
    })
    await decideFor(on, hongKong('06-16 12:00'))(decideLaunch, { decision: 'go' })
    on.test.clock.set(hongKong('06-19 08:00'))
    // The days of his grace count from when the door closed, and it has closed anew.
    expect(await whoGetsIn(on)).toEqual(['HLSUSR03'])
    on.test.clock.set(hongKong('06-23 08:00'))
    expect(await whoGetsIn(on)).toEqual([])
    expect((await decided(on, 'KTBUSR01', OTP)).decision.outcome).toBe('signed-in')
    expect((await decided(on, 'HLSUSR03', OTP)).decision.outcome).toBe('signed-in')
  })
})

describe.each(['nobody decided', 'two operators said no'])('on the Monday, when %s in time', (how) => {
  let on: Monday
  beforeAll(async () => {
    on = await monday('undecided')
    if (how !== 'nobody decided')
      await decideFor(on, hongKong('06-11 17:00'))(decideLaunch, { decision: 'no-go' })
    on.test.clock.set(hongKong('06-12 07:30'))
  })
  afterAll(async () => {
    await on.site.stop()
    await on.test.stop()
  })

  it('everybody’s card gets in as ever, and no OTP door is open', async () => {
    expect(await whoGetsIn(on)).toEqual([...PEOPLE])
    expect((await decided(on, 'HLSUSR03', OTP)).decision.reasons.map(({ code }) => code)).toEqual([
      'launch-not-approved',
    ])
  })
})
