import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeRevocation, type RevocationWord } from './judge-revocation.ts'

const NOW = Temporal.Instant.from('2023-06-12T07:30:00+08:00')
const words = fc.array(
  fc.record({
    by: fc.constantFrom('list' as const, 'responder' as const),
    says: fc.constantFrom('revoked' as const, 'good' as const, 'unknown' as const),
    nextUpdate: fc.integer({ min: -100, max: 100 }).map((hours) => NOW.add({ hours })),
  }),
)
const policy = fc.oneof(
  fc.constant('refuse' as const),
  fc.record({ acceptForHours: fc.integer({ min: 1, max: 72 }) }),
)
const isFresh = ({ nextUpdate }: RevocationWord) => nextUpdate.epochMilliseconds >= NOW.epochMilliseconds

describe('whatever is said of a card', () => {
  it('who was called revoked by anybody is out, under every policy', () => {
    fc.assert(
      fc.property(words, policy, (said, when) => {
        fc.pre(said.some(({ says }) => says === 'revoked'))
        expect(judgeRevocation(said, NOW, when)).toBe('revoked')
      }),
    )
  })

  it('strict: nobody is good without a fresh good word', () => {
    fc.assert(
      fc.property(words, (said) => {
        const good = said.some((word) => word.says === 'good' && isFresh(word))
        if (judgeRevocation(said, NOW, 'refuse') === 'good') expect(good).toBe(true)
        else expect(said.every(({ says }) => says === 'good') && good).toBe(false)
      }),
    )
  })

  it('more hours of grace let in whom fewer let in, and nobody whose responder doesn’t know him', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 71 }), (said, hours) => {
        const lets = (acceptForHours: number) =>
          judgeRevocation(said, NOW, { acceptForHours }).startsWith('good')
        if (lets(hours)) expect(lets(hours + 1)).toBe(true)
        if (said.some((word) => word.says === 'unknown' && isFresh(word))) expect(lets(hours)).toBe(false)
      }),
    )
  })

  it('nothing at all is no yes', () => {
    expect(judgeRevocation([], NOW, { acceptForHours: 72 })).toBe('revocation-unknown')
  })
})
