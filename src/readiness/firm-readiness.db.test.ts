import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { edited, parallel, parsed } from '../../test/support/programme-samples.ts'
import { silently } from '../../test/support/read-report.ts'
import { deskOf } from '../../test/support/requests.ts'
import { seedFirm } from '../../test/support/seed-firm.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { insertCard } from '../cards/store.ts'
import type { CardId, MembershipId, ParticipantId, UserId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { firmPeople } from './firm-people.ts'
import { firmReadiness, questionAt } from './firm-readiness.ts'
import { LACK_FILTERS, type LackFilter, selectAlike } from './firm-store.ts'
import { readPeople } from './read-people.ts'
import { simulate } from './simulate.ts'
import type { FirmTally, Named } from './tally.ts'

let test: TestNode
let inForce: InForce
beforeAll(async () => {
  test = await testNode()
  const found = await test.database.read({ as: 'sign-in' }, (db) => test.node.world.inForce(db))
  inForce = found.inForce
})
afterAll(() => test.stop())

const superuser = (statement: string, values: readonly string[]) => deskOf(test).sql(statement, values)

/** A card that is good for years. */
async function giveCard(userId: string): Promise<void> {
  const { accountId } = test.account(userId)
  const digest = createHash('sha256').update(userId).digest('hex')
  const notAfter = test.clock.now().add({ hours: 24 * 1000 })
  await test.database.write({ as: 'operations' }, (tx) =>
    insertCard(tx, {
      ...{ id: systemRandomness.uuid() as CardId, accountId, issuer: digest, key: digest },
      ...{ serial: digest.slice(0, 40), subject: userId, notAfter, at: test.clock.now() },
    }),
  )
}

interface Simulated {
  readonly firms: readonly FirmTally[]
  readonly named: readonly Named[]
}

/** What the command says of launch morning; locks, which are for minutes, were gone by then. */
async function simulated(
  under: InForce = inForce,
  at = Temporal.Instant.from('2023-06-12T07:00+08:00'),
): Promise<Simulated> {
  const reading = {
    pageSize: 100,
    budgetKeyOf: (userId: UserId) => budgetKeyOf(test.node.world.sealer, userId),
  }
  let answer: Simulated = { firms: [], named: [] }
  const read: Parameters<typeof simulate>[2] = (concern, work) =>
    readPeople(test.database, reading, { ...concern, locksAt: null }, work)
  await simulate(under, at, read, silently, async ({ firms, lists }) => {
    const named: Named[] = []
    for (const list of Object.values(lists)) for await (const one of list.items()) named.push(one)
    answer = { firms, named }
  })
  return answer
}

const asFirm = async <T>(code: string, work: (id: ParticipantId) => Promise<T>) => {
  const firm = await test.database.read({ as: 'operations' }, (db) =>
    db.selectFrom('participant').select('id').where('code', '=', code).executeTakeFirstOrThrow(),
  )
  return work(firm.id)
}
const readinessOf = (code: string, under: InForce = inForce) =>
  asFirm(code, (id) =>
    test.database.read({ as: 'participant', participant: id }, (db) =>
      firmReadiness(db, { id, code }, { inForce: under, at: test.clock.now() }),
    ),
  )
const peopleOf = (code: string, filter: LackFilter, search = '', under: InForce = inForce) =>
  asFirm(code, (id) =>
    test.database.read({ as: 'participant', participant: id }, (db) =>
      firmPeople(
        db,
        id,
        { inForce: under, at: test.clock.now() },
        { filter, search, from: { after: '' }, atMost: 100 },
      ),
    ),
  )

describe('the readiness of one firm', () => {
  it('counts of every firm what a simulation of the whole estate counts of it', async () => {
    const { firms } = await simulated()
    const ofFirms = firms.filter(({ firm }) => firm !== null)
    expect(ofFirms.length).toBeGreaterThan(10)
    for (const { firm, counts } of ofFirms) {
      const code = firm?.code ?? ''
      expect([code, (await readinessOf(code)).counts]).toEqual([code, counts])
    }
  })

  it('counts and names who gets in by smartcard alone, as the simulation of a parallel run does', async () => {
    await giveCard('BWOUSR02')
    await giveCard('BWOUSR01')
    const under: InForce = { programme: parallel, decisions: [] }
    const { inForce: supposed, at } = questionAt({ inForce: under, at: test.clock.now() })
    const { firms, named } = await simulated(supposed, at)
    const counts = firms.find(({ firm }) => firm?.code === 'C00104')?.counts
    expect(counts?.['card-only']).toBe(1)
    expect((await readinessOf('C00104', under)).counts).toEqual(counts)
    const people = await peopleOf('C00104', 'all', '', under)
    const { lacks, mustAct } = named.find(({ userId }) => userId === 'BWOUSR02') ?? {}
    expect(people.filter(({ isCardOnly }) => isCardOnly)).toMatchObject([
      { userId: 'BWOUSR02', standing: 'gets-in', lacks, mustAct },
    ])
    expect(lacks).toContain('no-email')
  })

  it('counts a withdrawn registration as none', async () => {
    const [code, event] = ['C00105', 'connectivity-test-2023-06-10']
    const strict = parsed(edited(['admitted: true', 'admitted: false']))
    const during = Temporal.Instant.from('2023-06-10T18:05+08:00')
    const standing = async () => {
      const { firms, named } = await simulated({ ...inForce, programme: strict }, during)
      const lacking = named.filter(
        ({ participant, lacks }) => participant === code && lacks.includes('not-registered'),
      )
      return { counts: firms.find(({ firm }) => firm?.code === code)?.counts, lacking: lacking.length }
    }
    const registered = async () =>
      asFirm(code, (id) =>
        test.database.read({ as: 'participant', participant: id }, async (db) => {
          const rows = await selectAlike(db, id, new Set(), during)
          return [...new Set(rows.flatMap((row) => row.registered))]
        }),
      )
    expect([await registered(), (await standing()).lacking]).toEqual([[event], 0])
    await superuser(
      'update event_registration set valid_to = $2 where participant_id = (select id from participant where code = $1)',
      [code, test.clock.now().toString()],
    )
    expect(await registered()).toEqual([])
    const { counts, lacking } = await standing()
    expect([counts?.['gets-in'], lacking > 0]).toEqual([0, true])
  })

  it('names the same people, with the same lacks and the same who must act', async () => {
    // Another firm has him too: nobody of this one may register an address for him.
    const { accountId } = test.account('BWOUSR02')
    await test.database.write({ as: 'operations' }, async (tx) => {
      const { id } = await tx
        .selectFrom('participant')
        .select('id')
        .where('code', '=', 'C00102')
        .executeTakeFirstOrThrow()
      const membership = {
        id: systemRandomness.uuid() as MembershipId,
        account_id: accountId,
        role: 'user' as const,
      }
      const since = { valid_from: test.clock.now(), valid_to: null }
      await tx
        .insertInto('membership')
        .values({ ...membership, participant_id: id, ...since })
        .execute()
    })
    const { named } = await simulated()
    for (const code of ['C00101', 'C00104', 'C00107']) {
      const people = await peopleOf(code, 'all')
      const listed = people.flatMap(({ userId, standing, lacks, mustAct }) =>
        standing === 'gets-in' ? [] : [{ participant: code, userId, lacks, mustAct }],
      )
      const theirs = named.filter(({ participant }) => participant === code)
      const inOrder = (all: readonly Named[]) => [...all].sort((a, b) => a.userId.localeCompare(b.userId))
      expect(inOrder(listed)).toEqual(inOrder(theirs))
    }
    expect(named.find(({ userId }) => userId === 'BWOUSR02')?.mustAct).toContain('operator')
  })

  it('narrows the list by facts, and finds by User ID or name', async () => {
    const ids = async (filter: LackFilter, search = '') =>
      (await peopleOf('C00104', filter, search)).map(({ userId }) => userId)
    expect(await ids('no-email')).toEqual(['BWODAC01', 'BWOUSR02'])
    expect(await ids('suspended')).toEqual(['BWOUSR03'])
    expect(await ids('not-initiated')).toEqual(['BWODAC01', 'BWODAM01', 'BWOUSR02'])
    expect(await ids('all', 'cheuk')).toEqual(['BWOUSR01'])
    expect(LACK_FILTERS).toHaveLength(4)
  })

  it('counts ten thousand people by what they lack (how fast: bench/emails.ts)', async () => {
    const at = test.clock.now()
    const firm = await seedFirm(test.db.superuserUrl, { code: 'C00BIG', users: 10_000, withEmail: 9_000, at })
    const { people, noEmail, notInitiated } = await readinessOf(firm.code)
    expect({ people, noEmail, notInitiated }).toEqual({
      people: 10_002,
      noEmail: { users: 1_000, administrators: 0 },
      notInitiated: 9_002,
    })
  })
})
