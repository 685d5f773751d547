import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBefore } from '../../kernel/instant.ts'
import { fateAfter } from './retry.ts'

const at = Temporal.Instant.from('2023-06-10T18:05+08:00')
const inTenMinutes = at.add({ minutes: 10 })
const inADay = at.add({ hours: 24 })

describe('a mail that could not be sent now', () => {
  it.each([
    [1, 5],
    [2, 15],
    [3, 45],
    [4, 120],
    [5, 300],
    [6, 300],
    [60, 300],
  ])('is tried again after try %i in %i seconds', (tries, seconds) => {
    expect(fateAfter({ outcome: 'later', tries, at }, inADay)).toEqual({
      state: 'queued',
      dueAt: at.add({ seconds }),
    })
  })

  it('with a code of ten minutes is tried six times, then lapses', () => {
    let [now, tries] = [at, 0]
    for (;;) {
      tries++
      const fate = fateAfter({ outcome: 'later', tries, at: now }, inTenMinutes)
      if (fate.state !== 'queued') {
        expect(fate).toEqual({ state: 'lapsed' })
        break
      }
      now = fate.dueAt
    }
    expect(tries).toBe(6)
  })

  it('is never due again when it is of no use, and always later than now', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: -600, max: 6000 }),
        (tries, useSeconds) => {
          const notAfter = at.add({ seconds: useSeconds })
          const fate = fateAfter({ outcome: 'later', tries, at }, notAfter)
          if (fate.state === 'queued')
            expect(isBefore(fate.dueAt, notAfter) && isBefore(at, fate.dueAt)).toBe(true)
          else expect(fate.state).toBe('lapsed')
        },
      ),
    )
  })
})

describe('a mail that was taken or refused for good', () => {
  it.each(['sent', 'failed'] as const)('is “%s” and never tried again', (outcome) => {
    expect(fateAfter({ outcome, tries: 1, at }, at)).toEqual({ state: outcome })
  })
})
