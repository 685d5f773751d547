import fc from 'fast-check'
import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { readKey } from './read-key.ts'

describe('a typed key', () => {
  it.each(['JBSWY3DPEHPK3PXP', 'jbsw y3dp ehpk 3pxp', ' JBSWY3DP-EHPK3PXP\n', 'JBSWY3DPEHPK3PXP===='])(
    'is read as it is meant: “%s”',
    (typed) => expect(readKey(typed)).toEqual({ ok: true, value: 'JBSWY3DPEHPK3PXP' }),
  )

  it.each([
    ['nothing', '  '],
    ['a digit that base32 has not', 'JBSWY3DPEHPK3PX1'],
    ['a look-alike letter', 'JBSWY3DPEHPK3PX\u0420'],
    ['an address', 'otpauth://totp/x?secret=JBSWY3DP'],
    ['one character too many', 'JBSWY3DPEHPK3PXPA'],
    ['a book', 'A'.repeat(1000)],
  ])('is refused with a sentence where it is %s', (_, typed) => {
    expect(readKey(typed)).toEqual({ ok: false, refusal: expect.stringMatching(/^[A-Z].+/) })
  })

  it('that encodes any bytes reads back as these bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
        const typed = new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32.toLowerCase()
        const read = readKey(typed)
        expect(read.ok && Secret.fromBase32(read.value).bytes).toEqual(Uint8Array.from(bytes))
      }),
    )
  })
})
