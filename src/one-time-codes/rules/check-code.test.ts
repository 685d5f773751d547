import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptId, CodeId } from '../../kernel/ids.ts'
import { systemRandomness } from '../../kernel/system.ts'
import { type SealingKey, sealingKeys } from '../../sealing/keys.ts'
import { makeSealer } from '../../sealing/seal.ts'
import { checkCode, type IssuedCode } from './check-code.ts'
import { digestCode, isDigestOf } from './digest-code.ts'
import type { Passcode } from './normalise-passcode.ts'

const sealerOf = (...keys: readonly [SealingKey, ...SealingKey[]]) =>
  makeSealer(sealingKeys(keys), systemRandomness)
const keyOf = (id: number): SealingKey => ({ id, secret: new Uint8Array(32).fill(id) })
const sealer = sealerOf(keyOf(1))
const attempt = 'attempt-a' as AttemptId
const at = Temporal.Instant.from('2023-06-10T18:05:00+08:00')
const digest = (code: string) => digestCode(sealer, attempt, code as Passcode)
const is = (code: string) => (stored: Uint8Array) => isDigestOf(stored, sealer, attempt, code as Passcode)

function issued(code: string, changes: Partial<IssuedCode> = {}): IssuedCode {
  return {
    id: `id-of-${code}` as CodeId,
    digest: digest(code),
    expiresAt: at.add({ minutes: 10 }),
    spentAt: null,
    tries: 1,
    ...changes,
  }
}

describe('checkCode', () => {
  it('accepts the code that was typed, whichever of the attempt it is', () => {
    const codes = [issued('00000001'), issued('00000002')]
    expect(checkCode(codes, is('00000001'), at)).toEqual({ ok: true, value: 'id-of-00000001' })
    expect(checkCode(codes, is('00000002'), at)).toEqual({ ok: true, value: 'id-of-00000002' })
  })

  it('refuses each other state of a code by its own name', () => {
    const check = (changes: Partial<IssuedCode>) =>
      checkCode([issued('00000001', changes)], is('00000001'), at)
    expect(check({ spentAt: at })).toEqual({ ok: false, refusal: 'already-used' })
    expect(check({ expiresAt: at })).toEqual({ ok: false, refusal: 'expired' })
    expect(check({ tries: 6 })).toEqual({ ok: false, refusal: 'no-tries-left' })
    expect(check({ expiresAt: at.add({ nanoseconds: 1 }), tries: 5 }).ok).toBe(true)
  })

  it('calls a code wrong that was never issued, whatever became of the others', () => {
    const wrong = { ok: false, refusal: 'wrong' }
    expect(checkCode([issued('00000001', { spentAt: at })], is('00000002'), at)).toEqual(wrong)
    expect(checkCode([], is('00000002'), at)).toEqual(wrong)
  })

  it('accepts a live code that happens to repeat a dead one', () => {
    const live = issued('00000001', { id: 'live' as CodeId })
    expect(checkCode([issued('00000001', { spentAt: at }), live], is('00000001'), at)).toEqual({
      ok: true,
      value: 'live',
    })
  })

  it('accepts nothing that is not issued, unspent, unexpired and within its tries', () => {
    const code = fc.constantFrom('00000001', '00000002', '00000003')
    const any = fc.record({
      code,
      spent: fc.boolean(),
      left: fc.integer({ min: -2, max: 2 }),
      tries: fc.integer({ min: 1, max: 7 }),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 4 }), code, (codes, typed) => {
        const rows = codes.map(({ code, spent, left, tries }) =>
          issued(code, { spentAt: spent ? at : null, expiresAt: at.add({ seconds: left }), tries }),
        )
        const expected = codes.some((c) => c.code === typed && !c.spent && c.left > 0 && c.tries <= 5)
        expect(checkCode(rows, is(typed), at).ok).toBe(expected)
      }),
    )
  })
})

describe('digestCode', () => {
  it('is another one for another key, attempt or code', () => {
    const code = '00000001' as Passcode
    const all = [
      digestCode(sealer, attempt, code),
      digestCode(sealerOf(keyOf(8)), attempt, code),
      digestCode(sealer, 'attempt-b' as AttemptId, code),
      digestCode(sealer, attempt, '00000002' as Passcode),
    ].map((digest) => digest.toString('hex'))
    expect(new Set(all).size).toBe(4)
  })
})
