import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DOORS, go, hongKong, seoch, staged } from '../../../test/support/programme-samples.ts'
import type { FunctionId, SiteId, UserId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { CHANNELS } from './channels.ts'
import { type Decision, decide, ruleAt } from './decide.ts'
import { doorState, isDoorOpen } from './door-state.ts'
import type { Facts } from './facts.ts'
import type { InForce, LaunchDecision, Some } from './in-force.ts'
import { sessionAt } from './situation.ts'

const FUNCTIONS = seoch.functions.map(({ id }) => id)

/** Mostly the fortnight around the launch, to the second, and often exactly at an edge. */
const anInstant: fc.Arbitrary<Instant> = fc.oneof(
  fc.constantFrom(...seoch.turns, ...staged.turns, ...staged.turns).chain((turn) => around(turn)),
  fc
    .integer({ min: seconds(hongKong('06-08 00:00')), max: seconds(hongKong('06-24 00:00')) })
    .map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000)),
  fc
    .integer({ min: seconds(hongKong('05-20 00:00')), max: seconds(hongKong('12-31 23:59')) + 90_000 })
    .map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000)),
)

function around(turn: Instant): fc.Arbitrary<Instant> {
  return fc.constantFrom(-600, -1, 0, 1, 599, 600, 601).map((by) => turn.add({ seconds: by }))
}

function seconds(at: Instant): number {
  return at.epochMilliseconds / 1000
}

const someFacts: fc.Arbitrary<Facts> = fc.record({
  userId: fc.constantFrom(...(['HLSUSR01', 'HLSUSR02'] as UserId[])),
  participants: fc.subarray(['HLS', 'PFC']),
  roles: fc.subarray(seoch.roles.map(({ id }) => id)),
  status: fc.constantFrom('active', 'active', 'active', 'suspended', 'removed'),
  emailRegistered: fc.boolean(),
  initiated: fc.boolean(),
  channels: fc.subarray([...CHANNELS]),
  lockedUntil: fc.option(anInstant),
  holdsCard: fc.option(fc.boolean()),
  functions: fc.subarray([...FUNCTIONS]),
  registeredFor: fc.subarray(seoch.events.map(({ id }) => id)),
  enteredAt: fc.option(anInstant),
})

const SOME: readonly Some[] = [
  { participant: 'HLS' },
  { participant: 'PFC' },
  { person: 'HLSUSR01' as UserId },
]
const signed = {
  decidedAt: anInstant,
  maker: fc.constantFrom('OPMAKER1', 'OPCHECK1'),
  checker: fc.constant('OPCHECK1'),
  remark: fc.constant(''),
}
const aDecision: fc.Arbitrary<LaunchDecision> = fc.oneof(
  fc.record({ ...signed, kind: fc.constantFrom('go', 'no-go') }),
  fc.record({
    ...signed,
    kind: fc.constant('postponement' as const),
    of: fc.constant('everybody' as const),
    switchesAt: anInstant,
    decideBy: anInstant,
  }),
  fc.record({
    ...signed,
    kind: fc.constant('postponement' as const),
    of: fc.constantFrom(...SOME),
    switchesAt: anInstant,
  }),
  fc.record({
    ...signed,
    kind: fc.constant('rollback' as const),
    of: fc.constantFrom('everybody' as const, ...SOME),
  }),
  fc.record({
    ...signed,
    kind: fc.constant('grace' as const),
    of: fc.constantFrom(...SOME),
    system: fc.constantFrom(...seoch.systems.map(({ id }) => id)),
    businessDays: fc.integer({ min: 1, max: 20 }),
  }),
)

const anInForce: fc.Arbitrary<InForce> = fc.record({
  programme: fc.constantFrom(seoch, staged),
  decisions: fc.oneof(
    fc.constant([]),
    fc.array(aDecision, { maxLength: 3 }).map((decisions) => [...decisions, go]),
  ),
})

const aQuestion = fc.record({
  inForce: anInForce,
  facts: someFacts,
  door: fc.constantFrom(...DOORS),
  site: fc.constantFrom<SiteId>('primary', 'secondary'),
  at: anInstant,
})
type Asked = typeof aQuestion extends fc.Arbitrary<infer T> ? T : never

function ask({ inForce, facts, door, site, at }: Asked): Decision {
  return decide(inForce, facts, door, site, at)
}

/** What `nextChange` is about. */
function gist({ outcome, functions, channels, carriedForward, reasons }: Decision): string {
  return JSON.stringify([outcome, functions, channels, carriedForward, reasons.map(({ code }) => code)])
}

describe('laws of a decision', () => {
  it('is the same at every instant before its next change, and another one at it', () => {
    fc.assert(
      fc.property(
        aQuestion,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8 }),
        (asked, parts) => {
          const now = ask(asked)
          const end = now.nextChange ?? hongKong('12-31 23:59:59').add({ hours: 48 })
          const span = Math.max(0, end.epochMilliseconds - asked.at.epochMilliseconds)
          for (const part of [...parts, (span - 1) / span]) {
            const at = asked.at.add({ milliseconds: Math.min(span - 1, Math.floor(span * part)) })
            if (span > 0) expect(gist(ask({ ...asked, at }))).toBe(gist(now))
          }
          if (now.nextChange !== null) expect(gist(ask({ ...asked, at: now.nextChange }))).not.toBe(gist(now))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('depends on what it is asked and on nothing else', () => {
    fc.assert(
      fc.property(aQuestion, (asked) => {
        expect(JSON.stringify(ask(asked))).toBe(JSON.stringify(ask(asked)))
      }),
    )
  })

  it('never opens a function to somebody who is not let in', () => {
    fc.assert(
      fc.property(aQuestion, (asked) => {
        const { outcome, functions } = ask(asked)
        expect(functions.length > 0).toBe(outcome === 'signed-in' && !asked.door.endsWith('.initiation'))
      }),
    )
  })

  it('never lets in through a closed door who has not begun before', () => {
    fc.assert(
      fc.property(aQuestion, ({ facts: asked, ...rest }) => {
        const facts = { ...asked, enteredAt: null }
        const { inForce, door, site, at } = rest
        const { open } = doorState(inForce, door, site, at, facts)
        expect(ask({ ...rest, facts }).outcome === 'door-closed').toBe(!open)
      }),
    )
  })

  it('never lets in through a door that the landing page shows closed', () => {
    fc.assert(
      fc.property(aQuestion, ({ inForce, facts, door, site, at }) => {
        const person: Facts = { ...facts, enteredAt: null }
        if (ask({ inForce, facts: person, door, site, at }).outcome.startsWith('signed-in'))
          expect(doorState(inForce, door, site, at).open).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('is open to everybody where the state of the door says so, in whatever order of time it is asked', () => {
    const moments = fc.array(fc.tuple(fc.constantFrom(...DOORS), anInstant), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        anInForce,
        fc.constantFrom<SiteId>('primary', 'secondary'),
        moments,
        (inForce, site, asked) => {
          for (const [door, at] of asked) {
            const fresh = { ...inForce }
            for (const when of [at, at.subtract({ nanoseconds: 1 }), at.add({ nanoseconds: 1 })])
              expect(isDoorOpen(inForce, door, site, when)).toBe(doorState(fresh, door, site, when).open)
          }
        },
      ),
    )
  })

  it('rules at an instant as it decides from then on', () => {
    fc.assert(
      fc.property(aQuestion, ({ inForce, facts, door, site, at }) => {
        const { nextChange: _, ...ruling } = decide(inForce, facts, door, site, at)
        expect(ruleAt(inForce, facts, door, site, at)).toEqual(ruling)
      }),
    )
  })

  it('never leaves anybody between the card door and the OTP door, whatever is decided about the launch', () => {
    fc.assert(
      fc.property(aQuestion, fc.constantFrom('ccms', 'dms'), ({ inForce, facts, at }, system) => {
        if (sessionAt(inForce.programme, 'primary', at) !== null) return
        const open = inForce.programme.doors
          .filter((door) => door.system === system && door.means !== 'initiation')
          .filter((door) => doorState(inForce, door.id, 'primary', at, facts).open)
        expect(open).not.toEqual([])
      }),
    )
  })

  it('never lets in who is suspended, removed or without a role', () => {
    fc.assert(
      fc.property(aQuestion, fc.constantFrom('suspended', 'removed', 'no role'), (asked, how) => {
        const facts: Facts =
          how === 'no role'
            ? { ...asked.facts, roles: [] }
            : { ...asked.facts, status: how as 'suspended' | 'removed' }
        expect(['door-closed', 'refused']).toContain(ask({ ...asked, facts }).outcome)
      }),
    )
  })

  it('never loses a function by a new entitlement', () => {
    fc.assert(
      fc.property(aQuestion, fc.constantFrom(...FUNCTIONS), (asked, added) => {
        const functions: readonly FunctionId[] = [...new Set([...asked.facts.functions, added])]
        const more = ask({ ...asked, facts: { ...asked.facts, functions } })
        expect(more.functions).toEqual(expect.arrayContaining([...ask(asked).functions]))
      }),
    )
  })

  it('counts no decision before it was made', () => {
    fc.assert(
      fc.property(aQuestion, (asked) => {
        const made = asked.inForce.decisions.filter(
          (one) => Temporal.Instant.compare(one.decidedAt, asked.at) <= 0,
        )
        const known = { ...asked, inForce: { ...asked.inForce, decisions: made } }
        expect(gist(ask(known))).toBe(gist(ask(asked)))
      }),
    )
  })

  it('gives a reason whenever it does not open what was asked for', () => {
    fc.assert(
      fc.property(aQuestion, (asked) => {
        const { outcome, reasons } = ask(asked)
        if (outcome !== 'signed-in') expect(reasons.length).toBeGreaterThan(0)
        for (const { text } of reasons) expect(text['zh-Hant']).toMatch(/\p{Script=Han}/u)
      }),
    )
  })
})
