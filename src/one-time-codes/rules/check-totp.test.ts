import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeTotp } from '../compute-totp.ts'
import { checkTotp } from './check-totp.ts'
import type { Passcode } from './normalise-passcode.ts'
import { acceptedSteps, stepAt } from './totp-steps.ts'

const instant = fc
  .integer({ min: 1_600_000_000_000, max: 4_000_000_000_000 })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds))
const secret = fc.uint8Array({ minLength: 20, maxLength: 20 })

function check(key: Uint8Array, typed: Passcode, at: Temporal.Instant) {
  return checkTotp(
    acceptedSteps(at).map((step) => ({ step, passcode: computeTotp(key, step) })),
    typed,
  )
}

describe('checkTotp', () => {
  it('accepts the passcodes of exactly two steps, the current and the one before, and says which', () => {
    fc.assert(
      fc.property(secret, instant, fc.integer({ min: -5, max: 5 }), (key, at, away) => {
        const step = stepAt(at) + away
        const typed = computeTotp(key, step)
        const others = acceptedSteps(at).filter((accepted) => accepted !== step)
        // One in a million pairs of steps shares a passcode; such a pair proves nothing here.
        fc.pre(others.every((other) => computeTotp(key, other) !== typed))
        const expected =
          away === 0 || away === -1 ? { ok: true, value: step } : { ok: false, refusal: 'wrong' }
        expect(check(key, typed, at)).toEqual(expected)
      }),
    )
  })

  it('lets a passcode live to the last moment of the step after its own', () => {
    const key = new Uint8Array(20).fill(9)
    const begins = Temporal.Instant.from('2023-06-10T18:05:00+08:00')
    const typed = computeTotp(key, stepAt(begins))
    expect(check(key, typed, begins.subtract({ milliseconds: 1 })).ok).toBe(false)
    expect(check(key, typed, begins).ok).toBe(true)
    expect(check(key, typed, begins.add({ milliseconds: 59_999 })).ok).toBe(true)
    expect(check(key, typed, begins.add({ seconds: 60 })).ok).toBe(false)
  })

  it('names the newer step where two share a passcode, so that both are spent by one use', () => {
    const same = '000000' as Passcode
    const candidates = [
      { step: 8, passcode: same },
      { step: 7, passcode: same },
    ]
    expect(checkTotp(candidates, same)).toEqual({ ok: true, value: 8 })
  })
})
