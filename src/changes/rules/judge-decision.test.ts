import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccessRight, Chain, RequestState, Role } from '../../kernel/vocabulary.ts'
import { type DecisionFacts, judgeDecision, type Someone } from './judge-decision.ts'
import type { Verdict } from './request-state.ts'
import { hasSingleControl, mayCheck, mayMake } from './who-may.ts'

const NOW = Temporal.Instant.from('2023-06-12T10:00+08:00')

const role = fc.constantFrom<Role>(
  ...(['user', 'da-maker', 'da-checker', 'da-single', 'client-connect'] as const),
  ...(['operator-maker', 'operator-checker', 'hotline', 'auditor'] as const),
)
const right = fc.constantFrom<AccessRight>('EU_UserMaintenance', 'EU_Events', 'EU_Documents')
const someone: fc.Arbitrary<Someone> = fc.record({
  person: fc.constantFrom('A', 'B', 'C', 'D'),
  active: fc.boolean(),
  inFirm: fc.array(role, { maxLength: 2 }),
  rights: fc.array(right, { maxLength: 2 }),
  asOperator: fc.array(role, { maxLength: 2 }),
})
const facts: fc.Arbitrary<DecisionFacts> = fc.record({
  asking: fc.record({
    chain: fc.constantFrom<Chain>('firm', 'connect', 'operators'),
    restricts: fc.boolean(),
    right: fc.option(right),
  }),
  state: fc.constantFrom<RequestState>('pending', 'checked', 'in-force', 'applied', 'void'),
  dueAt: fc.constantFrom(NOW.subtract({ hours: 1 }), NOW, NOW.add({ hours: 1 })),
  escalated: fc.boolean(),
  maker: someone,
  earlier: fc.option(someone),
  decider: someone,
  atDesk: fc.boolean(),
  concernsDecider: fc.boolean(),
  steppedUp: fc.boolean(),
  shownAsIs: fc.boolean(),
  verdict: fc.constantFrom<Verdict>('approve', 'reject', 'confirm', 'lift'),
  at: fc.constant(NOW),
})

const DA = { active: true, rights: [], asOperator: [] }
const maker: Someone = { ...DA, person: 'M', inFirm: ['da-maker'] }
const checker: Someone = { ...DA, person: 'C', inFirm: ['da-checker'] }
const operator: Someone = { ...DA, person: 'O', inFirm: [], asOperator: ['operator-checker'] }
const right_: AccessRight = 'EU_UserMaintenance'
const connected = (person: string): Someone => ({
  ...DA,
  ...{ person, inFirm: ['client-connect'], rights: [right_] },
})

const good: DecisionFacts = {
  asking: { chain: 'firm', restricts: false, right: null },
  ...{ state: 'pending', dueAt: NOW.add({ seconds: 1 }), escalated: false },
  ...{ maker, earlier: null, decider: checker, atDesk: false },
  ...{ concernsDecider: false, steppedUp: true, shownAsIs: true, verdict: 'approve', at: NOW },
}

describe('a decision', () => {
  it('goes on only for another, active person, entitled there, not concerned, who saw what he decides on', () => {
    fc.assert(
      fc.property(facts, (all) => {
        if (judgeDecision(all).is !== 'goes-on') return
        expect(all.decider.active).toBe(true)
        expect([all.maker.person, all.earlier?.person]).not.toContain(all.decider.person)
        expect([all.concernsDecider, all.shownAsIs]).toEqual([false, true])
        if (all.verdict !== 'reject') expect(all.steppedUp).toBe(true)
        const roles = [...all.decider.inFirm, ...all.decider.asOperator]
        const checks: readonly Role[] = ['da-checker', 'da-single', 'client-connect', 'operator-checker']
        const turned: readonly Role[] = ['da-maker', 'operator-maker']
        expect(
          roles.some((one) => checks.includes(one) || (all.asking.restricts && turned.includes(one))),
        ).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('that approves rests on makers and checkers who still may, before the due time', () => {
    fc.assert(
      fc.property(facts, (all) => {
        if (judgeDecision(all).is !== 'goes-on' || all.verdict !== 'approve') return
        expect(mayMake(all.asking, all.maker)).toBe(true)
        expect(Temporal.Instant.compare(all.at, all.dueAt)).toBe(-1)
      }),
      { numRuns: 3000 },
    )
  })

  it.each<[string, Partial<DecisionFacts>, object]>([
    ['as it should be', {}, { is: 'goes-on', to: 'applied', stage: 'check' }],
    ['on what is decided', { state: 'applied' }, { is: 'decided' }],
    ['of a kind that is none there', { verdict: 'lift' }, { is: 'decided' }],
    ['by its maker', { decider: { ...checker, person: 'M' } }, { is: 'own-request' }],
    ['by a maker', { decider: { ...maker, person: 'X' } }, { is: 'not-entitled' }],
    ['by one suspended', { decider: { ...checker, active: false } }, { is: 'not-entitled' }],
    ['by an operator who is not asked', { decider: operator, atDesk: true }, { is: 'not-entitled' }],
    ['by an operator standing in', { decider: operator, atDesk: true, escalated: true }, { is: 'goes-on' }],
    ['on himself', { concernsDecider: true }, { is: 'concerns-oneself' }],
    ['at the due time', { dueAt: NOW }, { is: 'ends', to: 'expired' }],
    ['on something else', { shownAsIs: false }, { is: 'not-as-shown' }],
    ['without step-up', { steppedUp: false }, { is: 'step-up' }],
    [
      'to reject, without step-up',
      { steppedUp: false, verdict: 'reject' },
      { is: 'goes-on', to: 'rejected' },
    ],
    [
      'for a maker who lost his role',
      { maker: { ...maker, inFirm: ['user'] } },
      { is: 'ends', to: 'void', because: 'maker-not-entitled' },
    ],
    [
      'to reject what such a maker asked',
      { maker: { ...maker, active: false }, verdict: 'reject' },
      { is: 'goes-on', to: 'rejected' },
    ],
  ])('%s', (_, other, judgement) => {
    expect(judgeDecision({ ...good, ...other })).toMatchObject(judgement)
  })

  it('of chain connect takes three people, the last at the desk', () => {
    const asking = { chain: 'connect', restricts: false, right: right_ } as const
    const [one, two] = [connected('1'), connected('2')]
    const first = { ...good, asking, maker: one, decider: two }
    expect(judgeDecision(first)).toMatchObject({ is: 'goes-on', to: 'checked' })
    expect(judgeDecision({ ...first, decider: { ...two, rights: ['EU_Events'] } })).toEqual({
      is: 'not-entitled',
    })
    const last: DecisionFacts = {
      ...first,
      ...{ state: 'checked', earlier: two, decider: operator, atDesk: true },
    }
    expect(judgeDecision(last)).toMatchObject({ is: 'goes-on', to: 'applied', stage: 'authorise' })
    expect(judgeDecision({ ...last, decider: connected('3'), atDesk: false })).toEqual({ is: 'not-entitled' })
    expect(judgeDecision({ ...last, earlier: { ...two, active: false } })).toMatchObject({
      because: 'checker-not-entitled',
    })
    expect(judgeDecision({ ...last, decider: { ...operator, person: '2' } })).toEqual({ is: 'own-request' })
  })
})

describe('what restricts', () => {
  const asking = { chain: 'firm', restricts: true, right: null } as const

  it('is asked for by a maker or a checker, and decided on by who completes the two', () => {
    expect([mayMake(asking, maker), mayMake(asking, checker)]).toEqual([true, true])
    expect(mayCheck(asking, checker, maker)).toBe(true)
    expect(mayCheck(asking, maker, checker)).toBe(true)
    expect(mayCheck(asking, { ...maker }, maker)).toBe(false)
  })
})

describe('single control', () => {
  it('is granted to a firm and to one in it, and is for nothing but its own affairs', () => {
    const single = { ...DA, inFirm: ['da-single'] as const }
    const firm = { chain: 'firm', restricts: false, right: null } as const
    expect(hasSingleControl(firm, single, true)).toBe(true)
    expect(hasSingleControl(firm, single, false)).toBe(false)
    expect(hasSingleControl(firm, maker, true)).toBe(false)
    expect(hasSingleControl({ ...firm, chain: 'operators' }, single, true)).toBe(false)
    expect(hasSingleControl(firm, { ...single, active: false }, true)).toBe(false)
  })
})
