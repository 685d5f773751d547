import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayComeFrom } from './may-come-from.ts'

const acting = (...participants: readonly (readonly string[])[]) => ({
  participants: participants.map((networks) => ({ networks })),
})
const ip = fc.oneof(fc.ipV4(), fc.ipV6())

describe('the source networks a person may come from', () => {
  it.each([
    ['203.0.113.7', ['203.0.113.0/24'], true],
    ['203.0.114.7', ['203.0.113.0/24'], false],
    ['203.0.114.7', ['203.0.113.0/24', '203.0.114.7/32'], true],
    ['203.0.114.8', ['203.0.114.7'], false],
    ['2001:db8:1::7', ['2001:db8:1::/48'], true],
    ['2001:db8:2::7', ['2001:db8:1::/48'], false],
    ['203.0.113.7', ['2001:db8:1::/48'], false],
    ['2001:db8:1::7', ['0.0.0.0/0'], false],
    ['', ['0.0.0.0/0', '::/0'], false],
    ['unknown', ['0.0.0.0/0'], false],
  ])('from %s with %j in force: %s', (from, networks, may) => {
    expect(mayComeFrom(acting(networks), from)).toBe(may)
  })

  it('are all of them where a participant has named none, or there is no participant', () => {
    fc.assert(
      fc.property(ip, (from) => {
        expect(mayComeFrom(acting([]), from)).toBe(true)
        expect(mayComeFrom(acting(), from)).toBe(true)
        expect(mayComeFrom(acting(['192.0.2.0/32'], []), from)).toBe(true)
      }),
    )
  })

  it('are those of any participant that the person acts for', () => {
    const networks = fc.subarray(['203.0.113.0/24', '198.51.100.0/24', '2001:db8::/32'], { minLength: 1 })
    const from = fc.constantFrom('203.0.113.1', '198.51.100.1', '2001:db8::1', '192.0.2.1')
    fc.assert(
      fc.property(fc.array(networks, { minLength: 1, maxLength: 3 }), from, (all, at) => {
        const anyOf = all.some((mine) => mayComeFrom(acting(mine), at))
        expect(mayComeFrom(acting(...all), at)).toBe(anyOf)
      }),
    )
  })
})
