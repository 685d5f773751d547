import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seoch } from '../../../test/support/programme-samples.ts'
import { judgeEntry, type TypedEntry } from './judge-entry.ts'
import { registrationNumber } from './number-text.ts'
import { offeredEvent, stageOf, WAYS } from './offered.ts'

const EVENT = 'connectivity-test-2023-06-10'
const offered = offeredEvent(seoch, EVENT)
if (offered === undefined) throw new Error('the shipped programme has its event')
const typed = (over: Partial<TypedEntry> = {}): TypedEntry => ({
  contactName: 'Tse Man Yin',
  contactTelephone: '+852 2123 4567',
  people: [
    { session: 'session-2', by: 'otp', typed: '3' },
    { session: 'session-1', by: 'smartcard', typed: ' ２ ' },
  ],
  ...over,
})
const at = (text: string) => Temporal.Instant.from(`2023-06-${text}+08:00`)

describe('what is offered', () => {
  it('is each session with the means by which its doors are tested, from the file alone', () => {
    expect(offered.sessions.map(({ session, ways }) => [session.id, ways.map(({ by }) => by)])).toEqual([
      ['session-1', ['smartcard', 'otp']],
      ['session-2', ['smartcard', 'otp']],
    ])
  })

  it('can be had to the last moment of the deadline’s day, then of an operator, and never after the test', () => {
    expect(stageOf(offered, at('02T23:59:59.999'))).toBe('open')
    expect(stageOf(offered, at('03T00:00'))).toBe('late')
    expect(stageOf(offered, at('10T22:59:59'))).toBe('late')
    expect(stageOf(offered, at('10T23:00'))).toBe('over')
  })
})

describe('an entry', () => {
  it('is read as people type numbers, and put in the programme’s order', () => {
    expect(judgeEntry(offered, typed())).toEqual({
      ok: true,
      value: {
        contactName: 'Tse Man Yin',
        contactTelephone: '+852 2123 4567',
        attendance: [
          { session: 'session-1', by: 'smartcard', people: 2 },
          { session: 'session-2', by: 'otp', people: 3 },
        ],
      },
    })
  })

  it('says everything that is wrong at once', () => {
    const people = [{ session: 'session-1', by: 'otp', typed: 'many' } as const]
    expect(judgeEntry(offered, typed({ contactName: ' ', contactTelephone: 'ext. 4', people }))).toEqual({
      ok: false,
      refusal: [
        { is: 'contact-missing' },
        { is: 'telephone-unreadable' },
        { is: 'number-unreadable', session: 'session-1', by: 'otp' },
      ],
    })
    expect(judgeEntry(offered, typed({ contactName: 'x'.repeat(200) })).ok).toBe(true)
    expect(judgeEntry(offered, typed({ contactName: 'x'.repeat(201) }))).toEqual({
      ...{ ok: false, refusal: [{ is: 'contact-missing' }] },
    })
    expect(judgeEntry(offered, typed({ people: [] }))).toEqual({
      ok: false,
      refusal: [{ is: 'nobody-comes' }],
    })
  })

  it('never holds what the event does not offer, nor a number that is none', () => {
    const anyPeople = fc.array(
      fc.record({
        session: fc.constantFrom('session-1', 'session-2', 'session-3', '__proto__'),
        by: fc.constantFrom(...WAYS),
        typed: fc.oneof(fc.string(), fc.integer({ min: -5, max: 2000 }).map(String)),
      }),
    )
    fc.assert(
      fc.property(anyPeople, (people) => {
        const judged = judgeEntry(offered, typed({ people }))
        if (!judged.ok) return
        for (const one of judged.value.attendance) {
          expect(['session-1', 'session-2']).toContain(one.session)
          expect(Number.isInteger(one.people) && one.people >= 1 && one.people <= 999).toBe(true)
        }
      }),
    )
  })
})

describe('the number of a registration', () => {
  it('never has six digits in a row: only a code in a letter has', () => {
    expect(registrationNumber(42)).toBe('E-00042')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (n) => {
        expect(registrationNumber(n)).not.toMatch(/\d{6}/)
      }),
    )
  })
})
