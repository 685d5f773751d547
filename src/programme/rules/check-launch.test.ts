import { describe, expect, it } from 'vitest'
import {
  type Edit,
  editedIn,
  parallel,
  parallelSource,
  parsed,
  seochSource,
  staged,
  stagedSource,
} from '../../../test/support/programme-samples.ts'
import { check } from './check.ts'

/** Findings as `severity line:column: reason`. */
function findings(source: string): readonly string[] {
  return check(parsed(source)).map(
    ({ severity, line, column, reason }) => `${severity} ${line}:${column}: ${reason}`,
  )
}

function placeOf(passage: string, source: string): string {
  const at = source.indexOf(passage)
  if (at < 0) throw new Error(`not in the file: ${passage}`)
  const before = source.slice(0, at).split('\n')
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

/** `|` in `at` is where the finding stands. */
function expectFinding(source: string, at: string, said: string): void {
  const [lead = '', rest = ''] = at.split('|')
  const [line, column] = placeOf(lead + rest, source)
    .split(':')
    .map(Number)
  const [severity, reason] = said.split(/: (.*)/)
  expect(findings(source)).toContain(`${severity} ${line}:${(column ?? 0) + lead.length}: ${reason}`)
}

const DAY = 'date: 2023-09-29 Fri }'
const LATE_DAY = '2023-06-19 Mon\n      switch'
const AUTUMN = 'from: 2023-10-03 Tue, accepted: [app, passkey]'

describe('check of a launch in stages', () => {
  it('has nothing against the second shipped file but that its last smartcard day is assumed, and what it takes away', () => {
    expect(check(parallel).map(({ severity, reason }) => [severity, reason])).toEqual([
      [
        'warning',
        'from Saturday, 30 September 2023 on neither smartcard nor passkey is offered to `user`, `da-maker`, `da-checker`, `da-single`: no way in resists phishing',
      ],
      ['warning', "the last smartcard day of `ccms` is assumed: a notice can't state it as a fact"],
      ['warning', "the last smartcard day of `dms` is assumed: a notice can't state it as a fact"],
    ])
  })

  it('has no error against a launch with everything in it', () => {
    expect(check(staged).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it.each<readonly [string, string, string, readonly Edit[]]>([
    [
      'a last smartcard day that is no business day',
      'ccms: { date: |2023-09-30 Sat',
      'error: Saturday, 30 September 2023 is not a business day',
      [[DAY, 'date: 2023-09-30 Sat }']],
    ],
    [
      'a last smartcard day before the launch',
      'ccms: { date: |2023-06-09 Fri',
      'error: the last smartcard day of `ccms` is before the launch',
      [[DAY, 'date: 2023-06-09 Fri }']],
    ],
    [
      'a gap between the last smartcard day and the door of a wave',
      'ccms: { date: |2023-06-16 Fri',
      'error: the last smartcard day of `ccms` is before wave `late` switches: between them it has no door',
      [[DAY, 'date: 2023-06-16 Fri }']],
    ],
    [
      "a participant's last day that is no business day",
      'system: ccms, date: |2023-10-01 Sun',
      'error: Sunday, 1 October 2023 is not a business day',
      [['2023-10-06 Fri', '2023-10-01 Sun']],
    ],
    [
      'a gap for the one participant with a day of its own',
      'participant: PFC, system: ccms, date: |2023-06-16 Fri',
      'error: the last smartcard day of `ccms` is before wave `late` switches: between them it has no door',
      [
        [
          'participant: HLS, system: ccms, date: 2023-10-06 Fri',
          'participant: PFC, system: ccms, date: 2023-06-16 Fri',
        ],
      ],
    ],
    [
      'a day for a system whose cards do not go by it',
      '|dms: { date: 2023-09-29 Fri }',
      'error: no door of `dms` goes by the last smartcard day',
      [[DAY, 'date: 2023-09-29 Fri }\n      dms: { date: 2023-09-29 Fri }']],
    ],
    [
      'a door that goes by a day nobody named',
      '|last-smartcard-day }',
      'error: no last smartcard day of `ccms` is named: it never closes',
      [
        [
          '    last_smartcard_days: # a whole quarter, to its last business day\n      ccms: { date: 2023-09-29 Fri }\n',
          '    last_smartcard_days: {}\n',
        ],
      ],
    ],
    [
      'an OTP door that goes by the last smartcard day',
      'from: launch, until: |last-smartcard-day',
      'error: `ccms.otp.overnight` is no smartcard door',
      [
        [
          '    leads_to: [ccms.overnight]\n    admits: [user]\n    ordinarily: { sites: [primary], from: launch }',
          '    leads_to: [ccms.overnight]\n    admits: [user]\n    ordinarily: { sites: [primary], from: launch, until: last-smartcard-day }',
        ],
      ],
    ],
    [
      'a last day of an unknown system',
      '|cmms: { date',
      'error: no system `cmms` is declared',
      [
        [
          '      ccms: { date: 2023-09-29 Fri }\n',
          '      ccms: { date: 2023-09-29 Fri }\n      cmms: { date: 2023-09-29 Fri }\n',
        ],
      ],
    ],
    [
      "a participant's day for an unknown system",
      'system: |cmms',
      'error: no system `cmms` is declared',
      [['participant: HLS, system: ccms', 'participant: HLS, system: cmms']],
    ],
    [
      'a wave of an unknown role',
      'roles: [|clerk]',
      'error: no role `clerk` is declared',
      [['      roles: [user]\n      participants', '      roles: [clerk]\n      participants']],
    ],
    [
      'a wave of nobody in particular',
      '|late:',
      'error: wave `late` names neither roles nor participants',
      [['      roles: [user]\n      participants: [PFC]\n', '']],
    ],
    [
      'a wave on a Sunday',
      '|2023-06-18 Sun\n      switch',
      'error: Sunday, 18 June 2023 is not a business day',
      [[LATE_DAY, '2023-06-18 Sun\n      switch']],
    ],
    [
      'a wave that switches before it is decided',
      '|2023-06-09 Fri\n      switch',
      'error: the decision is due after wave `late` switches',
      [[LATE_DAY, '2023-06-09 Fri\n      switch']],
    ],
    [
      'two waves for the same people',
      '|late:',
      'error: somebody may be in wave `administrators` and in wave `late`',
      [['      roles: [user]\n      participants', '      participants']],
    ],
    [
      'a guide that appears after the first wave',
      'from: |2023-06-02 Fri',
      'warning: `user-guide` appears after the launch',
      [
        ['  date: 2023-06-12 Mon\n  status', '  date: 2023-06-26 Mon\n  status'],
        ['from: 2023-06-02 Fri', 'from: 2023-06-02 Fri # as told'],
        [LATE_DAY, '2023-06-01 Thu\n      switch'],
      ],
    ],
    [
      'a channel step without a day after another',
      '|{ source: assumed, accepted: [app, passkey] }',
      'error: this step does not come after the one before it',
      [[AUTUMN, 'accepted: [app, passkey]']],
    ],
    [
      'channel steps out of order',
      '|{ source: assumed, from: 2023-10-02 Mon, accepted: [passkey] }',
      'error: this step does not come after the one before it',
      [
        [
          `${AUTUMN} }`,
          `${AUTUMN} }\n      - { source: assumed, from: 2023-10-02 Mon, accepted: [passkey] }`,
        ],
      ],
    ],
    [
      'a step that leaves a door with no channel',
      '|channels:\n      - { source: assumed',
      'error: `ccms.otp.online` takes no OTP channel from `user` on Tuesday, 3 October 2023',
      [[AUTUMN, 'from: 2023-10-03 Tue, accepted: []']],
    ],
    [
      'a role whose channels a door does not take',
      '|channels: [{ from: 2023-06-19 Mon, accepted: [] }]',
      'error: `dms.otp` takes no OTP channel from `da-maker` on Monday, 19 June 2023',
      [['from: 2023-06-19 Mon, accepted: [app, passkey]', 'from: 2023-06-19 Mon, accepted: []']],
    ],
    [
      'a channel withdrawn in the week of the launch',
      'from: |2023-06-16 Fri, accepted',
      'warning: `email` is withdrawn in a week of the launch',
      [['from: 2023-06-19 Mon, accepted', 'from: 2023-06-16 Fri, accepted']],
    ],
    [
      'a channel withdrawn in the week of a wave',
      'from: |2023-06-19 Mon, accepted',
      'warning: `email` is withdrawn in a week of the launch',
      [],
    ],
    [
      'the day from which nothing resists phishing any more',
      'date: |2023-06-12 Mon\n  status',
      'warning: from Tuesday, 3 October 2023 on neither smartcard nor passkey is offered to `user`: no way in resists phishing',
      [
        [AUTUMN, 'from: 2023-10-03 Tue, accepted: [app]'],
        [
          '    leads_to: [ccms.overnight]\n',
          '    leads_to: [ccms.overnight]\n    channels: [{ source: assumed, accepted: [app] }]\n',
        ],
      ],
    ],
    [
      'that a notice would state an assumed day',
      'date: |2023-06-19 Mon\n      switch',
      "warning: the day of wave `late` is assumed: a notice can't state it as a fact",
      [],
    ],
    [
      'a name in a text that participants would have to open',
      'en: |Read https://help.example/2fa first.',
      'error: `help.example/2fa` is not in `existing_names`: participants would have to change their connectivity',
      [['en: The parallel run of smartcard and 2FA is over.', 'en: Read https://help.example/2fa first.']],
    ],
  ])('sees %s, where it stands', (_, at, said, edits) => {
    expectFinding(editedIn(stagedSource, ...edits), at, said)
  })

  it('sees a wave that the launch leaves without any door', () => {
    const source = editedIn(stagedSource, [
      `    leads_to: [dms.security]
    admits: [da-maker, da-checker, da-single]
    ordinarily: { sites: [primary], from: launch }`,
      `    leads_to: [dms.security]
    admits: [da-maker, da-checker]
    ordinarily: { sites: [primary], from: launch }`,
    ])
    expectFinding(
      source,
      'date: |2023-06-13 Tue\n      switch',
      'error: from Tuesday, 13 June 2023 on no door lets `da-single` of wave `administrators` in',
    )
  })

  it('sees a participant who is left without any door by a day of its own', () => {
    const source = stagedSource.replaceAll(
      'sites: [primary], from: launch }',
      'sites: [primary], from: launch, until: launch }',
    )
    expectFinding(
      source,
      'system: ccms, date: |2023-10-06 Fri',
      'error: from Saturday, 7 October 2023 on no door lets `user` of `HLS` in',
    )
  })

  it('sees a wave that needs 2FA and could never set it up', () => {
    const source = editedIn(
      parallelSource.replaceAll('last-smartcard-day', 'launch'),
      ['[ccms.initiation, ccms.otp.online', '[ccms.otp.online'],
      [
        'admits: [user]\n    ordinarily: { source: assumed, sites: [primary], from: launch }',
        'admits: [user]',
      ],
    )
    expect(findings(source).join('\n')).toContain(
      '`user` needs 2FA from the launch on, but no initiation door has opened to it by then',
    )
  })

  it.each([
    [
      'the day of the launch',
      '  date: 2023-06-12 Mon\n  status',
      '  source: assumed\n  date: 2023-06-12 Mon\n  status',
      'launch:\n  source: circular\n',
      'launch:\n',
    ],
    [
      'the registration deadline of `connectivity-test-2023-06-10`',
      '      until: 2023-06-02 Fri',
      '      source: assumed\n      until: 2023-06-02 Fri',
      '',
      '',
    ],
    [
      'document `user-guide`',
      '    access: client-connect\n',
      '    access: client-connect\n    source: assumed\n',
      '',
      '',
    ],
  ])('warns of a notice that would state %s, which is assumed', (what, from, to, and, then) => {
    const source = [[from, to] as Edit, [and, then] as Edit]
      .filter(([passage]) => passage !== '')
      .reduce((text, edit) => editedIn(text, edit), seochSource)
    expect(findings(source).join('\n')).toContain(`${what} is assumed: a notice can't state it as a fact`)
  })
})
