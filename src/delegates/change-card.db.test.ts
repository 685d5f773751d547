import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { sampleOffice } from '../../test/support/sample-cards.ts'
import type { CardOffice } from '../demo/card-office/open-card-office.ts'
import { systemRandomness } from '../kernel/system.ts'
import { da3, da3ByOperators } from './changes.ts'

const FIRM = 'C00102'
const [DA, MAKER, CHECKER] = ['KTBDAC01', 'KTBCC001', 'KTBCC002']

let test: TestNode
let desk: Desk
let office: CardOffice
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  office = await sampleOffice()
})
afterAll(() => test.stop())
beforeEach(() => desk.sql('truncate smartcard, card_password'))

type Kind = Parameters<Desk['askFor']>[2]

const brought = async (userId: string) => {
  const { certificate } = await office.issue(userId, office.issuing[0])
  const id = systemRandomness.uuid()
  const input = {
    id,
    accountId: desk.account(userId),
    certificate: Buffer.from(certificate).toString('base64'),
  }
  return { id, input }
}
const ends = async () =>
  (await desk.sql('select ended_because from smartcard order by valid_from, valid_to nulls last')).map(
    (row) => row['ended_because'],
  )

/** Asked by one, checked by another, authorised by an operator. */
async function throughThree(kind: Kind, input: object): Promise<string> {
  const number = numberOf(await desk.askFor(MAKER, FIRM, kind, input))
  expect(await desk.decide(CHECKER, FIRM, number)).toBe('checked')
  return desk.decide('OPSCHK01', null, number)
}

describe('the smartcard of a Delegated Administrator', () => {
  it('is his by three different people, and by no fewer; replaced alike', async () => {
    const card = await brought(DA)
    const number = numberOf(await desk.askFor(MAKER, FIRM, da3.assignCard, card.input))
    expect(await desk.decide(MAKER, FIRM, number)).toBe('own-request')
    expect(await desk.decide(CHECKER, FIRM, number)).toBe('checked')
    expect(await ends()).toEqual([])
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    expect(await ends()).toEqual([null])
    expect(await throughThree(da3.replaceCard, (await brought(DA)).input)).toBe('applied')
    expect(await ends()).toEqual(['replaced', null])
  })

  it('is revoked at once by one person, who can’t confirm it; lifted, it is his again', async () => {
    const card = await brought(DA)
    await throughThree(da3.assignCard, card.input)
    const session = await desk.session(DA)
    await desk.sql(`update logon_session set acr = 'card' where id = $1`, [session])
    const which = { accountId: desk.account(DA), card: card.id }
    const number = numberOf(await desk.askFor(MAKER, FIRM, da3.revokeCard, which))
    expect([await desk.state(number), await ends()]).toEqual(['in-force', ['revoked']])
    const [row] = await desk.sql('select ended_because from logon_session where id = $1', [session])
    expect(row).toEqual({ ended_because: 'revoked' })
    expect(await desk.decide(MAKER, FIRM, number, 'confirm')).toBe('own-request')
    expect(await desk.decide(CHECKER, FIRM, number, 'lift')).toBe('lifted')
    expect(await ends()).toEqual([null])
  })

  it('is two operators’ for a firm that can’t help itself; one revokes', async () => {
    const card = await brought(DA)
    const number = numberOf(await desk.askFor('OPSMAK01', FIRM, da3ByOperators.assignCard, card.input))
    expect(await desk.decide('OPSMAK01', null, number)).toBe('own-request')
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    const which = { accountId: desk.account(DA), card: card.id }
    const revocation = numberOf(await desk.askFor('OPSCHK01', FIRM, da3ByOperators.revokeCard, which))
    expect([await desk.state(revocation), await ends()]).toEqual(['in-force', ['revoked']])
  })

  it('is nobody’s to touch who is no Client Connect user with the right, and a user’s card is not changed here', async () => {
    const { input } = await brought(DA)
    expect(await desk.askFor('KTBDAM01', FIRM, da3.assignCard, input)).toEqual({ is: 'not-entitled' })
    expect(await desk.askFor('PJTCC001', FIRM, da3.assignCard, input)).toEqual({ is: 'not-entitled' })
    const users = { ...input, accountId: desk.account('KTBUSR01') }
    const asked = await desk.askFor(MAKER, FIRM, da3.assignCard, users)
    expect(asked).toMatchObject({ problem: { code: 'not-found' } })
  })

  it('that somebody had is not given to him, and the password he has is closed by a reset', async () => {
    const card = await brought(DA)
    await throughThree(da3.assignCard, card.input)
    const again = { ...card.input, id: systemRandomness.uuid(), accountId: desk.account('KTBDAM01') }
    expect(await desk.askFor(MAKER, FIRM, da3.assignCard, again)).toMatchObject({
      problem: { code: 'card-taken-by', about: DA },
    })
    const who = { accountId: desk.account(DA) }
    const none = await desk.askFor(MAKER, FIRM, da3.resetCardPassword, who)
    expect(none).toMatchObject({ problem: { code: 'no-card-password' } })
    await desk.sql(
      `insert into card_password (id, account_id, sealed, epoch, valid_from) values ($1, $2, 'x', 'primary/0', $3)`,
      [systemRandomness.uuid(), who.accountId, '2023-05-01T00:00Z'],
    )
    expect(await throughThree(da3.resetCardPassword, who)).toBe('applied')
    expect(await desk.sql('select from card_password where valid_to is null')).toEqual([])
  })
})
