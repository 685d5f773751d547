import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initials } from './initials.ts'

const nasty = fc.constantFrom(...'aÉ陳7 .\r\n\t\0\u0085\u200B\u202E\u2028', '\uD800')
const anyText = fc.string({ unit: nasty, size: 'medium' })

describe('initials', () => {
  it.each([
    ['Chan Mei Tai', 'C.M.T.'],
    ["o'neill, Siobhán", 'O.N.S.'],
    ['陳美娣', '陳.'],
    ['Anna Beth Cara Dora Ella', 'A.B.C.D.'],
    ['', ''],
    ['12345678 https://', 'H.'],
  ])('of “%s” are “%s”', (name, expected) => {
    expect(initials(name)).toBe(expected)
  })

  it('hold at most four letters, each with its full stop, and nothing else of the name', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(initials(name)).toMatch(/^(\p{L}+\.){0,4}$/u)
      }),
    )
  })
})
