import { describe, expect, it } from 'vitest'
import type { Delegate } from '../delegates-of.ts'
import { whyNotAppointed, whyNotOneFirms, whyNotRemoved, whyNotTheAddress } from './may-be-delegate.ts'

const delegate = (role: string, over: object = {}) =>
  ({
    role,
    membershipId: role,
    personId: `person of ${role}`,
    email: `${role}@firm.example`,
    ...over,
  }) as Delegate
const firm = (singleControl: boolean, ...delegates: readonly Delegate[]) => ({ singleControl, delegates })
const two = firm(false, delegate('da-maker'), delegate('da-checker'))

describe('what another firm has too', () => {
  const his = { actsElsewhere: true, personActsElsewhere: true }
  it.each([
    ['connect', 'account', his, true],
    ['connect', 'person', his, true],
    ['connect', 'role', his, false],
    ['operators', 'account', his, false],
    ['operators', 'person', his, false],
    ['connect', 'account', { actsElsewhere: false, personActsElsewhere: true }, false],
    ['connect', 'person', { actsElsewhere: false, personActsElsewhere: true }, true],
    ['connect', 'person', { actsElsewhere: false, personActsElsewhere: false }, false],
  ] as const)('through %s, his %s, %o: refused %s', (through, touches, elsewhere, refused) => {
    const problem = refused ? { code: 'of-several-firms' } : null
    expect(whyNotOneFirms(through, touches, elsewhere)).toEqual(problem)
  })
})

describe('who takes the office', () => {
  const maker = 'person of da-maker' as never
  it('has it not yet, nor the other one, but for single control where it was granted', () => {
    expect(whyNotAppointed(two, 'da-maker', maker)).toEqual({ code: 'already-delegate', field: 'role' })
    expect(whyNotAppointed(two, 'da-checker', maker)).toEqual({ code: 'maker-and-checker', field: 'role' })
    expect(whyNotAppointed({ ...two, singleControl: true }, 'da-checker', maker)).toBeNull()
    expect(whyNotAppointed(two, 'da-checker', null)).toBeNull()
  })

  it('alone needs single control', () => {
    expect(whyNotAppointed(two, 'da-single', null)).toEqual({ code: 'no-single-control', field: 'role' })
    expect(whyNotAppointed({ ...two, singleControl: true }, 'da-single', null)).toBeNull()
  })
})

describe('an address', () => {
  it('is one, and none of the other side’s in whatever case', () => {
    expect(whyNotTheAddress(two, 'da-maker', 'no address')).toEqual({
      code: 'not-an-address',
      field: 'address',
    })
    expect(whyNotTheAddress(two, 'da-maker', 'DA-Checker@firm.example')).toEqual({
      ...{ code: 'address-of-other-side', field: 'address' },
    })
    expect(whyNotTheAddress(two, 'da-maker', 'da-maker@firm.example')).toBeNull()
    const alone = { ...two, singleControl: true }
    expect(whyNotTheAddress(alone, 'da-maker', 'da-checker@firm.example')).toBeNull()
    expect(whyNotTheAddress(alone, 'da-maker', 'no address')).not.toBeNull()
  })
})

describe('who leaves', () => {
  it('leaves another one of his role', () => {
    expect(whyNotRemoved(two, delegate('da-maker'))).toEqual({ code: 'last-of-role' })
    const three = firm(false, ...two.delegates, delegate('da-maker', { membershipId: 'another' }))
    expect(whyNotRemoved(three, delegate('da-maker'))).toBeNull()
  })
})
