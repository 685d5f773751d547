import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { bounceAddress, LONGEST_LOCAL_PART, mailOfBounce } from './bounce-address.ts'

const AT = 'bounces@mail.example'
const key = (fill: number) => ({ id: fill, secret: new Uint8Array(32).fill(fill) })
const ours = makeSealer(sealingKeys([key(1)]), systemRandomness)
const rotated = makeSealer(sealingKeys([key(2), key(1)]), systemRandomness)
const others = makeSealer(sealingKeys([key(3)]), systemRandomness)

describe('the envelope sender of a mail', () => {
  it('leads back to it, in whatever case it comes and after a rotation of keys, and to no other', () => {
    fc.assert(
      fc.property(fc.uuid(), (mail) => {
        const address = bounceAddress(ours, AT, mail)
        expect(mailOfBounce(ours, AT, address)).toBe(mail)
        expect(mailOfBounce(ours, AT, address.toUpperCase())).toBe(mail)
        expect(mailOfBounce(rotated, AT, address)).toBe(mail)
        expect(mailOfBounce(others, AT, address)).toBeUndefined()
      }),
    )
  })

  it('with one character changed is nobody’s', () => {
    const address = bounceAddress(ours, AT, '3f0c8f52-93a5-4b8e-9d1c-0a6f3f0f8f52')
    for (let at = 0; at < address.length; at++) {
      const other = address.at(at) === '0' ? '1' : '0'
      expect(mailOfBounce(ours, AT, address.slice(0, at) + other + address.slice(at + 1))).toBeUndefined()
    }
  })

  it('is a name that SMTP takes: 64 characters at most', () => {
    const longest = `${'b'.repeat(LONGEST_LOCAL_PART)}@mail.example`
    expect(bounceAddress(ours, longest, '3f0c8f52-93a5-4b8e-9d1c-0a6f3f0f8f52').split('@')[0]).toHaveLength(
      64,
    )
  })

  it.each(['', '@', 'bounces', AT, 'bounces+@mail.example', 'bounces+ff@mail.example', 'a@b@c'])(
    'is not %o',
    (address) => {
      expect(mailOfBounce(ours, AT, address)).toBeUndefined()
    },
  )
})
