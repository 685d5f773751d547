import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRange } from './read-range.ts'

const file = { size: 1000, etag: '"abc"' }
const read = (range?: string, ifRange?: string) => readRange(range, ifRange, file)
const part = (from: number, to: number) => ({ is: 'part', range: { from, to } })

describe('a Range header (RFC 9110 §14.1.2)', () => {
  it.each([
    ['bytes=0-499', part(0, 499)],
    ['bytes=500-', part(500, 999)],
    ['bytes=-500', part(500, 999)],
    ['bytes=-5000', part(0, 999)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=999-5000', part(999, 999)],
    ['bytes=1000-', { is: 'unsatisfiable' }],
    ['bytes=-0', { is: 'unsatisfiable' }],
    ['bytes=1000-2000', { is: 'unsatisfiable' }],
  ])('%s of 1000 bytes', (range, is) => {
    expect(read(range)).toEqual(is)
  })

  it.each([
    undefined,
    '',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,5-6',
    'bytes= 0-1',
    'lines=0-1',
    'bytes=0x1-2',
    'bytes=9999999999999999999-',
  ])('%j can’t be read, so the whole is sent', (range) => {
    expect(read(range)).toEqual({ is: 'whole' })
  })

  it('is heeded only of the very file its first part was of', () => {
    expect(read('bytes=5-', '"abc"')).toEqual(part(5, 999))
    for (const other of ['"abd"', 'W/"abc"', 'abc', 'Fri, 09 Jun 2023 14:30:00 GMT', ''])
      expect(read('bytes=5-', other)).toEqual({ is: 'whole' })
  })

  it('never leads outside the file, whatever is asked', () => {
    const number = fc.option(fc.nat(), { nil: '' })
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 5000 }), (first, last, size) => {
        const asked = readRange(`bytes=${first}-${last}`, undefined, { size, etag: '"e"' })
        if (asked.is !== 'part') return true
        const { from, to } = asked.range
        return from >= 0 && from <= to && to < size
      }),
    )
  })
})
