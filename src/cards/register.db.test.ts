import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FirmDesk, firmDesk, uuid } from '../../test/support/ask-users.ts'
import { identityOf } from '../../test/support/card-terminal.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Held, readSure, sampleOffice } from '../../test/support/sample-cards.ts'
import { removeUser } from '../accounts/changes/remove-user.ts'
import type { CardOffice } from '../demo/card-office/open-card-office.ts'
import type { CardId, CardPasswordId, RequestNumber } from '../kernel/ids.ts'
import { assignCard, replaceCard } from './changes/put-card.ts'
import { resetCardPassword } from './changes/reset-card-password.ts'
import { revokeCard } from './changes/revoke-card.ts'
import { putCardPassword } from './own-passwords.ts'
import { insertCard } from './store.ts'

let test: TestNode
let sgc: FirmDesk
let office: CardOffice
beforeAll(async () => {
  test = await testNode()
  sgc = firmDesk(test, 'C00105', 'SGCDAM01', 'SGCDAC01')
  office = await sampleOffice()
})
afterAll(() => test.stop())
beforeEach(() => sgc.sql('truncate smartcard, card_password'))

const newCard = (name: string) => office.issue(name, office.issuing[0])
const asked = (userId: string, { certificate }: Pick<Held, 'certificate'>) => ({
  id: uuid() as CardId,
  accountId: test.account(userId).accountId,
  certificate: Buffer.from(certificate).toString('base64'),
})

/** A card in force, as a registry's files would bring it. */
async function carded(userId: string, password = true): Promise<{ card: CardId; certificate: Uint8Array }> {
  const issued = await newCard(userId)
  const { accountId } = test.account(userId)
  const { notAfter, subject } = readSure(issued.certificate)
  const [card, at] = [uuid() as CardId, test.clock.now()]
  await test.database.write({ as: 'operations' }, async (tx) => {
    await insertCard(tx, { ...identityOf(issued), id: card, accountId, notAfter, subject: subject.text, at })
    const secret = { id: uuid() as CardPasswordId, accountId, phc: 'no hash', at }
    if (password) await putCardPassword(tx, test.node.world, secret)
  })
  return { card, certificate: issued.certificate }
}

/** Of his cards, oldest first: why each ended, `null` for the one in force. */
async function cardsOf(userId: string): Promise<readonly unknown[]> {
  const rows = await sgc.sql(
    'select ended_because from smartcard where account_id = $1 order by valid_from, valid_to nulls last',
    [test.account(userId).accountId],
  )
  return rows.map((row) => row['ended_because'])
}

async function passwordsOf(userId: string): Promise<unknown> {
  const [row] = await sgc.sql(
    'select count(*)::int as held from card_password where account_id = $1 and valid_to is null',
    [test.account(userId).accountId],
  )
  return row?.['held']
}

async function liveByCard(userId: string): Promise<() => Promise<unknown>> {
  const id = await sgc.session(userId)
  await sgc.sql(`update logon_session set acr = 'card' where id = $1`, [id])
  return async () =>
    (await sgc.sql('select ended_because from logon_session where id = $1', [id]))[0]?.['ended_because']
}

describe('a smartcard', () => {
  it('is a user’s once another DA approved it, and its certificate stays with the request', async () => {
    const card = await newCard('SGCUSR01')
    expect(await sgc.askAndApprove(assignCard, asked('SGCUSR01', card))).toBe('applied')
    const [row] = await sgc.sql(
      'select issuer, serial, key, not_after from smartcard where account_id = $1',
      [test.account('SGCUSR01').accountId],
    )
    expect(row).toMatchObject(identityOf(card))
    expect(await sgc.events('card.assigned')).toMatchObject([{ facts: { by: 'request' } }])
    const [request] = await sgc.sql(`select input from change_request where kind = 'card.assign'`)
    expect(JSON.stringify(request)).toContain(Buffer.from(card.certificate).toString('base64'))
  })

  it('is not assigned to who has one, nor replaced for who has none', async () => {
    await carded('SGCUSR01')
    expect(await sgc.ask(assignCard, asked('SGCUSR01', await newCard('X')))).toBe('has-card')
    expect(await sgc.ask(replaceCard, asked('SGCUSR02', await newCard('X')))).toBe('no-card')
  })

  it('of a colleague is refused with his User ID; of another firm’s user without, and without a trace of whose', async () => {
    const colleagues = await carded('SGCUSR03')
    const others = await carded('KTBUSR01')
    const makes = (card: Pick<Held, 'certificate'>) =>
      sgc.askFor('SGCDAM01', 'C00105', assignCard, asked('SGCUSR02', card))
    expect(await makes(colleagues)).toMatchObject({ problem: { code: 'card-taken-by', about: 'SGCUSR03' } })
    expect(await makes(others)).toMatchObject({ problem: { code: 'card-taken', field: 'certificate' } })
    expect(JSON.stringify(await makes(others))).not.toContain('KTB')
  })

  it('that expired is refused, and one that expires while the request waits comes to nothing', async () => {
    const card = await newCard('SGCUSR02')
    const number = await sgc.ask(assignCard, asked('SGCUSR02', card))
    const [before, { notAfter }] = [test.clock.now(), readSure(card.certificate)]
    await sgc.sql('update change_request set due_at = $1 where number = $2', [
      notAfter.add({ hours: 24 }).toString(),
      Number(number.slice(2)),
    ])
    test.clock.set(notAfter)
    expect(await sgc.decide('SGCDAC01', 'C00105', number as RequestNumber)).toBe('void: changed-meanwhile')
    expect(await sgc.ask(assignCard, asked('SGCUSR02', card))).toBe('card-expired')
    test.clock.set(before)
    expect(await cardsOf('SGCUSR02')).toEqual([])
  })

  it('is one: neither an authority’s certificate nor anything else is taken for it', async () => {
    for (const certificate of [office.root.certificate, Buffer.from('no certificate')])
      expect(await sgc.ask(assignCard, asked('SGCUSR02', { certificate }))).toBe('not-a-card')
  })

  it('approved by two firms at once is one person’s, and the other request comes to nothing, with its evidence', async () => {
    const ktb = firmDesk(test, 'C00102', 'KTBDAM01', 'KTBDAC01')
    for (const name of ['one', 'two', 'three', 'four']) {
      const card = await newCard(name)
      await sgc.sql('truncate smartcard')
      const ours = (await sgc.ask(assignCard, asked('SGCUSR02', card))) as RequestNumber
      const theirs = (await ktb.ask(assignCard, asked('KTBUSR01', card))) as RequestNumber
      const ends = await Promise.all([
        sgc.decide('SGCDAC01', 'C00105', ours),
        ktb.decide('KTBDAC01', 'C00102', theirs),
      ])
      expect(ends.sort()).toEqual(['applied', 'void: changed-meanwhile'])
      expect([await cardsOf('SGCUSR02'), await cardsOf('KTBUSR01')].flat()).toEqual([null])
    }
  })

  it('approved by two checkers at once is assigned once', async () => {
    await carded('SGCUSR01')
    const number = (await sgc.ask(replaceCard, asked('SGCUSR01', await newCard('SGCUSR01')))) as RequestNumber
    const ends = await Promise.all([
      sgc.decide('SGCDAC01', 'C00105', number),
      sgc.decide('SGCDAC01', 'C00105', number),
    ])
    expect(ends.sort()).toEqual(['applied', 'decided'])
    expect(await cardsOf('SGCUSR01')).toEqual(['replaced', null])
  })

  it('of an administrator, or of another firm’s user, is not this firm’s DAs’ to touch', async () => {
    expect(await sgc.ask(assignCard, asked('SGCDAC01', await newCard('X')))).toBe('administrator')
    const { card } = await carded('KTBUSR02')
    const { accountId } = test.account('KTBUSR02')
    expect(await sgc.ask(revokeCard, { accountId, card })).toBe('not-found')
    expect(await sgc.ask(resetCardPassword, { accountId })).toBe('not-found')
    expect(await cardsOf('KTBUSR02')).toEqual([null])
  })
})

describe('a revocation', () => {
  it('is in force on one person’s word, and ends what the card opened; another confirms it', async () => {
    const { card } = await carded('SGCUSR01')
    const byCard = await liveByCard('SGCUSR01')
    const number = (await sgc.ask(revokeCard, {
      accountId: test.account('SGCUSR01').accountId,
      card,
    })) as RequestNumber
    expect([await sgc.state(number), await cardsOf('SGCUSR01'), await byCard()]).toEqual([
      ...['in-force', ['revoked'], 'revoked'],
    ])
    expect(await sgc.decide('SGCDAM01', 'C00105', number, 'confirm')).toBe('own-request')
    expect(await sgc.decide('SGCDAC01', 'C00105', number, 'confirm')).toBe('confirmed')
    expect(await cardsOf('SGCUSR01')).toEqual(['revoked'])
  })

  it('that is lifted leaves the card his, in force again, and the session ended', async () => {
    const { card } = await carded('SGCUSR01')
    const byCard = await liveByCard('SGCUSR01')
    const number = (await sgc.ask(revokeCard, {
      accountId: test.account('SGCUSR01').accountId,
      card,
    })) as RequestNumber
    expect(await sgc.decide('SGCDAC01', 'C00105', number, 'lift')).toBe('lifted')
    expect([await cardsOf('SGCUSR01'), await byCard()]).toEqual([[null], 'revoked'])
    expect(await sgc.events('card.restored')).toHaveLength(1)
  })

  it('is not lifted onto another card that he has got meanwhile', async () => {
    const { card } = await carded('SGCUSR01')
    const number = (await sgc.ask(revokeCard, {
      accountId: test.account('SGCUSR01').accountId,
      card,
    })) as RequestNumber
    expect(await sgc.askAndApprove(assignCard, asked('SGCUSR01', await newCard('SGCUSR01')))).toBe('applied')
    expect(await sgc.decide('SGCDAC01', 'C00105', number, 'lift')).toBe('lifted')
    expect(await cardsOf('SGCUSR01')).toEqual(['revoked', null])
  })

  it('is not lifted for who has left meanwhile', async () => {
    const { card } = await carded('SGCUSR03')
    const { accountId } = test.account('SGCUSR03')
    const number = (await sgc.ask(revokeCard, { accountId, card })) as RequestNumber
    expect(await sgc.askAndApprove(removeUser, { accountId })).toBe('applied')
    expect(await sgc.decide('SGCDAC01', 'C00105', number, 'lift')).toBe('lifted')
    expect(await cardsOf('SGCUSR03')).toEqual(['revoked'])
  })

  it('means the card that was shown, not one that took its place', async () => {
    const { card } = await carded('SGCUSR01')
    expect(await sgc.askAndApprove(replaceCard, asked('SGCUSR01', await newCard('SGCUSR01')))).toBe('applied')
    expect(await sgc.ask(revokeCard, { accountId: test.account('SGCUSR01').accountId, card })).toBe('no-card')
  })

  it('does not free the card: not even its owner is given it again', async () => {
    const revoked = await carded('SGCUSR01')
    const { accountId } = test.account('SGCUSR01')
    await sgc.ask(revokeCard, { accountId, card: revoked.card })
    for (const userId of ['SGCUSR01', 'SGCUSR02'])
      expect(await sgc.ask(assignCard, asked(userId, revoked))).toBe('card-taken-by')
  })
})

describe('a replaced smartcard', () => {
  it('ends with what it opened, when the other one is approved and not before', async () => {
    await carded('SGCUSR01')
    const byCard = await liveByCard('SGCUSR01')
    const number = (await sgc.ask(replaceCard, asked('SGCUSR01', await newCard('SGCUSR01')))) as RequestNumber
    expect([await cardsOf('SGCUSR01'), await byCard()]).toEqual([[null], null])
    expect(await sgc.decide('SGCDAC01', 'C00105', number)).toBe('applied')
    expect([await cardsOf('SGCUSR01'), await byCard()]).toEqual([['replaced', null], 'revoked'])
  })
})

describe('the password of a smartcard that is reset', () => {
  it('ends, with all logon sessions; the card stays', async () => {
    await carded('SGCUSR01')
    const byCard = await liveByCard('SGCUSR01')
    const { accountId } = test.account('SGCUSR01')
    expect(await sgc.askAndApprove(resetCardPassword, { accountId })).toBe('applied')
    expect([await passwordsOf('SGCUSR01'), await byCard(), await cardsOf('SGCUSR01')]).toEqual([
      ...[0, 'revoked', [null]],
    ])
    expect(await sgc.ask(resetCardPassword, { accountId })).toBe('no-card-password')
  })
})

describe('the smartcard of a leaver', () => {
  it('ends with his last role, its password too, and is nobody else’s for ever', async () => {
    const left = await carded('SGCUSR02')
    const { accountId } = test.account('SGCUSR02')
    await sgc.alsoFor('SGCUSR02', 'C00102')
    expect(await sgc.askAndApprove(removeUser, { accountId })).toBe('applied')
    expect([await cardsOf('SGCUSR02'), await passwordsOf('SGCUSR02')]).toEqual([[null], 1])
    // His firm no more: it learns as little of his card as of any stranger's.
    expect(await sgc.ask(assignCard, asked('SGCUSR01', left))).toBe('card-taken')
    const ktb = firmDesk(test, 'C00102', 'KTBDAM01', 'KTBDAC01')
    expect(await ktb.askAndApprove(removeUser, { accountId })).toBe('applied')
    expect([await cardsOf('SGCUSR02'), await passwordsOf('SGCUSR02')]).toEqual([['removed'], 0])
    expect(await ktb.ask(assignCard, asked('KTBUSR01', left))).toBe('card-taken-by')
    expect(await sgc.ask(assignCard, asked('SGCUSR01', left))).toMatch(/^card-taken/)
  })
})
