import { describe, expect, it } from 'vitest'
import { missedBars } from '../bench/bars.ts'

describe('the bars of the benches', () => {
  it('are held against the benches that were run: each one missed is named, with what was seen', () => {
    expect(missedBars({ logon: { shareOfCeiling: 0.8 }, size: { timesAsLong: 1.2 }, decide: {} })).toEqual([])
    expect(
      missedBars({
        logon: { shareOfCeiling: 0.79 },
        smartcard: { shareOfCeiling: 0.49 },
        start: { startMilliseconds: 1500, idleMebibytes: 199 },
        size: { timesAsLong: 1.21 },
        'firm-pages': { pages: { list: { milliseconds: 299 }, overview: { milliseconds: 518 } } },
        emails: { file: { seconds: 55 }, firm: { milliseconds: { overview: 300 } } },
        kills: { everyPromiseKept: false },
      }),
    ).toEqual([
      'logon shareOfCeiling 0.79, not ≥ 0.8',
      'smartcard shareOfCeiling 0.49, not ≥ 0.5',
      'start startMilliseconds 1500, not < 1500',
      'size timesAsLong 1.21, not ≤ 1.2',
      'firm-pages pages overview milliseconds 518, not < 300',
      'emails file seconds 55, not < 20',
      'emails firm milliseconds overview 300, not < 300',
      'kills everyPromiseKept false, not = true',
    ])
  })

  it('can not be passed by a figure that is not there', () => {
    expect(() => missedBars({ logon: {} })).toThrow('logon has no shareOfCeiling')
    expect(() => missedBars({ logon: { shareOfCeiling: 'fast' } })).toThrow('is no figure')
    expect(() => missedBars({ 'firm-pages': { pages: {} } })).toThrow('firm-pages pages has no *')
  })
})
