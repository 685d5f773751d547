import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { particular } from './particular.ts'

const nasty = fc.constantFrom(...'aÉ陳7 .\r\n\t\0\u0085\u200B\u202E\u2028', '\uD800')
const anyText = fc.string({ unit: nasty, size: 'medium' })

describe('text from elsewhere, on its way into a letter', () => {
  it('is one line without control or formatting characters, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = particular(text)
        expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
        expect(line).toBe(line.trim())
        expect(Array.from(text).length > 400 || Array.from(line).length <= 300).toBe(true)
      }),
    )
  })

  it('never holds a run of six digits or more, and loses no digit', () => {
    const digits = fc.stringMatching(/^[0-9a-z +-]{0,60}$/)
    fc.assert(
      fc.property(digits, (text) => {
        const line = particular(text)
        expect(line).not.toMatch(/\d{6}/)
        expect(line.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      }),
    )
  })

  it('keeps what is fit to be read as it is, and writes a phone number in fours', () => {
    expect(particular('18:05 on Saturday 10 June 2023 (Hong Kong time)')).toBe(
      '18:05 on Saturday 10 June 2023 (Hong Kong time)',
    )
    expect(particular('2979 7222')).toBe('2979 7222')
    expect(particular('+85229797222')).toBe('+8522 9797 222')
  })

  it('can not begin a header of its own, nor turn the reading direction', () => {
    expect(particular('CCMS\r\nBcc: thief@example.org')).toBe('CCMS Bcc: thief@example.org')
    expect(particular('CC\u202EMS\u2028x\u0000')).toBe('CC MS x')
  })
})
