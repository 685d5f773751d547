import { describe, expect, it } from 'vitest'
import { blocklistOf } from './blocklist.ts'

const blocklist = blocklistOf({
  whole: ['Tr0ub4dor&3', 'kestrel9kestrel9'],
  words: ['summer', 'welcome', 'hongkong'],
  additions: ['1', '123', '2023', 'my'],
})

describe('the blocklist', () => {
  it.each(['Tr0ub4dor&3', 'troubador-3', 'TROUBADOR 3', 'kestrel9kestrel9', 'kestrel-9-kestrel-9'])(
    'includes %j: what stands in it, and its trivial variants',
    (password) => expect(blocklist.includes(password)).toBe(true),
  )

  it.each([
    'summer',
    'Summer2023!',
    '123summer',
    'my summer 2023',
    'welcomehongkong',
    'Welcome-Hongkong-1',
    'hongkong@2023',
    '$ummer2023',
  ])('includes %j: one or two worn-out words and what people add, three parts at most', (password) =>
    expect(blocklist.includes(password)).toBe(true),
  )

  it.each([
    '',
    '2023',
    'my1232023',
    'summerwelcomehongkong',
    'my1summer123',
    'summerly',
    'xsummer',
    'kestrel9',
    'troubador',
  ])('does not include %j', (password) => expect(blocklist.includes(password)).toBe(false))
})
