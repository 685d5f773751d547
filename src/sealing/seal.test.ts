import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from './keys.ts'
import { makeSealer } from './seal.ts'

const keyOne = { id: 1, secret: new Uint8Array(32).fill(1) }
const keyTwo = { id: 2, secret: new Uint8Array(32).fill(2) }
const sealer = makeSealer(sealingKeys([keyOne]), systemRandomness)

describe('a sealed value', () => {
  it('opens to what was sealed, in its own context and in no other', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.string()), fc.array(fc.string()), (plain, context, other) => {
        const sealed = sealer.seal(context, plain)
        const opened = sealer.open(context, sealed)
        expect(opened.ok && opened.value.equals(plain)).toBe(true)
        const elsewhere = sealer.open(other, sealed)
        expect(elsewhere.ok).toBe(JSON.stringify(context) === JSON.stringify(other))
      }),
    )
  })

  it('is refused once any one byte of it is changed', () => {
    const sealed = sealer.seal(['credential', 'a'], Buffer.from('secret'))
    for (let at = 0; at < sealed.length; at++) {
      const bent = Buffer.from(sealed)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(sealer.open(['credential', 'a'], bent).ok).toBe(false)
    }
  })

  it('never repeats: the same plain text seals to different bytes', () => {
    const once = sealer.seal([], Buffer.from('same'))
    expect(sealer.seal([], Buffer.from('same')).equals(once)).toBe(false)
  })

  it('still opens after its key is no longer the current one, and not once the key is gone', () => {
    const old = sealer.seal(['x'], Buffer.from('kept'))
    const rotated = makeSealer(sealingKeys([keyTwo, keyOne]), systemRandomness)
    expect(rotated.open(['x'], old).ok).toBe(true)
    expect(rotated.seal(['x'], Buffer.from('new'))[0]).toBe(2)
    expect(makeSealer(sealingKeys([keyTwo]), systemRandomness).open(['x'], old).ok).toBe(false)
  })
})

describe('an HMAC', () => {
  const listed = makeSealer(sealingKeys([keyOne, keyTwo]), systemRandomness)
  const rotated = makeSealer(sealingKeys([keyTwo, keyOne]), systemRandomness)
  const dropped = makeSealer(sealingKeys([keyTwo]), systemRandomness)

  it('holds wherever its key is listed, whichever stands first, and not once the key is gone', () => {
    const old = sealer.mac('purpose', 'part')
    const made = rotated.mac('purpose', 'part')
    expect([old[0], made[0], old.length]).toEqual([1, 2, 33])
    expect([sealer, listed, rotated, dropped].map((by) => by.isMac(old, 'purpose', 'part'))).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect([sealer, listed, rotated, dropped].map((by) => by.isMac(made, 'purpose', 'part'))).toEqual([
      false,
      true,
      true,
      true,
    ])
  })

  it('is of its purpose and parts, and of no others; what names another key for it is none', () => {
    const made = listed.mac('purpose', 'ab', 'c')
    expect(listed.isMac(made, 'other', 'ab', 'c')).toBe(false)
    expect(listed.isMac(made, 'purpose', 'a', 'bc')).toBe(false)
    expect(listed.isMac(Buffer.concat([Uint8Array.of(2), made.subarray(1)]), 'purpose', 'ab', 'c')).toBe(
      false,
    )
    expect(listed.isMac(new Uint8Array(), 'purpose', 'ab', 'c')).toBe(false)
  })

  it('that rows are found by is the same at every node of a rotation', () => {
    const keys = [sealer, listed, rotated].map((by) => by.lookupKey('budget').toString('hex'))
    expect(new Set(keys).size).toBe(1)
    expect(dropped.lookupKey('budget').toString('hex')).not.toBe(keys[0])
  })
})
