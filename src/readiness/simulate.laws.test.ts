import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  approved,
  go,
  hongKong,
  parallel,
  seoch,
  undecided,
  user,
} from '../../test/support/programme-samples.ts'
import { peopleOf, silently } from '../../test/support/read-report.ts'
import type { SiteId, UserId } from '../kernel/ids.ts'
import { decide } from '../programme/rules/decide.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import type { Member } from './people.ts'
import { factsThatMatter, wordsOf } from './rules/facts-that-matter.ts'
import { standingAt, standingsOver } from './rules/standing-at.ts'
import { timeline } from './rules/timeline.ts'
import { type Simulation, simulate } from './simulate.ts'
import { LISTED, sum } from './tally.ts'

const ROLES = seoch.roles.map(({ id }) => id)
const FIRMS = ['C00101', 'C00102']
const instants = [...seoch.turns, hongKong('06-12 07:00'), hongKong('06-10 18:30'), hongKong('12-29 23:00')]

const someFacts: fc.Arbitrary<Facts> = fc.record({
  userId: fc.stringMatching(/^[A-Z0-9]{8}$/).map((id) => id as UserId),
  participants: fc.subarray(FIRMS, { minLength: 1 }),
  roles: fc.subarray([...ROLES, 'client-connect'], { minLength: 1 }),
  status: fc.constantFrom('active', 'active', 'active', 'suspended'),
  emailRegistered: fc.boolean(),
  initiated: fc.boolean(),
  channels: fc.subarray(['email', 'app']),
  holdsCard: fc.boolean(),
  lockedUntil: fc.option(fc.constantFrom(...instants.map((at) => at.add({ minutes: 20 })))),
  functions: fc.subarray(seoch.functions.map(({ id }) => id)),
  registeredFor: fc.subarray(seoch.events.map(({ id }) => id)),
  enteredAt: fc.constant(null),
})

const aPerson = fc.record({ facts: someFacts })
type Person = typeof aPerson extends fc.Arbitrary<infer T> ? T : never

const anEstate = fc.record({
  people: fc.uniqueArray(aPerson, { maxLength: 8, selector: ({ facts }) => facts.userId }),
  inForce: fc.constantFrom<InForce>(
    approved,
    undecided,
    { ...approved, programme: parallel },
    {
      ...approved,
      decisions: [{ ...go, kind: 'no-go' as const }],
    },
  ),
  at: fc.constantFrom(...instants),
  pageSize: fc.integer({ min: 1, max: 5 }),
})

/** Each person in each of his firms, firm by firm, those first who can repair the others. */
function membersOf(people: readonly Person[]): readonly Member[] {
  return FIRMS.flatMap((code) =>
    people
      .filter(({ facts }) => facts.participants.includes(code))
      .map(({ facts }) => ({
        firm: { code, nameEn: code, nameZh: code },
        userId: facts.userId,
        roles: facts.roles,
        counts: facts.participants.toSorted()[0] === code,
        facts,
      })),
  )
}

/** The definition (design.md §5), written down once more and nowhere near the program. */
function definition({ programme, decisions }: InForce, facts: Facts, at: Temporal.Instant) {
  if (facts.status === 'suspended') return 'suspended'
  const met = programme.doors.flatMap(({ id, means }) =>
    (['primary', 'secondary'] satisfies SiteId[]).map((site) => ({
      means,
      ...decide({ programme, decisions }, facts, id, site, at),
    })),
  )
  const leadsIn = met.filter(({ outcome }) => outcome.startsWith('signed-in'))
  if (leadsIn.some(({ means }) => means !== 'initiation')) return 'gets-in'
  return leadsIn.length > 0 ? 'not-ready' : 'locked-out'
}

/** Who is card-only, written down once more: no OTP door of his would take him at any time of the calendar to come. */
function isCardOnly(inForce: InForce, { facts }: Person, at: Temporal.Instant): boolean {
  const open = inForce.programme.doors.filter(({ id }) =>
    (['primary', 'secondary'] satisfies SiteId[]).some((site) =>
      decide(inForce, facts, id, site, at).outcome.startsWith('signed-in'),
    ),
  )
  const taken = facts.initiated && facts.channels.length > 0
  const entitled = inForce.programme.doors.some(
    ({ means, admits, leadsTo }) =>
      means === 'otp' &&
      admits.some((role) => facts.roles.includes(role)) &&
      leadsTo.some((of) => facts.functions.includes(of)),
  )
  const means = open.map((door) => door.means)
  return means.includes('smartcard') && !means.includes('otp') && !(taken && entitled)
}

async function listsOf(estate: typeof anEstate extends fc.Arbitrary<infer T> ? T : never) {
  const { inForce, at, people, pageSize } = estate
  const found = new Map<string, readonly string[]>()
  let counts: Simulation['counts'] | undefined
  await simulate(inForce, at, peopleOf(membersOf(people), pageSize), silently, async (simulation) => {
    counts = simulation.counts
    for (const list of LISTED) {
      const named: string[] = []
      for await (const { participant, userId } of simulation.lists[list].items())
        named.push(`${participant} ${userId}`)
      found.set(list, named)
    }
  })
  return { found, counts }
}

describe('laws of a simulation', () => {
  it('names exactly those whom the definition names, in each of their firms, and counts each once', async () => {
    await fc.assert(
      fc.asyncProperty(anEstate, async (estate) => {
        const concerned = estate.people.filter(({ facts }) =>
          facts.roles.some((role) => ROLES.includes(role)),
        )
        const { found, counts } = await listsOf(estate)
        for (const list of LISTED) {
          const meant = concerned.filter((person) =>
            list === 'card-only'
              ? isCardOnly(estate.inForce, person, estate.at)
              : definition(estate.inForce, person.facts, estate.at) === list,
          )
          const expected = FIRMS.flatMap((code) =>
            meant
              .filter(({ facts }) => facts.participants.includes(code))
              .map(({ facts }) => `${code} ${facts.userId}`),
          )
          expect(found.get(list)).toEqual(expected)
          expect(counts?.[list]).toBe(meant.length)
        }
        expect(counts && sum(counts)).toBe(concerned.length)
      }),
      { numRuns: 25 },
    )
  })

  it('finds at every moment of the calendar what it would find there alone', () => {
    fc.assert(
      fc.property(someFacts, fc.constantFrom(approved, undecided), (facts, inForce) => {
        const moments = timeline(inForce).map(({ at }) => at)
        const alone = moments.map((at) => standingAt(inForce, facts, at))
        expect(standingsOver(inForce, facts, moments)).toEqual(alone)
      }),
      { numRuns: 15 },
    )
  })

  it('decides for the facts that matter as for all of them', () => {
    fc.assert(
      fc.property(
        someFacts,
        fc.constantFrom(...seoch.doors.map(({ id }) => id)),
        fc.constantFrom(...instants),
        (facts, door, at) => {
          const noisy: Facts = {
            ...facts,
            roles: [...facts.roles, 'janitor'].reverse(),
            // Sorted there; which comes first decides nothing.
            channels: [...facts.channels].sort(),
            functions: [...facts.functions, 'tea.kitchen' as Facts['functions'][number]],
            registeredFor: [...facts.registeredFor, 'summer-party'],
          }
          const matter = factsThatMatter(noisy, wordsOf(approved))
          expect(matter).toMatchObject({ userId: '', participants: [] })
          expect(matter.functions).not.toContain('tea.kitchen')
          expect(decide(approved, matter, door, 'primary', at)).toEqual(
            decide(approved, noisy, door, 'primary', at),
          )
        },
      ),
      { numRuns: 100 },
    )
  })

  it('never leaves out a User ID or a firm that a decision names', () => {
    const named = { ...go, remark: 'HLSUSR01' }
    const facts: Facts = { ...user, userId: 'HLSUSR01' as UserId, participants: ['C00101'] }
    const words = wordsOf({
      programme: seoch,
      decisions: [named, { ...go, of: { participant: 'C00101' } } as never],
    })
    expect(factsThatMatter(facts, words)).toMatchObject({ userId: 'HLSUSR01', participants: ['C00101'] })
  })
})
