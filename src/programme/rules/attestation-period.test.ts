import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attestationPeriod } from './attestation-period.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const plan = {
  source: 'assumed',
  firstDue: day('2023-06-11'),
  everyMonths: 6,
  opensDaysBefore: 28,
  dormantAfterDays: 90,
} as const
const clock = { source: 'assumed', zone: 'Asia/Hong_Kong', name: {} as never } as const
const at = (text: string) => Temporal.Instant.from(text)
const due = (text: string, attestation: typeof plan | null = plan) =>
  attestationPeriod({ attestation, clock }, at(text))?.due.toString()

describe('the period of an attestation', () => {
  it('runs from its opening until the next one opens, and none before the first', () => {
    expect(due('2023-05-13T23:59:59+08:00')).toBeUndefined()
    expect(due('2023-05-14T00:00+08:00')).toBe('2023-06-11')
    expect(due('2023-11-12T23:59:59+08:00')).toBe('2023-06-11')
    expect(due('2023-11-13T00:00+08:00')).toBe('2023-12-11')
    expect(due('2030-06-11T00:00+08:00')).toBe('2030-06-11')
    expect(due('2030-06-11T00:00+08:00', null)).toBeUndefined()
  })

  it('is overdue at 24:00 of its day; dormant is who has not logged on for so many days', () => {
    const period = attestationPeriod({ attestation: plan, clock }, at('2023-06-10T18:05+08:00'))
    expect(period?.dueAt).toEqual(at('2023-06-12T00:00+08:00'))
    expect(period?.dormantBefore).toEqual(at('2023-03-12T18:05+08:00'))
  })

  it('never skips one and never goes back, whatever the day of the month it began with', () => {
    const firsts = fc.integer({ min: 0, max: 500 }).map((days) => day('2023-01-01').add({ days }))
    const plans = fc.record({ firstDue: firsts, everyMonths: fc.integer({ min: 1, max: 24 }) })
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 3000 }), ({ firstDue, everyMonths }, days) => {
        const asked = (n: number) =>
          attestationPeriod(
            { attestation: { ...plan, firstDue, everyMonths }, clock },
            at('2023-01-01T12:00+08:00').add({ hours: 24 * n }),
          )
        const [one, next] = [asked(days), asked(days + 1)]
        if (one === null || next === null) {
          expect(one).toBeNull()
          return
        }
        const between = one.due.until(next.due, { largestUnit: 'days' }).days
        expect(between === 0 || between >= 28 * everyMonths).toBe(true)
        expect(between).toBeLessThanOrEqual(31 * everyMonths)
      }),
    )
  })
})
