import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import type { UserId } from '../kernel/ids.ts'
import { goStandalone } from './go-standalone.ts'
import { pairAgain } from './pair-again.ts'
import { PasscodeUsed } from './record-statement.ts'
import { type SignedStatement, type Signing, signStatement } from './sign-statement.ts'
import type { Typed } from './verify-signature.ts'

const TEXT = 'The secondary has lost its power; we had its hosts switched off at 06:50.'
let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

const at = () => test.clock.now()
/** Each passcode is another one: the clock goes on. */
function typed(userId: string, over: Partial<Typed> = {}): Typed {
  const { password = '', totpSecret = '' } = test.account(userId)
  return { userId: userId as UserId, password, passcode: appCode(totpSecret, at()), ...over }
}
const nextPasscodes = () => test.clock.set(at().add({ seconds: 30 }))
const sign = (over: Partial<Signing> = {}) =>
  signStatement(
    test.database,
    test.node.world,
    { text: TEXT, maker: typed('OPSMAK01'), checker: typed('OPSCHK01'), ...over },
    at(),
  )
async function signed(): Promise<SignedStatement> {
  nextPasscodes()
  const statement = await sign()
  if (!statement.ok) throw new Error(statement.refusal.join('; '))
  return statement.value
}

const authority = () =>
  test.database.read({ as: 'operations' }, (db) =>
    db.selectFrom('authority').select(['term', 'mode', 'reference']).executeTakeFirstOrThrow(),
  )
/** As a node or a command finds it before it decides. */
const now = async () => {
  const { term, reference } = await authority()
  return { term, spell: reference ?? 'first' }
}
const by = (statement: SignedStatement) => ({ statement, witness: 'none' as const })
const eventsOf = (kind: string) =>
  test.database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('audit_event')
      .select(['account_id', 'reference', 'facts'])
      .where('kind', '=', kind)
      .execute(),
  )

describe('a statement that the other site takes no writes', () => {
  it.each<[string, () => Partial<Signing>, string]>([
    [
      'a wrong password',
      () => ({ maker: typed('OPSMAK01', { password: 'not this one, surely' }) }),
      'the password of OPSMAK01 is not right',
    ],
    [
      'a wrong passcode',
      () => ({ checker: typed('OPSCHK01', { passcode: '000000' }) }),
      'the passcode of OPSCHK01 is not right',
    ],
    ['a maker twice', () => ({ checker: typed('OPSMAK01') }), 'OPSMAK01 is not an active operator checker'],
    ['somebody of a firm', () => ({ maker: typed('HLSDAM01') }), 'HLSDAM01 is not an active operator maker'],
    [
      'nobody',
      () => ({ maker: typed('OPSMAK01', { userId: 'NOBODY01' as UserId }) }),
      'NOBODY01 is not an active operator maker',
    ],
    ['no reason', () => ({ text: 'down' }), 'the statement says how you know'],
  ])('is not signed by %s', async (_, over, why) => {
    const outcome = await sign(over())
    expect(outcome).toMatchObject({ ok: false })
    expect(outcome.ok ? [] : outcome.refusal).toEqual([expect.stringContaining(why)])
  })

  it('is recorded with who signed it, in the transaction that gives up the standby', async () => {
    const statement = await signed()
    const outcome = await goStandalone(test.database, test.node.world, await now(), by(statement), at())
    if (!outcome.ok) throw new Error(outcome.refusal)
    expect(await authority()).toEqual({ term: 0, mode: 'standalone', reference: outcome.value })
    const { accountId } = test.account('OPSMAK01')
    expect(await eventsOf('site.standalone')).toMatchObject([
      { account_id: accountId, reference: outcome.value },
    ])
    expect(await sign()).toMatchObject({
      ok: false,
      refusal: [expect.stringContaining('was used before'), expect.stringContaining('was used before')],
    })
  })

  it('gives up nothing a second time', async () => {
    const again = await goStandalone(test.database, test.node.world, await now(), by(await signed()), at())
    expect(again).toEqual({ ok: false, refusal: 'not-paired' })
    expect(await eventsOf('site.standalone')).toHaveLength(1)
  })

  it('is over, once, when the standby has everything again, whoever sees it first', async () => {
    const spell = await now()
    await Promise.all([1, 2, 3].map(() => pairAgain(test.database, test.node.world, spell, at())))
    expect((await authority()).mode).toBe('paired')
    expect(await eventsOf('site.paired')).toHaveLength(1)
  })

  it('is worth one deed: sent twice at once, the passcodes are spent once and the other comes to nothing', async () => {
    const statement = await signed()
    const spell = await now()
    const outcomes = await Promise.all(
      [1, 2].map(() =>
        goStandalone(test.database, test.node.world, spell, by(statement), at()).catch(
          (fault: unknown) => fault,
        ),
      ),
    )
    expect(outcomes.filter((outcome) => (outcome as { ok?: boolean }).ok)).toHaveLength(1)
    await pairAgain(test.database, test.node.world, await now(), at())
    const replayed = goStandalone(test.database, test.node.world, await now(), by(statement), at())
    await expect(replayed).rejects.toThrow(PasscodeUsed)
    expect((await authority()).mode).toBe('paired')
  })

  it('is of its spell: a word that comes when the sites were paired again meanwhile changes nothing', async () => {
    const spell = await now()
    const gone = await goStandalone(test.database, test.node.world, spell, 'witness', at())
    expect(gone.ok).toBe(true)
    const former = await now()
    await pairAgain(test.database, test.node.world, former, at())
    const late = await goStandalone(test.database, test.node.world, spell, 'witness', at())
    expect(late).toEqual({ ok: false, refusal: 'not-paired' })
    const third = await goStandalone(test.database, test.node.world, await now(), 'witness', at())
    expect(third.ok).toBe(true)
    await pairAgain(test.database, test.node.world, former, at())
    expect((await authority()).mode).toBe('standalone')
    const recorded = (await eventsOf('site.standalone')).slice(-1)
    expect(recorded).toMatchObject([{ account_id: null, facts: expect.stringContaining('"witness": "yes"') }])
  })
})
