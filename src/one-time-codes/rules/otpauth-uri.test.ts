import fc from 'fast-check'
import { TOTP, URI } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { base32 } from './base32.ts'
import { otpauthUri } from './otpauth-uri.ts'

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as RFC 4648 section 10 does, without padding', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected)
  })
})

describe('otpauthUri', () => {
  it('is written as authenticator apps read it', () => {
    expect(otpauthUri('Sallyport CCMS', 'DEMO01', Buffer.from('12345678901234567890'))).toBe(
      'otpauth://totp/Sallyport%20CCMS:DEMO01?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
        '&issuer=Sallyport%20CCMS&algorithm=SHA1&digits=6&period=30',
    )
  })

  it('brings every issuer, account and secret over unchanged, colons apart', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text)
    const bytes = fc.uint8Array({ minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(name, name, bytes, (issuer, account, secret) => {
        const read = URI.parse(otpauthUri(issuer, account, secret))
        expect(read).toBeInstanceOf(TOTP)
        expect(read.issuer).toBe(issuer.replaceAll(':', ' '))
        expect(read.label).toBe(account.replaceAll(':', ' '))
        expect(Buffer.from(read.secret.bytes)).toEqual(Buffer.from(secret))
      }),
    )
  })
})
