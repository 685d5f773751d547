import { describe, expect, it } from 'vitest'
import type { MembershipId } from '../../kernel/ids.ts'
import { mayChangeUser, type Target } from './may-change-user.ts'

const user: Target = {
  membershipId: 'm' as MembershipId,
  roles: ['user'],
  personRoles: ['user'],
  actsElsewhere: false,
  personActsElsewhere: false,
}
const refusals = (target: Target | null) =>
  (['account', 'person', 'role'] as const).map((touches) => {
    const may = mayChangeUser(target, touches)
    return may.ok ? 'may' : may.refusal
  })

describe('a firm’s Delegated Administrators', () => {
  it('may change a user of their firm alone: his User ID, his name, his role', () => {
    expect(refusals(user)).toEqual(['may', 'may', 'may'])
  })

  it.each(['da-maker', 'da-checker', 'da-single', 'client-connect'] as const)(
    'may change nothing of a %s, be he a user as well',
    (role) => {
      const all = ['administrator', 'administrator', 'administrator']
      expect(refusals({ ...user, roles: [role, 'user'], personRoles: [role, 'user'] })).toEqual(all)
      expect(refusals({ ...user, membershipId: null, roles: [role], personRoles: [role] })).toEqual(all)
    },
  )

  it('may not rename a DA through another User ID of his', () => {
    expect(refusals({ ...user, personRoles: ['da-single', 'user'] })).toEqual(['may', 'administrator', 'may'])
  })

  it('may change the role here of one whom another firm has too, and nothing that is the other firm’s as well', () => {
    const shared = { ...user, actsElsewhere: true, personActsElsewhere: true }
    expect(refusals(shared)).toEqual(['of-several-firms', 'of-several-firms', 'may'])
    expect(refusals({ ...user, personActsElsewhere: true })).toEqual(['may', 'of-several-firms', 'may'])
  })

  it('find nobody where there is nobody', () => {
    expect(refusals(null)).toEqual(['not-found', 'not-found', 'not-found'])
  })
})
