import { describe, expect, it } from 'vitest'
import { type DoorsOf, type Lead, whereDoorsLead } from './where-doors-lead.ts'

const BRANCH = { none: null, opening: 'opening', open: 'open', discarding: 'discarding' } as const
const SESSION = { none: null, kept: true, 'thrown away': false } as const

/** Site, branch, session there, and where the terminals' doors lead. */
const LEADS: readonly (readonly ['authority' | 'other', keyof typeof BRANCH, keyof typeof SESSION, Lead])[] =
  [
    ['other', 'none', 'none', 'authority'],
    ['other', 'none', 'kept', 'authority'],
    ['other', 'none', 'thrown away', 'nowhere'],
    ['other', 'opening', 'none', 'authority'],
    ['other', 'opening', 'kept', 'authority'],
    ['other', 'opening', 'thrown away', 'nowhere'],
    ['other', 'open', 'none', 'branch'],
    ['other', 'open', 'kept', 'branch'],
    ['other', 'open', 'thrown away', 'branch'],
    ['other', 'discarding', 'none', 'authority'],
    ['other', 'discarding', 'kept', 'authority'],
    ['other', 'discarding', 'thrown away', 'nowhere'],
    ['authority', 'none', 'none', 'authority'],
    ['authority', 'none', 'kept', 'authority'],
    ['authority', 'none', 'thrown away', 'nowhere'],
    // Left open when the authority moved to its site: it is nobody's any more.
    ['authority', 'open', 'none', 'authority'],
    ['authority', 'open', 'kept', 'authority'],
    ['authority', 'open', 'thrown away', 'nowhere'],
  ]

function lead(of: DoorsOf, [site, branch, session]: (typeof LEADS)[number]): Lead {
  const [state, carriedForward] = [BRANCH[branch], SESSION[session]]
  return whereDoorsLead(of, {
    isAuthority: site === 'authority',
    branch: state && { state },
    session: carriedForward === null ? null : { carriedForward },
  })
}

describe('the doors of a site', () => {
  it.each(LEADS)('at the %s site, branch: %s, session: %s: the terminals’ lead to the %s', (...line) => {
    expect(lead('terminals', line)).toBe(line[3])
  })

  it('lead to the authority everywhere and always, where they are the house’s own', () => {
    expect(new Set(LEADS.map((line) => lead('house', line)))).toEqual(new Set(['authority']))
  })
})
