import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sourceNetwork } from './edge.ts'

describe('sourceNetwork', () => {
  it.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:0db8:0001:0002::3', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['::1', '::/48'],
    ['64:ff9b::192.0.2.1', '64:ff9b::/48'],
    ['', 'unknown'],
    ['203.0.113.7, 10.0.0.1', 'unknown'],
  ])('of %s is %s', (ip, network) => {
    expect(sourceNetwork(ip)).toBe(network)
  })

  it('is the same for any two IPv6 addresses with the same first 48 bits, however they are written', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count })
    fc.assert(
      fc.property(groups(3), groups(5), groups(5), (prefix, one, other) => {
        const written = [...prefix, ...one].map((value) => value.toString(16)).join(':')
        // The URL parser writes addresses in their shortest form, with `::` for the longest run of zeros.
        const shortest = new URL(
          `http://[${[...prefix, ...other].map((value) => value.toString(16)).join(':')}]`,
        )
        expect(sourceNetwork(written)).toBe(sourceNetwork(shortest.hostname.slice(1, -1)))
      }),
    )
  })
})
