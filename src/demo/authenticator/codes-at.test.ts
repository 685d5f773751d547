import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { codesAt, keysFor, secondsLeft } from './codes-at.ts'

/** The seed of RFC 6238 appendix B; its values there have 8 digits, an app shows the last 6. */
const secret = Secret.fromLatin1('12345678901234567890').base32
const atSecond = (second: number) => Temporal.Instant.fromEpochMilliseconds(second * 1000)

describe('the authenticator', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('shows at second %i the code of RFC 6238: %s', (second, code) => {
    expect(codesAt([{ label: 'ALPHA042', secret }], atSecond(second))).toMatchObject([
      { label: 'ALPHA042', code },
    ])
  })

  it('shows as next code the one that holds from the next period on', () => {
    const [now] = codesAt([{ label: 'a', secret }], atSecond(1_686_391_500))
    const [then] = codesAt([{ label: 'a', secret }], atSecond(1_686_391_530))
    expect(now?.next).toBe(then?.code)
    expect(now?.next).not.toBe(now?.code)
  })

  it('counts from 30 to 1 seconds', () => {
    expect([0, 1, 29, 30].map((second) => secondsLeft(atSecond(second)))).toEqual([30, 29, 1, 30])
    expect(secondsLeft(atSecond(29).add({ milliseconds: 999 }))).toBe(1)
  })

  it('finds accounts by any part of their label, in upper or lower case', () => {
    const keys = ['ALPHA042 Chan Mei Tai', 'BRAVO007'].map((label) => ({ label, secret }))
    expect(keysFor(keys, ' alpha ').map(({ label }) => label)).toEqual(['ALPHA042 Chan Mei Tai'])
    expect(keysFor(keys, '')).toEqual(keys)
    expect(keysFor(keys, 'zulu')).toEqual([])
  })
})
