import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMailAddress } from './mail-address.ts'

const anyText = fc.string({ unit: fc.constantFrom(...'aZ0.-_"@,; \r\n<\u0435\uFF46') })

describe('a mail address', () => {
  it.each([
    'mei.tai@firm.example',
    "o'neill+2fa@a-b.firm.example",
    'x@localhost',
    `${'a'.repeat(64)}@b.example`,
  ])('“%s” is one', (text) => expect(parseMailAddress(text)).toBe(text))

  it.each([
    ['two of them', 'a@b.example,c@d.example'],
    ['two, by semicolon', 'a@b.example;c@d.example'],
    ['two, by blank', 'a@b.example c@d.example'],
    ['two @', 'a@b@c.example'],
    ['a name with it', 'A <a@b.example>'],
    ['a line break', 'a@b.example\r\nRCPT TO:<c@d.example>'],
    ['a line break at the end', 'a@b.example\n'],
    ['a local part of 300', `${'a'.repeat(300)}@b.example`],
    ['a local part of 65', `${'a'.repeat(65)}@b.example`],
    ['a Cyrillic look-alike domain', 'a@firm.\u0435x\u0430mple'],
    ['a full-width letter', 'a@\uFF46irm.example'],
    ['a quoted local part', '"a b"@b.example'],
    ['nothing before @', '@b.example'],
    ['nothing after @', 'a@'],
    ['a label that begins with a hyphen', 'a@-b.example'],
    ['an empty label', 'a@b..example'],
    ['nothing', ''],
  ])('is not %s', (_, text) => expect(parseMailAddress(text)).toBeUndefined())

  it('never holds what could end a header, an envelope or the address itself', () => {
    fc.assert(
      fc.property(anyText, anyText, (local, domain) => {
        const address = parseMailAddress(`${local}@${domain}`)
        if (address !== undefined) expect(address).toMatch(/^[\x21-\x7e]+$/)
        if (address !== undefined) expect(address).not.toMatch(/[\s,;<>"()[\]\\:]/)
      }),
      { numRuns: 500 },
    )
  })
})
