import { describe, expect, it } from 'vitest'
import { routesOf } from './routes-of.ts'

describe('a case', () => {
  it('about a user, or nobody by name, is usually for the firm’s Delegated Administrators', () => {
    expect([routesOf([]), routesOf(['user'])]).toEqual([
      ['firm', 'operators'],
      ['firm', 'operators'],
    ])
  })

  it.each([['da-maker'], ['da-checker'], ['da-single'], ['client-connect'], ['user', 'da-maker']] as const)(
    'about %s of the firm is for the operators alone',
    (...roles) => {
      expect(routesOf(roles)).toEqual(['operators'])
    },
  )
})
