import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { approved, hongKong, seoch } from '../../test/support/programme-samples.ts'
import type { ChangeKind } from '../changes/kind.ts'
import { reading } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber, SystemId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { LaunchDecision } from '../programme/rules/in-force.ts'
import { courseOfPlan } from '../programme/rules/launch.ts'
import { decideLaunch, grantGrace, postponeLaunch, rollBackLaunch } from './changes.ts'
import { readInForce } from './read-in-force.ts'

let test: TestNode
let signers: { readonly maker: AccountId; readonly checker: AccountId }
let person: AccountId
let firm: ParticipantId
beforeAll(async () => {
  test = await testNode({ launch: 'undecided' })
  const [maker, checker] = [test.account('OPSMAK01').accountId, test.account('OPSCHK01').accountId]
  signers = { maker, checker }
  person = test.account('HLSUSR03').accountId
  firm = await participantOf('C00101')
})
afterAll(() => test.stop())

async function participantOf(code: string): Promise<ParticipantId> {
  const { rows } = await superuser('select id from participant where code = $1', [code])
  return rows[0].id
}

function superuser(statement: string, values: readonly unknown[] = []) {
  return test.db.ask(statement, [...values])
}

const signed = { programmeId: seoch.id, remark: 'for a reason' }

async function make<Input, Seen, Proposal>(
  kind: ChangeKind<Input, Seen, Proposal>,
  input: Input,
  at: Instant,
) {
  const request = { number: 'R-000001' as RequestNumber, authoriser: null, singleControl: false }
  const authority = { by: 'request', ...request, ...signers } as const
  return test.database.write({ as: 'operations' }, async (tx) => {
    const seen = await kind.look(reading(tx), input, { programme: seoch, participant: null, at })
    const drafted = kind.propose(input, seen)
    if (!drafted.ok) return drafted.refusal.code
    await kind.apply(tx, test.node.world, drafted.value.proposal, authority, at)
    return 'made'
  })
}

const inForceNow = () => test.database.read({ as: 'sign-in' }, (db) => readInForce(db, seoch))

describe('a decision about the launch', () => {
  it('is read back as it was made, oldest first, dated by the moment it was recorded', async () => {
    const at = (hour: number) => hongKong(`06-11 ${hour}:00`)
    const [switchesAt, decideBy] = [hongKong('06-19 00:00'), hongKong('06-18 18:00')]
    const firmLater = hongKong('06-26 00:00')
    const grace = { ...signed, system: 'ccms' as SystemId, businessDays: 3 }
    expect(await make(decideLaunch, { ...signed, decision: 'go' }, at(10))).toBe('made')
    const postponement = { ...signed, switchesAt, decideBy: null }
    const firms = { ...postponement, of: { participant: firm }, switchesAt: firmLater }
    expect(await make(postponeLaunch, { ...postponement, of: 'everybody', decideBy }, at(11))).toBe('made')
    expect(await make(postponeLaunch, firms, at(12))).toBe('made')
    expect(await make(rollBackLaunch, { ...signed, of: { person } }, at(13))).toBe('made')
    expect(await make(rollBackLaunch, { ...signed, of: 'everybody' }, at(14))).toBe('made')
    expect(await make(grantGrace, { ...grace, of: { participant: firm } }, at(15))).toBe('made')
    const two = { maker: 'OPSMAK01', checker: 'OPSCHK01', remark: 'for a reason' }
    const { inForce, revision } = await inForceNow()
    expect(inForce.decisions).toEqual([
      { ...two, decidedAt: at(10), kind: 'go' },
      { ...two, decidedAt: at(11), kind: 'postponement', of: 'everybody', switchesAt, decideBy },
      {
        ...two,
        decidedAt: at(12),
        kind: 'postponement',
        of: { participant: 'C00101' },
        switchesAt: firmLater,
      },
      { ...two, decidedAt: at(13), kind: 'rollback', of: { person: 'HLSUSR03' } },
      { ...two, decidedAt: at(14), kind: 'rollback', of: 'everybody' },
      {
        ...two,
        decidedAt: at(15),
        kind: 'grace',
        of: { participant: 'C00101' },
        system: 'ccms',
        businessDays: 3,
      },
    ])
    const newest = await superuser('select max(revision)::int as newest from launch_decision')
    expect(newest.rows).toEqual([{ newest: revision }])
  })

  it('leaves an event that says what was decided, and about whom', async () => {
    const { rows } = await superuser(
      `select kind, account_id, facts - 'particulars' - 'by' - 'maker' - 'checker' as facts from audit_event
       where kind like 'launch.%' order by at, transaction_id`,
    )
    const nothing = { participant: null, switchesAt: null, decideBy: null, system: null, businessDays: null }
    expect(rows.map(({ kind }) => kind)).toEqual([
      'launch.decided',
      'launch.postponed',
      'launch.postponed',
      'launch.rolled-back',
      'launch.rolled-back',
      'launch.grace-granted',
    ])
    expect(rows[3]).toMatchObject({ account_id: person, facts: { ...nothing, decision: 'rollback' } })
    expect(rows[5].facts).toMatchObject({ participant: firm, system: 'ccms', businessDays: 3 })
  })

  it('about one firm is seen by that firm, and by no other', async () => {
    const decisionsSeenBy = (participant: ParticipantId) =>
      test.database.read({ as: 'participant', participant }, async (db) => {
        const rows = await db
          .selectFrom('launch_decision')
          .select(['kind', 'participant_id', 'account_id'])
          .execute()
        return rows
          .filter((row) => row.participant_id !== null || row.account_id !== null)
          .map(({ kind }) => kind)
      })
    expect(await decisionsSeenBy(firm)).toEqual(['postponement', 'rollback', 'grace'])
    expect(await decisionsSeenBy(await participantOf('C00102'))).toEqual([])
  })
})

describe('what is no decision', () => {
  const seen = (at: Instant) => ({
    ...{ about: seoch.id, revision: 1, concerns: [], at, programme: seoch },
    branches: { undiscarded: null, unexplained: null, discarded: [] },
    course: courseOfPlan(approved, seoch.launch, at),
  })

  it.each([
    ['to an earlier day', '06-09 00:00', '06-08 12:00', 'not-later'],
    ['after the switch', '06-19 00:00', '06-12 00:00', 'switch-happened'],
    ['decided too late', '06-19 00:00', '06-11 12:00', 'decided-after-switch'],
  ])('a postponement %s', (_, to, at, code) => {
    const [switchesAt, decideBy] = [hongKong(to), hongKong('06-20 18:00')]
    const postponement = { ...signed, of: 'everybody', switchesAt, decideBy } as const
    expect(postponeLaunch.propose(postponement, seen(hongKong(at)))).toMatchObject({ refusal: { code } })
  })

  const ROLLED_BACK: LaunchDecision = {
    ...{ kind: 'rollback', of: 'everybody', decidedAt: hongKong('06-10 10:00') },
    ...{ maker: 'OPMAKER1', checker: 'OPCHECK1', remark: '' },
  }

  it.each<readonly [string, string, readonly LaunchDecision[], string]>([
    ['after the decision time', '06-11 18:00:01', [], 'decision-time-passed'],
    ['where no day is named', '06-11 10:00', [ROLLED_BACK], 'no-day'],
  ])('a go %s: it would not count', (_, now, decisions, code) => {
    const at = hongKong(now)
    const stands = { ...seen(at), course: courseOfPlan({ programme: seoch, decisions }, seoch.launch, at) }
    const go = { ...signed, decision: 'go' } as const
    expect(decideLaunch.propose(go, stands)).toMatchObject({ refusal: { code } })
    const noGo = decideLaunch.propose({ ...go, decision: 'no-go' }, stands)
    expect(noGo).toMatchObject({
      ok: true,
      value: {
        lines: expect.arrayContaining([
          expect.objectContaining({ about: seoch.id, field: 'decision', after: 'no-go' }),
        ]),
      },
    })
  })

  it('a grace for a system whose cards never end, or for no day, or for a month', () => {
    const at = hongKong('06-13 10:00')
    const grace = { ...signed, of: { person }, system: 'cmms' as SystemId, businessDays: 1 }
    expect(grantGrace.propose(grace, seen(at))).toMatchObject({
      refusal: { code: 'no-such-smartcard-door' },
    })
    for (const businessDays of [0, 1.5, 21])
      expect(grantGrace.input.safeParse({ ...grace, businessDays }).success).toBe(false)
  })

  it('one whose authority names no second person', async () => {
    const go = { ...signed, decision: 'go' } as const
    const alone = { by: 'import', file: 'a file that says so' } as const
    await expect(
      test.database.write({ as: 'operations' }, (tx) =>
        decideLaunch.apply(tx, test.node.world, go, alone, hongKong('06-11 10:00')),
      ),
    ).rejects.toThrow('a launch is decided by two people')
  })
})

describe('the database refuses', () => {
  const insert = (columns: string, values: string, checker = signers.checker) =>
    superuser(
      `insert into launch_decision (programme_id, decided_at, maker, checker, remark, ${columns})
       values ('p', '2023-06-11T12:00+08:00', $1, $2, '', ${values})`,
      [signers.maker, checker],
    )
  const DAY = `'2023-06-19T00:00+08:00'`
  const EVE = `'2023-06-18T18:00+08:00'`

  it.each([
    ['a go for one person', 'kind, account_id', () => `'go', '${person}'`],
    ['a grace for everybody', 'kind, system, business_days', () => `'grace', 'ccms', 3`],
    [
      'a grace for two',
      'kind, system, business_days, account_id, participant_id',
      () => `'grace', 'ccms', 3, '${person}', '${firm}'`,
    ],
    ['a grace of no system', 'kind, business_days, account_id', () => `'grace', 3, '${person}'`],
    [
      'a grace without end',
      'kind, system, business_days, account_id',
      () => `'grace', 'ccms', 99, '${person}'`,
    ],
    ['a postponement to no day', 'kind', () => `'postponement'`],
    ['one of everybody that is never decided', 'kind, switches_at', () => `'postponement', ${DAY}`],
    ['one decided after its switch', 'kind, switches_at, decide_by', () => `'postponement', ${EVE}, ${DAY}`],
    ['a rollback to a day', 'kind, switches_at', () => `'rollback', ${DAY}`],
    ['an unknown kind', 'kind', () => `'perhaps'`],
  ])('%s', async (_, columns, values) => {
    await expect(insert(columns, values())).rejects.toMatchObject({ code: '23514' })
  })

  it('a maker who is his own checker, whatever the kind', async () => {
    await expect(insert('kind', `'rollback'`, signers.maker)).rejects.toMatchObject({ code: '23514' })
  })
})
