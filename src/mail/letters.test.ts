import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UserId } from '../kernel/ids.ts'
import { type LetterHead, type Occasion, writeLetter } from './letters.ts'

const head: LetterHead = {
  language: 'en',
  displayName: 'Chan Mei Tai',
  userId: 'ALPHA042' as UserId,
  system: { en: 'CCMS', 'zh-Hant': 'CCMS' },
  at: {
    en: '18:05 on Saturday 10 June 2023 (Hong Kong time)',
    'zh-Hant': '2023年6月10日（星期六）18:05（香港時間）',
  },
  origin: '203.0.113.0/24',
  contact: { phone: '2979 7222', email: 'clearingpsd@hkex.com.hk' },
}
const inChinese: LetterHead = { ...head, language: 'zh-Hant' }
const until = { en: '18:20 on 10 June 2023', 'zh-Hant': '2023年6月10日18:20' }

const codeOccasions = ['initiation-code', 'channel-proof', 'logon-code'] as const
const otherOccasions: readonly Occasion[] = [
  { kind: 'already-initiated' },
  { kind: 'two-factor-set-up', channel: 'app' },
  { kind: 'logon-locked', until },
  { kind: 'passcode-replayed' },
  { kind: 'event-registration', now: 'amended', number: 'E-00042', event: until, until },
  { kind: 'address-test' },
  { kind: 'address-replaced' },
]

const nasty = fc.constantFrom(...'aÉ陳7 .\r\n\t\0\u0085\u200B\u202E\u2028', '\uD800')
const anyText = fc.oneof(
  fc.string({ unit: nasty }),
  fc.stringMatching(/^[0-9A-Za-z :\r\n/.]{0,40}$/),
  fc.constantFrom('29797222', '123456', 'CCMS\r\nBcc: thief@example.org\r\n\r\n87654321'),
)
const bilingual = fc.record({ en: anyText, 'zh-Hant': anyText })
const anyHead: fc.Arbitrary<LetterHead> = fc.record({
  language: fc.constantFrom('en', 'zh-Hant'),
  displayName: anyText,
  userId: fc.stringMatching(/^[A-Z0-9]{6,12}$/).map((id) => id as UserId),
  system: bilingual,
  at: bilingual,
  origin: anyText,
  contact: fc.record({ phone: anyText, email: anyText }),
})
const anyCode = fc.stringMatching(/^[0-9]{6,8}$/)
const anyOccasion: fc.Arbitrary<Occasion> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(...codeOccasions),
    code: anyCode,
    minutes: fc.integer({ min: 1, max: 1440 }),
  }),
  fc.record({ kind: fc.constantFrom('already-initiated', 'passcode-replayed') }),
  fc.record({ kind: fc.constant('two-factor-set-up'), channel: fc.constantFrom('email', 'app') }),
  fc.record({ kind: fc.constant('logon-locked'), until: bilingual }),
  fc.record({
    kind: fc.constant('event-registration'),
    now: fc.constantFrom('registered', 'amended', 'withdrawn'),
    number: anyText,
    event: bilingual,
    until: bilingual,
  }),
)

describe('every letter', () => {
  it('holds no run of six digits or more but its code, and no digits of the code in its subject', () => {
    fc.assert(
      fc.property(anyHead, anyOccasion, (about, occasion) => {
        const { subject, text } = writeLetter(about, occasion)
        const code = 'code' in occasion ? [occasion.code] : []
        expect([...new Set(text.match(/\d{6,}/g) ?? [])]).toEqual(code)
        expect(subject).not.toMatch(/\d{6}/)
      }),
    )
  })

  it('has one line for a subject, and the same lines whatever its particulars hold', () => {
    const lines = (letter: { text: string }) => letter.text.split(/\r\n|[\r\n\u2028\u2029\u0085]/).length
    fc.assert(
      fc.property(anyHead, anyOccasion, (about, occasion) => {
        const letter = writeLetter(about, occasion)
        expect(letter.subject).not.toMatch(/[\p{C}\u2028\u2029]/u)
        const plain = writeLetter({ ...head, language: about.language }, occasion)
        expect(lines(letter)).toBe(lines(plain))
      }),
    )
  })

  it.each([...codeOccasions.map((kind) => ({ kind, code: '12345678', minutes: 10 })), ...otherOccasions])(
    'of the kind $kind says for whom, when, from where and whom to ask, in both languages, without a link',
    (occasion) => {
      for (const about of [head, inChinese]) {
        const { subject, text } = writeLetter(about, occasion)
        expect(subject).toMatch(/^CCMS: /)
        expect(text).toContain('C.M.T.')
        expect(text).toContain('042')
        expect(text).not.toContain('ALPHA042')
        expect(text).not.toContain('Mei')
        expect(text).toContain(about.at[about.language])
        expect(text).toContain('203.0.113.0/24')
        expect(text).toContain('2979 7222')
        expect(text).toContain('clearingpsd@hkex.com.hk')
        expect(text).not.toMatch(/https?:|www\.|<|href/i)
      }
    },
  )
})

describe('an English letter', () => {
  it('is in English only', () => {
    for (const occasion of otherOccasions) {
      expect(writeLetter(head, occasion).text).not.toMatch(/\p{Script=Han}|prevails/u)
    }
  })

  it('with a code says how long it is valid, where to type it, and never to tell it', () => {
    const { text } = writeLetter(head, { kind: 'initiation-code', code: '12345678', minutes: 10 })
    expect(text).toMatch(/^For C\.M\.T\., User ID ending 042\n/)
    expect(text).toContain('\n    12345678\n')
    expect(text).toContain(
      'It is valid for 10 minutes. Type it on the page where you asked for it. Never tell it',
    )
  })

  it('to somebody who has 2FA already says so, and whom to ask for a reset', () => {
    const { text } = writeLetter(head, { kind: 'already-initiated' })
    expect(text).toContain('It is already set up, so no code was sent')
    expect(text).toContain('ask a Delegated Administrator of your firm for a reset')
  })

  it('about a lock says until when, and who can unlock', () => {
    const { text } = writeLetter(head, { kind: 'logon-locked', until })
    expect(text).toContain('until 18:20 on 10 June 2023')
    expect(text).toContain('A Delegated Administrator of your firm can unlock it earlier.')
  })

  it('that confirms the set-up names the channel', () => {
    const named = (channel: 'email' | 'app') => writeLetter(head, { kind: 'two-factor-set-up', channel }).text
    expect(named('app')).toContain('Your OTP channel: Authenticator app.')
    expect(named('email')).toContain('Your OTP channel: Email.')
  })
})

describe('a Chinese letter', () => {
  it('comes before its English text and says that the English prevails', () => {
    const occasion: Occasion = { kind: 'initiation-code', code: '12345678', minutes: 10 }
    const { text } = writeLetter(inChinese, occasion)
    const [chinese = '', rest = ''] = text.split('\n\n* * *\n\n')
    expect(chinese).toMatch(/^致：C\.M\.T\.，用戶 ID 末三位 042\n/)
    expect(chinese).toContain('    12345678\n')
    expect(rest.startsWith(writeLetter(head, occasion).text)).toBe(true)
    expect(text).toMatch(/概以英文本為準。\nIf there is any conflict, the English text prevails\.$/)
  })
})
