import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filedCards } from '../../cards/read-filed.ts'
import { writeCell } from '../../kernel/csv-cell.ts'
import { isNetwork } from '../../kernel/is-network.ts'
import { cleanCell } from './clean-cell.ts'
import { pastMoment, serialNumber } from './read-card-cell.ts'
import { listOfNames, mailAddress, telephone, userId } from './read-cell.ts'
import { splitLine } from './split-line.ts'

const AT = Temporal.Instant.from('2023-05-02T01:00:00Z')
const KNOWN = { functions: new Set<string>(), cards: filedCards(undefined), at: AT }
/** Text a cell can hold: composed, trimmed, nothing unseen. */
const text = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^'*[=+@-]?[a-z",';]*$/))
  .map((any) =>
    any
      .normalize('NFC')
      .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
      .trim()
      .normalize('NFC'),
  )

describe('a written cell', () => {
  it('reads back as the same text, beside any others, and is run by no spreadsheet', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
        const line = texts.map(writeCell).join(',')
        const split = splitLine(line)
        const back = split.ok ? split.value.map((cell) => cleanCell(cell.text)) : []
        expect(back).toEqual(texts.map((value) => ({ ok: true, value })))
        expect(split.ok && split.value.some((cell) => /^[=+\-@]/.test(cell.text))).toBe(false)
      }),
    )
  })
})

describe('a line', () => {
  it('tells at which character each cell begins', () => {
    expect(splitLine('a,"b,""c""",,d')).toEqual({
      ok: true,
      value: [
        { text: 'a', column: 1 },
        { text: 'b,"c"', column: 3 },
        { text: '', column: 13 },
        { text: 'd', column: 14 },
      ],
    })
  })

  it.each([
    ['a,"b', 3],
    ['a,b"c', 4],
    ['"a"b,c', 4],
  ])('%s is refused at character %i', (line, column) => {
    expect(splitLine(line)).toMatchObject({ ok: false, refusal: { column } })
  })
})

describe('a cell', () => {
  it.each([
    ['composed', 'e\u0301', 'é'],
    ['without blanks around it', ' \u00a0x ', 'x'],
    ['without the apostrophe against formulas', "'=1", '=1'],
    ['with an apostrophe of its own', "'t Hart", "'t Hart"],
  ])('is read %s', (_how, cell, value) => {
    expect(cleanCell(cell)).toEqual({ ok: true, value })
  })

  it.each(['a\0b', 'a\tb', 'a\x7fb', 'a\u202eb', 'a\u2028b', 'a\u200bb', '\ud800', 'x'.repeat(2001)])(
    'is refused: %j',
    (cell) => {
      expect(cleanCell(cell).ok).toBe(false)
    },
  )

  it('with a full-width digit is told which key to press instead', () => {
    expect(userId('HLSUSR０１', KNOWN)).toEqual({
      ok: false,
      refusal: '"HLSUSR０１" holds a full-width character (０): type it as 0',
    })
  })

  it('reads names in any order as one list', () => {
    expect(listOfNames('b; a;b', KNOWN)).toEqual({ ok: true, value: 'a;b' })
    expect(listOfNames('a;;b', KNOWN).ok).toBe(false)
    expect(listOfNames('a/b', KNOWN).ok).toBe(false)
  })

  it.each([
    'a@b,c@d',
    'a@b c@d',
    'A <a@b.example>',
    '["a@b.example"]',
    `${'a'.repeat(300)}@b.example`,
    'a@ｂ.example',
  ])('holds one email address, not %s', (cell) => {
    expect(mailAddress(cell, KNOWN).ok).toBe(false)
  })

  it('takes a telephone number as people write it, and nothing else', () => {
    expect(['+852 2123 4567', '2979-7222', '(852) 1'].map((cell) => telephone(cell, KNOWN).ok)).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('a network', () => {
  it.each([
    ['203.0.113.0/24', true],
    ['0.0.0.0/0', true],
    ['203.0.113.7/32', true],
    ['2001:db8::/32', true],
    ['::/0', true],
    ['203.0.113.7/24', false],
    ['203.0.113.0/33', false],
    ['203.0.113.0', false],
    ['203.0.113/24', false],
    ['203.0.113.00/24', false],
    ['2001:db8::1/32', false],
    ['2001:DB8::/32', false],
    ['2001:db8:0::/32', false],
    ['::ffff:1.2.3.4/128', false],
    ['fe80::1%eth0/128', false],
    ['example.com/24', false],
  ])('%s: %s', (network, is) => {
    expect(isNetwork(network)).toBe(is)
  })
})

describe('a serial number', () => {
  it.each([
    ['0A', '0a'],
    ['a', '0a'],
    ['00:0a', '0a'],
    ['9C 3F', '009c3f'],
    ['00', '00'],
  ])('%s is %s, as DER writes it and the register finds it', (written, value) => {
    expect(serialNumber(written, KNOWN)).toEqual({ ok: true, value })
  })
})

describe('a moment of a card', () => {
  it('is kept in UTC, and has been', () => {
    expect(pastMoment('2023-05-02T09:00+08:00', KNOWN)).toEqual({ ok: true, value: '2023-05-02T01:00:00Z' })
    expect(pastMoment('2023-05-02T09:00:01+08:00', KNOWN).ok).toBe(false)
    expect(pastMoment('2023-05-02', KNOWN).ok).toBe(false)
  })
})
