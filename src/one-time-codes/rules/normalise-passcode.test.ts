import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisePasscode } from './normalise-passcode.ts'

const digits = fc
  .array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 })
  .map((d) => d.join(''))
const malformed = { ok: false, refusal: 'malformed' }

describe('normalisePasscode', () => {
  it.each([
    '012345',
    ' 012345\n',
    '012 345',
    '012-345',
    '0-1-2-3-4-5',
    '０１２３４５',
    '０１２　３４５',
    '012\u2010345',
  ])('reads %j as 012345', (typed) =>
    expect(normalisePasscode(typed, 6)).toEqual({ ok: true, value: '012345' }),
  )

  it.each([
    '',
    '12345',
    '1234567',
    '12345a',
    '12345.6',
    '٠١٢٣٤٥',
    '12345\u0000',
    '+12345',
    '1e5000',
    '½1234',
  ])('refuses %j', (typed) => expect(normalisePasscode(typed, 6)).toEqual(malformed))

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ unit: 'grapheme', maxLength: 80 })), (typed) => {
        const once = normalisePasscode(typed, 6)
        if (once.ok) expect(normalisePasscode(once.value, 6)).toEqual(once)
      }),
    )
  })

  it('lets through any blanks and hyphens, and no other character', () => {
    const noise = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    fc.assert(
      fc.property(
        digits,
        fc.nat(6),
        fc.oneof(noise, fc.constantFrom(' ', '-', '\t', '\u00a0', '\u3000')),
        (code, at, extra) => {
          const read = normalisePasscode(code.slice(0, at) + extra + code.slice(at), 6)
          const allowed = /^[\s\u2010-]*$/.test(extra.normalize('NFKC'))
          expect(read).toEqual(allowed ? { ok: true, value: code } : malformed)
        },
      ),
    )
  })

  it('refuses input too long to be a passcode unread', () => {
    expect(normalisePasscode(`123456${' '.repeat(59)}`, 6)).toEqual(malformed)
  })
})
