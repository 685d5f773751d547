import { describe, expect, it } from 'vitest'
import { tagsOf, textOf } from '../../../test/support/html.ts'
import { pageSamples } from '../../../test/support/page-samples.tsx'
import { sampleFrame } from '../../../test/support/sample-frame.ts'
import type { Reference } from '../../kernel/ids.ts'
import { en } from '../../texts/en.ts'
import { parseFields } from '../../web/forms.ts'
import { channelAnswer, codeAnswer, logonAnswer, missing, passcodeAnswer, passwordAnswer } from './answers.ts'
import { LandingPage } from './landing-page.tsx'
import { LogonPage } from './logon-page.tsx'
import type { Refusal } from './props.ts'

const frame = sampleFrame('en')
const samples = pageSamples(frame)
const html = (name: keyof typeof samples) => samples[name].toString()

/** The visible label of each field, as a person and a test find it. */
function labelsOf(page: string): readonly string[] {
  return tagsOf(page.slice(page.indexOf('<main')))
    .filter((tag) => tag.name === 'label')
    .map((tag) => textAfter(page.slice(page.indexOf('<main')), tag.end))
}

function textAfter(page: string, end: number): string {
  return textOf(page.slice(end, page.indexOf('</', end)))
}

function buttonsOf(page: string): readonly string[] {
  const main = page.slice(page.indexOf('<main'))
  return tagsOf(main)
    .filter((tag) => tag.name === 'button')
    .map((tag) => textAfter(main, tag.end))
}

describe('the visible names that other people rely on', () => {
  it.each([
    ['logon', ['User ID', 'Password'], ['Continue']],
    ['passcode-app', ['One-time passcode'], ['Log on']],
    ['initiation-user-id', ['User ID'], ['Continue']],
    ['initiation-code', ['Code from your email'], ['Continue', 'Send another code']],
    ['choose-password', ['New password', 'Repeat new password'], ['Continue']],
    ['choose-channel', ['Authenticator app', 'Email'], ['Continue']],
    ['prove-email', ['One-time passcode'], ['Continue', 'Send another code']],
    ['prove-app', ['One-time passcode'], ['Copy the key', 'Continue']],
    ['function-in-test', [], ['Log out', 'Stay logged on', 'Close']],
    [
      'own-password',
      ['Current password', 'New password', 'Repeat new password'],
      ['Continue', 'Log out', 'Stay logged on', 'Close'],
    ],
  ] as const)('stand on the page %s', (name, labels, buttons) => {
    expect(labelsOf(html(name))).toEqual(labels)
    expect(buttonsOf(html(name))).toEqual(buttons)
  })

  it('lead from logon to initiation while that door is open', () => {
    expect(html('logon')).toContain('<a class="govuk-link" href="/initiation/ccms">Initiation of 2FA</a>')
    expect(html('logon-missing')).not.toContain('Initiation of 2FA')
  })

  it('head the end of initiation and a closed function, and say that all is well (P9)', () => {
    const heading = (page: string) => textAfter(page, tagsOf(page).find((tag) => tag.name === 'h1')?.end ?? 0)
    expect(heading(html('initiation-done'))).toBe('2FA is set up')
    expect(heading(html('function-in-test'))).toBe('Function not available')
    expect(textOf(html('function-in-test'))).toContain(
      'You are logged on. The connectivity test is complete.',
    )
    expect(heading(html('function-closed'))).toBe('Function not available')
    expect(textOf(html('function-closed'))).toContain(
      'You are logged on. This function opens at 07:30 on Monday 12 June 2023.',
    )
    expect(textOf(html('dms-in-test'))).toContain('You are logged on. The connectivity test is complete.')
  })
})

describe('a door on the landing page', () => {
  const door = {
    label: 'Login with OTP - Online Functions',
    href: '/logon',
    note: 'Opens at 22:00.',
    instead: null,
  }
  const land = (open: boolean, absentNote: string | null) =>
    (<LandingPage frame={frame} doors={[{ ...door, open, absentNote }]} elsewhere={null} />).toString()

  it('that is open is a link whose whole text is its label', () => {
    expect(land(true, null)).toMatch(/<a [^>]*href="\/logon"[^>]*>Login with OTP - Online Functions<\/a>/)
  })

  it('that is closed has the same text without a link, and its next sibling says when it opens', () => {
    const page = land(false, null)
    expect(page).not.toContain('href="/logon"')
    const sibling = page.split('Login with OTP - Online Functions</span>')[1] ?? ''
    expect(sibling).toMatch(/^<p[^>]*>/)
    expect(textOf(sibling.slice(0, sibling.indexOf('</p>')))).toBe('Closed Opens at 22:00.')
  })

  it('that this installation can not open has no link either, and says so', () => {
    const page = land(true, 'Not part of this installation yet.')
    expect(page).not.toContain('href="/logon"')
    expect(textOf(page)).toContain('Open Opens at 22:00. Not part of this installation yet.')
  })
})

describe('a refusal', () => {
  const refuse = (refusal: Refusal) =>
    (
      <LogonPage
        frame={frame}
        action="/logon"
        errors={[]}
        refusal={refusal}
        doorLabel="Login with OTP - Online Functions"
        audience="user"
        initiation={null}
      />
    ).toString()
  const reference = (text: string) => text as Reference

  it('is the same page whatever stands behind it', () => {
    const reasons = ['unknown', 'suspended', 'locked', 'no-email', 'wrong password']
    const bodies = reasons.map((detail) => refuse({ reference: reference('BCD-FGH-JKL'), ...{ detail } }))
    expect(new Set(bodies).size).toBe(1)
  })

  it('differs from another in its reference alone', () => {
    const [one, other] = [
      refuse({ reference: reference('BCD-FGH-JKL') }),
      refuse({ reference: reference('MNP-QRS-TVW') }),
    ]
    expect(one).not.toBe(other)
    expect(one.replace('BCD-FGH-JKL', '')).toBe(other.replace('MNP-QRS-TVW', ''))
  })
})

describe('what a form posts', () => {
  const fields = (posted: Record<string, string>) => new Map(Object.entries(posted))

  it('is read by the names its page uses, and anything else is dropped', () => {
    const posted = fields({ user_id: ' chan0001 ', password: ' keep blanks ', role: 'operator-maker' })
    expect(parseFields(posted, logonAnswer)).toEqual({
      ok: true,
      value: { user_id: 'chan0001', password: ' keep blanks ' },
    })
  })

  it.each(['1234 5678', '1234-5678', '\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18', ' 12345678 '])(
    'is a code however it is typed: %j',
    (typed) => {
      expect(parseFields(fields({ passcode: typed }), passcodeAnswer)).toEqual({
        ok: true,
        value: { passcode: '12345678' },
      })
    },
  )

  it('names each field left empty, and each has its sentence', () => {
    const sentences = [logonAnswer, passcodeAnswer, codeAnswer, passwordAnswer, channelAnswer].flatMap(
      (form) => {
        const parsed = parseFields(fields({ user_id: '  ', passcode: ' ' }), form as never)
        return parsed.ok ? [] : missing(en, parsed.refusal).map(({ message }) => message)
      },
    )
    expect(sentences).toEqual([
      'Enter your User ID',
      'Enter your password',
      'Enter your one-time passcode',
      'Enter the code from your email',
      'Enter a new password',
      'Enter the new password again',
      'Choose an OTP channel',
    ])
  })

  it('is no channel but the ones offered', () => {
    expect(parseFields(fields({ channel: 'passkey' }), channelAnswer)).toEqual({
      ok: false,
      refusal: ['channel'],
    })
  })
})
