import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSitePath, Link } from './link.tsx'

describe('Link (attack 37)', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'https://www.example.hk/',
    'https://user@evil.example',
    '/path//evil.example',
    '/ok\r\nset-cookie: a=b',
    '/ok\u0000',
    ' /ok',
    'ok',
    '',
  ])('refuses %j', (to) => {
    expect(isSitePath(to)).toBe(false)
    expect(() => (<Link to={to}>x</Link>).toString()).toThrow()
  })

  it.each(['/', '/dms', '/logon/ccms.otp.online?lang=zh-Hant', '/a#b'])('takes %j', (to) => {
    expect((<Link to={to}>x</Link>).toString()).toContain(`href="${to}"`)
  })

  it('never leads to another origin, whatever it is given', () => {
    const base = 'https://www.example.hk'
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webPath(),
          fc.string(),
          fc.webUrl().map((url) => `/${url}`),
        ),
        (to) => {
          if (isSitePath(to)) expect(new URL(to, base).origin).toBe(base)
        },
      ),
    )
  })
})
