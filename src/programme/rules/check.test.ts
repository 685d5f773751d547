import { describe, expect, it } from 'vitest'
import { edited, parsed, seoch, seochSource } from '../../../test/support/programme-samples.ts'
import { check } from './check.ts'

type Edit = readonly [from: string, to: string]

/** Findings as `severity line: reason`. */
function findings(source: string): readonly string[] {
  return check(parsed(source)).map(({ severity, line, reason }) => `${severity} ${line}: ${reason}`)
}

function lineOf(passage: string, source: string): number {
  if (!source.includes(passage)) throw new Error(`not in the file: ${passage}`)
  return source.slice(0, source.indexOf(passage)).split('\n').length
}

const SESSION_2_BEGINS = 'from: 22:00'
const SESSION_2_ENDS = 'until: 23:00\n        last_entry'
const SESSION_2_SITE = 'site: secondary'
const LAST_ENTRY_2 = 'last_entry: { source: assumed, at: 23:00 }'
const DEADLINE = 'until: 2023-06-02 Fri'
const LAUNCH_DAY = '  date: 2023-06-12 Mon\n  status'
const DUE = 'date: 2023-06-11 Sun, time: 18:00'
const CCMS_CARD_ADMITS = '    leads_to: [ccms.online, ccms.overnight]\n    admits: [user]'
const DMS_OTP = '      zh-Hant: 以一次性密碼登入 - 保安管理功能\n    leads_to: [dms.security]\n'

describe('check', () => {
  it('finds one thing to say about the shipped programme: what resists phishing goes with the card', () => {
    expect(check(seoch).map(({ severity, reason }) => [severity, reason])).toEqual([
      [
        'warning',
        'from Monday, 12 June 2023 on neither smartcard nor passkey is offered to `user`, `da-maker`, `da-checker`, `da-single`: no way in resists phishing',
      ],
    ])
  })

  it.each<readonly [string, string, string, readonly Edit[]]>([
    [
      'two sessions at one site at once',
      'from: 19:30',
      'error: `session-2` begins before `session-1` ends; both use the primary site',
      [
        [SESSION_2_SITE, 'site: primary'],
        [SESSION_2_BEGINS, 'from: 19:30'],
      ],
    ],
    [
      'two sessions using one door at once',
      'from: 19:30',
      'error: `session-2` begins before `session-1` ends; both use the door `ccms.card`',
      [[SESSION_2_BEGINS, 'from: 19:30']],
    ],
    [
      'a session that ends before it begins',
      'until: 21:00',
      'error: `session-2` ends before it begins',
      [[SESSION_2_ENDS, 'until: 21:00\n        last_entry']],
    ],
    [
      'a last entry after the end',
      'at: 23:30',
      'error: the last entry is outside `session-2`',
      [[LAST_ENTRY_2, 'last_entry: { source: assumed, at: 23:30 }']],
    ],
    [
      'a last entry before the beginning',
      'at: 22:00',
      'error: the last entry is outside `session-2`',
      [[LAST_ENTRY_2, 'last_entry: { source: assumed, at: 22:00 }']],
    ],
    [
      'a deadline after its event',
      'until: 2023-06-10 Sat',
      'error: registration for `connectivity-test-2023-06-10` ends after it begins',
      [[DEADLINE, 'until: 2023-06-10 Sat']],
    ],
    [
      'a deadline before the circular',
      'until: 2023-05-23 Tue',
      'error: registration for `connectivity-test-2023-06-10` ends before the circular',
      [[DEADLINE, 'until: 2023-05-23 Tue']],
    ],
    [
      'a decision due after the launch',
      'date: 2023-06-13 Tue',
      'error: the decision is due after the launch',
      [[DUE, 'date: 2023-06-13 Tue, time: 18:00']],
    ],
    [
      'a predecessor younger than its successor',
      'date: 2023-07-03 Mon',
      'error: the predecessor is younger than the circular',
      [['date: 2023-04-03 Mon', 'date: 2023-07-03 Mon']],
    ],
    [
      'a guide that appears after the launch',
      'from: 2023-06-13 Tue',
      'warning: `user-guide` appears after the launch',
      [['from: 2023-06-02 Fri', 'from: 2023-06-13 Tue']],
    ],
    [
      'a launch on a Sunday',
      'date: 2023-06-18 Sun',
      'error: Sunday, 18 June 2023 is not a business day',
      [[LAUNCH_DAY, '  date: 2023-06-18 Sun\n  status']],
    ],
    [
      'a launch on a holiday',
      'date: 2023-06-22 Thu\n  status',
      'error: Thursday, 22 June 2023 is not a business day',
      [[LAUNCH_DAY, '  date: 2023-06-22 Thu\n  status']],
    ],
    [
      'a launch beyond the calendar',
      'date: 2024-06-12 Wed',
      'error: the calendar does not reach the launch',
      [[LAUNCH_DAY, '  date: 2024-06-12 Wed\n  status']],
    ],
    [
      'a calendar that ends before it begins',
      'to: 2022-12-31 Sat',
      'error: the calendar ends before it begins',
      [['  to: 2023-12-31 Sun', '  to: 2022-12-31 Sat']],
    ],
    [
      'a session after the launch',
      'date: 2023-06-10 Sat # Attachment',
      'warning: `session-1` ends after the launch it prepares',
      [[LAUNCH_DAY, '  date: 2023-06-09 Fri\n  status']],
    ],
    [
      'another next business day than the calendar has',
      'next_business_day: 2023-06-13 Tue',
      'error: the business day after `session-1` is Monday, 12 June 2023',
      [
        [
          'carried_forward: true\n        next_business_day: 2023-06-12 Mon',
          'carried_forward: true\n        next_business_day: 2023-06-13 Tue',
        ],
      ],
    ],
    [
      'hours that end before they begin',
      'until: 07:00',
      'error: `ccms.online` closes before it opens',
      [['from: 07:30, until: 19:00', 'from: 07:30, until: 07:00']],
    ],
    [
      'a door that admits nobody',
      'admits: []',
      'error: `ccms.card` admits nobody',
      [[CCMS_CARD_ADMITS, '    leads_to: [ccms.online, ccms.overnight]\n    admits: []']],
    ],
    [
      'a door that never opens',
      'ccms.spare:',
      'error: `ccms.spare` never opens to anybody',
      [
        [
          '  ccms.initiation:\n',
          '  ccms.spare: { system: ccms, means: otp, label: { en: Spare, zh-Hant: 備用 }, leads_to: [ccms.online], admits: [user] }\n  ccms.initiation:\n',
        ],
      ],
    ],
    [
      'a door to nothing',
      'leads_to: [] # dms',
      'error: `dms.otp` leads to no function',
      [[DMS_OTP, '      zh-Hant: 以一次性密碼登入 - 保安管理功能\n    leads_to: [] # dms\n']],
    ],
    [
      'a function behind no door',
      'dms.reports:',
      'warning: no door leads to `dms.reports`',
      [
        [
          '  dms.security:\n',
          '  dms.reports: { name: { en: Reports, zh-Hant: 報告 }, business_day_hours: { from: 07:00, until: 08:00 } }\n  dms.security:\n',
        ],
      ],
    ],
    [
      'an unknown system',
      'system: cmms',
      'error: no system `cmms` is declared',
      [['    system: ccms\n    means: smartcard', '    system: cmms\n    means: smartcard']],
    ],
    [
      'an unknown function behind a door',
      'leads_to: [ccms.offline',
      'error: no function `ccms.offline` is declared',
      [['leads_to: [ccms.online, ccms.overnight]', 'leads_to: [ccms.offline, ccms.overnight]']],
    ],
    [
      'an unknown role',
      'admits: [user, clerk]',
      'error: no role `clerk` is declared',
      [[CCMS_CARD_ADMITS, '    leads_to: [ccms.online, ccms.overnight]\n    admits: [user, clerk]']],
    ],
    [
      'an unknown door in a session',
      'doors: [dms.initiation, dms.top]',
      'error: no door `dms.top` is declared',
      [['doors: [dms.initiation, dms.otp]', 'doors: [dms.initiation, dms.top]']],
    ],
    [
      'a name that participants would have to open',
      'https://2fa.ccass.com',
      'error: `2fa.ccass.com` is not in `existing_names`: participants would have to change their connectivity',
      [['address: https://www.ccass.com\n', 'address: https://2fa.ccass.com\n']],
    ],
    [
      'a port that participants would have to open',
      'https://www.ccass.com:8443',
      'error: `www.ccass.com:8443` is not in `existing_names`: participants would have to change their connectivity',
      [['address: https://www.ccass.com\n', 'address: https://www.ccass.com:8443\n']],
    ],
    [
      'a text left in English',
      'zh-Hant: Regulatory approval',
      'warning: the Chinese text is not in Chinese',
      [['zh-Hant: 監管機構批准', 'zh-Hant: Regulatory approval']],
    ],
  ])('sees %s, where it stands', (_, at, said, edits) => {
    const source = edited(...edits)
    const [severity, reason] = said.split(/: (.*)/)
    expect(findings(source)).toContain(`${severity} ${lineOf(at, source)}: ${reason}`)
  })

  it.each([
    ['is no business day', '2023-06-03 Sat', 'Saturday, 3 June 2023 is not a business day'],
    ['is not over yet', '2023-06-12 Mon', 'Monday, 12 June 2023 is not over when `session-1` begins'],
  ])('sees credentials as of a day that %s', (_, day, reason) => {
    const source = seochSource.replaceAll('credentials_as_of: 2023-06-09 Fri', `credentials_as_of: ${day}`)
    expect(findings(source)).toContain(`error ${lineOf('credentials_as_of', source)}: ${reason}`)
  })

  it('sees a launch after which nobody can log on', () => {
    const source = seochSource.replaceAll('sites: [primary], from: launch', 'sites: [primary], until: launch')
    const line = lineOf(LAUNCH_DAY, source)
    for (const role of ['user', 'da-maker', 'da-checker', 'da-single'])
      expect(findings(source)).toContain(`error ${line}: from the launch on no door lets \`${role}\` in`)
  })

  it('sees a launch with 2FA that nobody could have set up', () => {
    const source = edited(
      ['[ccms.initiation, ccms.otp.online', '[ccms.otp.online'],
      [
        'admits: [user]\n    ordinarily: { source: assumed, sites: [primary], from: launch }',
        'admits: [user]',
      ],
    )
    const line = lineOf(LAUNCH_DAY, source)
    expect(findings(source)).toContain(
      `error ${line}: \`user\` needs 2FA from the launch on, but no initiation door has opened to it by then`,
    )
  })

  it('asks nobody to initiate whose card stays', () => {
    const source = edited(
      ['[ccms.initiation, ccms.otp.online', '[ccms.otp.online'],
      [
        'admits: [user]\n    ordinarily: { source: assumed, sites: [primary], from: launch }',
        'admits: [user]',
      ],
      [
        'admits: [user]\n    ordinarily: { sites: [primary], until: launch }',
        'admits: [user]\n    ordinarily: { sites: [primary] }',
      ],
    )
    expect(findings(source).filter((found) => found.includes('needs 2FA'))).toEqual([])
  })
})
