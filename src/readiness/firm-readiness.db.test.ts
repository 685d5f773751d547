import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { silently } from '../../test/support/read-report.ts'
import { seedFirm } from '../../test/support/seed-firm.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import type { MembershipId, ParticipantId, UserId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { firmPeople } from './firm-people.ts'
import { firmReadiness } from './firm-readiness.ts'
import { LACK_FILTERS, type LackFilter } from './firm-store.ts'
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

interface Simulated {
  readonly firms: readonly FirmTally[]
  readonly named: readonly Named[]
}

/** What the command says of launch morning; locks, which are for minutes, were gone by then. */
async function simulated(): Promise<Simulated> {
  const at = Temporal.Instant.from('2023-06-12T07:00+08:00')
  const reading = {
    pageSize: 100,
    budgetKeyOf: (userId: UserId) => budgetKeyOf(test.node.world.sealer, userId),
  }
  let answer: Simulated = { firms: [], named: [] }
  const read: Parameters<typeof simulate>[2] = (concern, work) =>
    readPeople(test.database, reading, { ...concern, locksAt: null }, work)
  await simulate(inForce, at, read, silently, async ({ firms, lists }) => {
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
const readinessOf = (code: string) =>
  asFirm(code, (id) =>
    test.database.read({ as: 'participant', participant: id }, (db) =>
      firmReadiness(db, { id, code }, { inForce, at: test.clock.now() }),
    ),
  )
const peopleOf = (code: string, filter: LackFilter, search = '') =>
  asFirm(code, (id) =>
    test.database.read({ as: 'participant', participant: id }, (db) =>
      firmPeople(
        db,
        id,
        { inForce, at: test.clock.now() },
        { filter, search, from: { after: '' }, atMost: 100 },
      ),
    ),
  )

describe('the readiness of one firm', () => {
  it('counts of every firm what a simulation of the whole estate counts of it', async () => {
    const { firms } = await simulated()
    const ofFirms = firms.filter(({ firm }) => firm !== null)
    expect(ofFirms.length).toBeGreaterThan(10)
    // How many of them get in by smartcard alone is asked of everybody, not of one firm.
    for (const {
      firm,
      counts: { 'card-only': _, ...counts },
    } of ofFirms) {
      const code = firm?.code ?? ''
      expect([code, (await readinessOf(code)).counts]).toEqual([code, counts])
    }
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
