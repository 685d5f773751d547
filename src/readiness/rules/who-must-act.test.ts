import { describe, expect, it } from 'vitest'
import { firmMeans, type Helper } from './firm-means.ts'
import { whoMustAct } from './who-must-act.ts'

const able = { administrators: true, clientConnect: true }
const helpless = { administrators: false, clientConnect: true }

describe('who must act', () => {
  it.each([
    ['no-email', false, able, ['delegated-administrators']],
    ['no-email', true, able, ['client-connect']],
    ['no-email', false, helpless, ['client-connect', 'delegated-administrators']],
    ['no-email', true, helpless, ['client-connect']],
    ['suspended', false, able, ['delegated-administrators']],
    ['channel-refused', false, able, ['delegated-administrators']],
    ['not-entitled', true, able, ['client-connect']],
    ['not-registered', false, able, ['client-connect']],
    ['not-initiated', true, able, ['himself']],
    ['locked', false, helpless, ['himself']],
    ['card-day-passed', false, able, ['operator']],
    ['launch-not-approved', true, able, ['operator']],
  ] as const)('for %s, of a DA: %s, in a firm that is %j: %j', (lack, isDa, firm, actors) => {
    expect(whoMustAct([lack], { isAdministrator: isDa, ofSeveralFirms: false }, firm)).toEqual(actors)
  })

  it.each([
    ['no-email', false, ['operator']],
    ['suspended', false, ['operator']],
    ['channel-refused', false, ['operator']],
    ['not-entitled', false, ['delegated-administrators']],
    ['not-initiated', false, ['himself']],
    ['no-email', true, ['client-connect']],
  ] as const)(
    'for %s, of somebody whom several firms have, a DA: %s: %j',
    (lack, isAdministrator, actors) => {
      expect(whoMustAct([lack], { isAdministrator, ofSeveralFirms: true }, able)).toEqual(actors)
    },
  )

  it('names everybody, each once, in the order in which they must act', () => {
    const lacks = ['not-initiated', 'no-email', 'not-entitled'] as const
    expect(whoMustAct(lacks, { isAdministrator: false, ofSeveralFirms: false }, helpless)).toEqual([
      'client-connect',
      'delegated-administrators',
      'himself',
    ])
  })
})

function helper(userId: string, role: string, standing: Helper['standing'], active = true): Helper {
  return { userId, roles: [role], standing, active }
}

describe('a firm can help its people', () => {
  const maker = helper('MAKER1', 'da-maker', 'gets-in')
  const checker = helper('CHECK1', 'da-checker', 'not-ready')

  it.each([
    ['with a maker and a checker who get in, or can initiate', [maker, checker], true],
    ['with one under single control', [helper('SINGLE', 'da-single', 'gets-in')], true],
    ['not without a checker', [maker], false],
    ['not with a checker who is locked out', [maker, helper('CHECK1', 'da-checker', 'locked-out')], false],
    ['not with a maker who is suspended', [helper('MAKER1', 'da-maker', 'suspended', false), checker], false],
    ['not where the maker would check himself', [{ ...maker, roles: ['da-maker', 'da-checker'] }], false],
    ['not by its Client Connect user', [helper('CLIENT', 'client-connect', null)], false],
    ['not by nobody', [], false],
  ])('%s', (_, helpers, administrators) => {
    expect(firmMeans(helpers).administrators).toBe(administrators)
  })

  it('and by Client Connect where somebody active is there for it', () => {
    expect(firmMeans([helper('CLIENT', 'client-connect', null)]).clientConnect).toBe(true)
    expect(firmMeans([helper('CLIENT', 'client-connect', null, false)]).clientConnect).toBe(false)
    expect(firmMeans([maker, checker]).clientConnect).toBe(false)
  })
})
