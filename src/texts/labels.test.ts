import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { standingDoors } from '../programme/rules/standing-doors.ts'
import { en } from './en.ts'
import { zhHant } from './zh-Hant.ts'

const at = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** The rows of one section of docs/labels.md, without its head. */
function rows(section: string): readonly (readonly string[])[] {
  const text =
    at('docs/labels.md')
      .split('\n## ')
      .find((part) => part.startsWith(section)) ?? ''
  const lines = text.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) => line.slice(2, -2).split(' | '))
}

describe('docs/labels.md', () => {
  it('lists every fixed label of the texts with its Chinese, in their order', () => {
    const labels = Object.keys(en.labels) as (keyof typeof en.labels)[]
    const wanted = labels.map((label) => [en.labels[label], zhHant.labels[label]])
    expect(rows('Fields').map(([, english, chinese]) => [english, chinese])).toEqual(wanted)
  })

  it('lists every door of the shipped programme with its labels', () => {
    const doors = parse(at('programmes/seoch-2fa-2023.yaml')).doors as Record<
      string,
      { label?: Record<string, string> }
    >
    const wanted = Object.entries(doors).flatMap(([id, { label }]) =>
      label ? [[`\`${id}\``, label['en'], label['zh-Hant']]] : [],
    )
    expect(wanted.length).toBeGreaterThan(5)
    expect(rows('Doors\n')).toEqual(wanted)
  })

  it('lists the doors of the house, which no file declares', () => {
    const wanted = standingDoors.map(({ id, label }) => [`\`${id}\``, label.en, label['zh-Hant']])
    expect(rows('Doors of the house')).toEqual(wanted)
  })

  it('lists the rooms, the buttons of requests and the heading of what waits, in the order of the texts', () => {
    const pairs = (english: Record<string, string>, chinese: Record<string, string>) =>
      Object.keys(english).map((key) => [english[key], chinese[key]])
    const wanted = [
      ...pairs(en.rooms, zhHant.rooms),
      [en.requests.remark, zhHant.requests.remark],
      ...pairs(en.requests.deeds, zhHant.requests.deeds),
      [en.notices.title, zhHant.notices.title],
    ]
    expect(rows('Rooms and requests').map(([, english, chinese]) => [english, chinese])).toEqual(wanted)
  })

  it('lists the labels of a logon by smartcard', () => {
    const labels = ({ cards: t }: Pick<typeof en, 'cards'>) => [
      ...[
        t.continue,
        t.password,
        t.none.title,
        t.bad.title,
        t.ours.title,
        t.accepted.title,
        t.scheduled.title,
      ],
    ]
    const chinese = labels(zhHant as unknown as typeof en)
    expect(rows('Smartcards').map((row) => row.slice(1))).toEqual(
      labels(en).map((label, index) => [label, chinese[index]]),
    )
  })
})

describe('docs/labels.md, of registered emails', () => {
  it('lists the headings, fields, buttons and states of their pages', () => {
    const labels = ({ emails: t }: Pick<typeof en, 'emails'>) => [
      ...[t.title, t.search, t.uploadLink, t.templateLink, t.downloadLink, t.testAll, t.testOne],
      ...[t.newAddress, t.remark, t.register, t.withdraw, t.file, t.upload, t.submit],
      ...[t.filters, t.states, t.standings].flatMap((words) => Object.values(words)),
    ]
    const chinese = labels(zhHant as unknown as typeof en)
    expect(rows('Registered emails').map((row) => row.slice(1))).toEqual(
      labels(en).map((label, index) => [label, chinese[index]]),
    )
  })
})

describe('the fixed labels', () => {
  it('are the ones other people rely on', () => {
    expect(Object.values(en.labels)).toEqual([
      'User ID',
      'Password',
      'One-time passcode',
      'Code from your email',
      'New password',
      'Repeat new password',
      'Current password',
      'Email',
      'Authenticator app',
      'Continue',
      'Confirm',
      'Log on',
      'Log out',
      'Stay logged on',
      'Change password',
      'OTP channels',
      'Logon sessions',
      'Initiation of 2FA',
      '2FA is set up',
      'Function not available',
      'You are logged on. The connectivity test is complete.',
      'If there is any conflict, the English text prevails.',
    ])
  })

  it('are different from each other in Chinese too', () => {
    const chinese = Object.values(zhHant.labels)
    expect(new Set(chinese).size).toBe(chinese.length)
  })

  it('are written with full-width punctuation in Chinese', () => {
    expect(chineseStrings(zhHant).filter((text) => /[\u4e00-\u9fff][,:;?!()]/.test(text))).toEqual([])
  })
})

function chineseStrings(of: unknown): readonly string[] {
  if (typeof of === 'string') return [of]
  if (typeof of === 'function') return [String(of('甲', '乙'))]
  return Object.values(of as object).flatMap(chineseStrings)
}
