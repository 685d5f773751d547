import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UserId } from '../../kernel/ids.ts'
import { wellKnownPasswords } from '../well-known-passwords.ts'
import { blocklistOf } from './blocklist.ts'
import { judgeNewPassword } from './judge-new-password.ts'
import { passwordProfile } from './password-profile.ts'
import { lengthOf, preparePassword } from './prepare-password.ts'

const profile = passwordProfile('nist-800-63b-4', wellKnownPasswords())
const names = ['Harbour Bright Securities Limited', '海港明亮證券有限公司', 'Sallyport CCMS']

function faultsOf(typed: string, repeated = typed): readonly string[] {
  return judgeNewPassword(profile, { typed, repeated, userId: 'DEMO01' as UserId, names }).map(
    ({ code }) => code,
  )
}

describe('the profile nist-800-63b-4', () => {
  it('accepts 12 to 256 code points and nothing shorter or longer', () => {
    expect(faultsOf('vexing kite')).toEqual(['too-short'])
    expect(faultsOf('vexing kites')).toEqual([])
    expect(faultsOf('vexing kites '.repeat(20).slice(0, 255).concat('!'))).toEqual([])
    expect(faultsOf('vexing kites '.repeat(20).slice(0, 256).concat('!'))).toEqual(['too-long'])
  })

  it('counts code points, not UTF-16 units and not bytes', () => {
    expect(faultsOf('🦊🐢🦉🐬🦋🐧🦔🐙🦚🐡🦜')).toEqual(['too-short'])
    expect(faultsOf('🦊🐢🦉🐬🦋🐧🦔🐙🦚🐡🦜🐌')).toEqual([])
    expect(faultsOf('海上生明月天涯共此時情人')).toEqual([])
  })

  it('asks for no composition: twenty lower-case letters, or digits and blanks, will do', () => {
    expect(faultsOf('lampkitevexingorchid')).toEqual([])
    expect(faultsOf('80 413 7709 52 66')).toEqual([])
  })

  it.each([
    'password1234',
    'P@$$w0rd2023!',
    'Summer-2023!',
    'Kowloon@2023',
    'qwerty123456',
    'iloveyouforever',
    'correct horse battery staple',
    'welcome to hongkong',
    'Admin Password',
    '123password123',
    'PasswordPASSWORDpassword',
    'p.a.s.s.w.o.r.d',
  ])('refuses the well-known %j and its trivial variants', (typed) => {
    expect(faultsOf(typed)).toContain('too-common')
  })

  it('refuses what the blocklist has as it stands, also where that is one part repeated', () => {
    const own = passwordProfile(
      'nist-800-63b-4',
      blocklistOf({ whole: ['lampkite77lampkite77'], words: [], additions: [] }),
    )
    const typed = 'LampKite77LampKite77'
    const faults = judgeNewPassword(own, { typed, repeated: typed, userId: 'DEMO01' as UserId, names })
    expect(faults).toEqual([{ code: 'too-common' }])
  })

  it('compares the whole password with the blocklist, so that a worn-out word may stand in a long one', () => {
    expect(faultsOf('the password of my garden shed')).toEqual([])
  })

  it.each([
    'demo01-demo01!',
    'DEM0O1.password1',
    'Sallyport-2023',
    'harbour bright 1',
    'Ccms4securities!',
    'H4rbour2023!!',
  ])('refuses %j: little is left of it without the User ID and the names of firm and service', (typed) => {
    expect(faultsOf(typed)).toContain('contains-context')
  })

  it('lets such a word stand beside enough others', () => {
    expect(faultsOf('harbour-lantern-42')).toEqual([])
  })

  it.each([
    'aaaaaaaaaaaaa',
    'abcabcabcabc',
    '234567890123',
    'mnbvcxzlkjhg',
    '2wsx3edc4rfv',
    'ABCDefgh2345',
    'zyxwvu987654',
  ])('refuses the repeats and sequences of %j', (typed) => {
    expect(faultsOf(typed)).toContain('too-simple')
  })

  it('tells all faults at once, and a repetition that differs in one blank', () => {
    expect(faultsOf('aaa', 'aaa ')).toEqual(['too-short', 'too-simple', 'not-repeated'])
  })

  it('takes what is the same under NFKC for the same', () => {
    expect(faultsOf('ｖｅｘｉｎｇ　ｋｉｔｅｓ', 'vexing kites')).toEqual([])
  })

  it('hands each fault over with its figure, as the page shows it beforehand', () => {
    const faults = judgeNewPassword(profile, { typed: 'x', repeated: 'x', userId: 'DEMO01' as UserId, names })
    expect(faults).toEqual([{ code: 'too-short', min: 12 }])
    expect(profile.rules).toContainEqual(faults[0])
  })

  it('never accepts a length outside its band, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (typed) => {
        const length = lengthOf(preparePassword(typed))
        if (length < 12 || length > 256) expect(faultsOf(typed)).not.toEqual([])
      }),
    )
  })

  it('accepts random passwords of 16 letters: its rules forbid the expected, not the unexpected', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
    fc.assert(
      fc.property(fc.array(letter, { minLength: 16, maxLength: 16 }), (letters) => {
        fc.pre(new Set(letters).size >= 9)
        expect(faultsOf(letters.join(''))).toEqual([])
      }),
      { seed: 20230610 },
    )
  })

  it('judges a megabyte without delay', () => {
    expect(faultsOf('x'.repeat(1_000_000))).toEqual(['too-long'])
  })
})
