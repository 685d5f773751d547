import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressFault } from './address-fault.ts'
import { parseMailAddress } from './mail-address.ts'

describe('what is typed for an email address', () => {
  it.each([
    ['chan.mei.ting@firm.example', undefined],
    ['', 'no-address'],
    ['chan＠firm.example', 'full-width'],
    ['сhan@firm.example', 'other-script'],
    ['chan@fırm.example', 'other-script'],
    ['a@firm.example, b@firm.example', 'several-addresses'],
    ['Chan <chan@firm.example>', 'several-addresses'],
    ['a@b@firm.example', 'several-addresses'],
    ['chan @firm.example', 'blank-within'],
    ['chan.firm.example', 'no-at'],
    ['chan@firm', 'no-domain'],
    ['chan@firm.', 'no-domain'],
    ['chan@firm..example', 'no-domain'],
    [`${'a'.repeat(250)}@firm.example`, 'address-too-long'],
    ['ch"an@firm.example', 'not-an-address'],
    ['chan@-firm.example', 'not-an-address'],
  ])('%j: %s', (typed, fault) => {
    expect(addressFault(typed)).toBe(fault)
  })

  it('has no fault only where a letter can be addressed to it, and to it alone', () => {
    const pieces = fc.constantFrom('a', '@', '.', ' ', ',', '"', 'é', '＠', '\r\n', 'firm.example', '-')
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
        (typed) => addressFault(typed) !== undefined || parseMailAddress(typed) !== undefined,
      ),
    )
  })
})
