import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LARGEST_BYTES, placeIn, readUpload, tokenIn } from './read-upload.ts'

const DIGEST = `sha-256=:${Buffer.alloc(32).toString('base64')}:`
const HEADERS = {
  'content-type': 'application/octet-stream',
  'content-length': '9',
  'content-digest': DIGEST,
}
const PLACE = { day: '2023-06-09', participant: 'C00101', name: 'positions.csv' }

function read(headers: Readonly<Record<string, string | undefined>>, place = {}) {
  const asked = readUpload({ ...HEADERS, ...headers }, { ...PLACE, ...place })
  return asked.ok ? 'taken' : asked.refusal
}

describe('an address', () => {
  it('names a day, a firm and a report, as it is written', () => {
    expect(placeIn('/api/reports/2023-06-09/C00101/positions.csv')).toEqual(PLACE)
  })

  it.each([
    '/api/reports/2023-06-09/C00101',
    '/api/reports/2023-06-09/C00101/',
    '/api/reports/2023-06-09/C00101/a/b',
    '/api/reports//C00101/a',
    '/api/reports/2023-06-09/C00101/a?x=1',
    '/api/reports/2023-06-09/C00101/a#b',
    'https://elsewhere.example/api/reports/2023-06-09/C00101/a',
    '//api/reports/2023-06-09/C00101/a',
  ])('is not %s', (url) => {
    expect(placeIn(url)).toBeUndefined()
  })

  it('of whatever characters is never of a name that leads out of a folder, nor decoded', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2F',
      '/',
      '\\',
      '%00',
      '\u2025',
      '%C0%AF',
      'a',
      '.csv',
    )
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const name = pieces.join('')
        const place = placeIn(`/api/reports/2023-06-09/C00101/${name}`)
        const is = place && readUpload(HEADERS, place)
        return !is?.ok || (is.value.name === name && /^[a-z0-9][a-z0-9.]*$/i.test(name))
      }),
    )
  })
})

describe('an upload', () => {
  it('is taken as it should be, other digests beside its own', () => {
    expect(read({})).toBe('taken')
    expect(read({ 'content-digest': `sha-512=:AAAA:, ${DIGEST}` })).toBe('taken')
    expect(read({ 'content-length': String(LARGEST_BYTES) })).toBe('taken')
  })

  it.each([
    ['bad-name', {}, { name: '.hidden' }],
    ['bad-name', {}, { name: 'a%20b' }],
    ['bad-name', {}, { name: 'a'.repeat(101) }],
    ['bad-day', {}, { day: '2023-06-31' }],
    ['bad-day', {}, { day: '2023-13-01' }],
    ['bad-day', {}, { day: '2023-06-00' }],
    ['bad-day', {}, { day: '20230609' }],
    ['wrong-type', { 'content-type': 'text/html' }, {}],
    ['wrong-type', { 'content-type': undefined }, {}],
    ['wrong-type', { 'content-encoding': 'gzip' }, {}],
    ['no-length', { 'content-length': undefined, 'transfer-encoding': 'chunked' }, {}],
    ['empty', { 'content-length': '0' }, {}],
    ['too-large', { 'content-length': String(LARGEST_BYTES + 1) }, {}],
    ['no-digest', { 'content-digest': undefined }, {}],
    ['no-digest', { 'content-digest': 'sha-256=:AAAA:' }, {}],
    ['no-digest', { 'content-digest': `${DIGEST}, ${DIGEST}` }, {}],
    ['no-digest', { 'content-digest': `x${DIGEST}` }, {}],
  ] as const)('is refused as %s: %o %o', (problem, headers, place) => {
    expect(read(headers, place)).toBe(problem)
  })
})

describe('a token', () => {
  it('is what Bearer brings, and nothing of another scheme or length', () => {
    expect(tokenIn({ authorization: 'Bearer abc_DEF-1' })).toBe('abc_DEF-1')
    expect(tokenIn({ authorization: 'bearer abc' })).toBe('abc')
    for (const authorization of ['Basic abc', 'Bearer', 'Bearer a b', `Bearer ${'a'.repeat(101)}`, ''])
      expect(tokenIn({ authorization })).toBeUndefined()
  })
})
