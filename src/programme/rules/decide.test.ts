import { describe, expect, it } from 'vitest'
import {
  administrator,
  approved,
  DOORS,
  decided,
  door,
  edited,
  hongKong,
  parsed,
  undecided,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { DoorId, SiteId } from '../../kernel/ids.ts'
import { decide } from './decide.ts'
import type { Facts } from './facts.ts'
import type { InForce } from './in-force.ts'

/**
 * One letter a door, in the order of the file: card, OTP online, OTP overnight, initiation of CCMS; card, OTP,
 * initiation of DMS. `S` signed-in, `F` signed in but function not available, `-` door closed, `R` refused.
 */
function day(inForce: InForce, site: SiteId, at: string): string {
  const letters = DOORS.map((id) => {
    const { outcome } = decide(inForce, personFor(id), id, site, hongKong(at))
    return { 'signed-in': 'S', 'signed-in-function-not-available': 'F', 'door-closed': '-', refused: 'R' }[
      outcome
    ]
  })
  return `${letters.slice(0, 4).join('')} ${letters.slice(4).join('')}`
}

function personFor(id: DoorId): Facts {
  const person = id.startsWith('ccms') ? user : administrator
  return id.endsWith('initiation') ? uninitiated(person) : person
}

function codes(inForce: InForce, facts: Facts, id: string, site: SiteId, at: string): readonly string[] {
  return decide(inForce, facts, door(id), site, hongKong(at)).reasons.map(({ code }) => code)
}

describe('the rehearsal Saturday, to the second', () => {
  it.each([
    ['06-10 17:59:59', 'F--- F--', '---- ---'],
    ['06-10 18:00:00', 'FFFS SSS', '---- ---'],
    ['06-10 18:00:01', 'FFFS SSS', '---- ---'],
    ['06-10 19:59:59', 'FFFS SSS', '---- ---'],
    ['06-10 20:00:00', 'F--- F--', '---- ---'],
    ['06-10 20:00:01', 'F--- F--', '---- ---'],
    ['06-10 21:59:59', 'F--- F--', '---- ---'],
    ['06-10 22:00:00', 'F--- F--', 'FFF- SS-'],
    ['06-10 22:00:01', 'F--- F--', 'FFF- SS-'],
    ['06-10 22:59:59', 'F--- F--', 'FFF- SS-'],
    ['06-10 23:00:00', 'F--- F--', '---- ---'],
    ['06-10 23:00:01', 'F--- F--', '---- ---'],
  ])('%s: primary %s, secondary %s, whatever is decided about the launch', (at, primary, secondary) => {
    for (const inForce of [approved, undecided]) {
      expect(day(inForce, 'primary', at)).toBe(primary)
      expect(day(inForce, 'secondary', at)).toBe(secondary)
    }
  })

  it('says in Session 1 that what is set up stays, and in Session 2 that it does not', () => {
    const forward = (site: SiteId, at: string) =>
      decide(undecided, user, door('ccms.otp.online'), site, hongKong(at)).carriedForward
    expect(forward('primary', '06-10 18:05')).toBe(true)
    expect(forward('secondary', '06-10 22:05')).toBe(false)
    expect(forward('secondary', '06-10 23:05')).toBe(true)
  })

  it('gives "Function not available" in a test session for the session, as the circular says', () => {
    const { functions, reasons } = decide(
      undecided,
      user,
      door('ccms.card'),
      'primary',
      hongKong('06-10 18:05'),
    )
    expect(functions).toEqual([])
    expect(reasons).toMatchObject([{ code: 'outside-service-hours', source: 'circular' }])
    expect(reasons[0]?.text.en).toContain('(Session 1): Online Functions, Overnight Report Download')
  })
})

describe('launch Monday', () => {
  it.each([
    ['06-11 17:59:59', 'F--- F--'],
    ['06-11 23:59:59', 'F--- F--'],
    ['06-12 00:00:00', '-FFS -FS'],
    ['06-12 06:59:59', '-FFS -FS'],
    ['06-12 07:00:00', '-FSS -SS'],
    ['06-12 07:29:59', '-FSS -SS'],
    ['06-12 07:30:00', '-SSS -SS'],
    ['06-12 18:59:59', '-SSS -SS'],
    ['06-12 19:00:00', '-FSS -SS'],
    ['06-12 23:00:00', '-FFS -FS'],
    ['06-22 10:00:00', '-FFS -FS'], // Tuen Ng
    ['07-03 10:00:00', '-SSS -SS'],
  ])('approved, %s: primary %s, secondary nothing', (at, primary) => {
    expect(day(approved, 'primary', at)).toBe(primary)
    expect(day(approved, 'secondary', at)).toBe('---- ---')
  })

  it.each([
    ['undecided', undecided],
    ['stopped', { ...undecided, decisions: [decided('no-go', '06-11 12:00')] }],
    [
      'stopped on the last evening',
      { ...approved, decisions: [...approved.decisions, decided('no-go', '06-11 22:00')] },
    ],
    ['approved too late', { ...undecided, decisions: [decided('go', '06-11 18:00:01')] }],
  ])('%s: nothing switches, the card goes on, and the OTP doors say why', (_, inForce) => {
    expect(day(inForce, 'primary', '06-12 07:30')).toBe('S--- S--')
    expect(codes(inForce, user, 'ccms.otp.online', 'primary', '06-12 07:30')).toEqual(['launch-not-approved'])
    expect(codes(inForce, user, 'ccms.card', 'primary', '06-12 07:30')).toEqual([])
  })

  it('is what an approved launch means for a card: its day has passed', () => {
    const { reasons } = decide(approved, user, door('ccms.card'), 'primary', hongKong('06-12 07:30'))
    expect(reasons).toEqual([
      {
        code: 'card-day-passed',
        source: 'circular',
        text: {
          en: 'Smartcards have not been accepted at this door since Monday, 12 June 2023.',
          'zh-Hant': '此登入途徑自2023年6月12日（星期一）起不再接受智能卡。',
        },
      },
    ])
    expect(codes(approved, user, 'ccms.card', 'secondary', '06-12 07:30')).toEqual(['outside-window'])
  })

  it('opens each function at its own hour behind the one card door', () => {
    const early = decide(undecided, user, door('ccms.card'), 'primary', hongKong('06-09 07:15'))
    expect(early).toMatchObject({ outcome: 'signed-in', functions: ['ccms.overnight'] })
    expect(early.reasons[0]?.text.en).toBe(
      'Online Functions: opens on Friday, 9 June 2023, 07:30 (Hong Kong time).',
    )
    expect(early.nextChange).toEqual(hongKong('06-09 07:30'))
  })
})

describe('a door that is closed', () => {
  it.each([
    ['ccms.otp.online', 'primary', '05-30 10:00', 'outside-window', 'Saturday, 10 June 2023, 18:00'],
    ['ccms.otp.online', 'secondary', '06-10 18:05', 'outside-window', 'Saturday, 10 June 2023, 22:00'],
    ['ccms.otp.online', 'primary', '06-11 13:00', 'outside-window', 'Monday, 12 June 2023, 00:00'],
    [
      'ccms.otp.online',
      'primary',
      '06-11 11:00',
      'launch-not-approved',
      'tentatively on Monday, 12 June 2023',
    ],
    ['dms.initiation', 'secondary', '06-10 22:05', 'outside-window', '(Session 2)'],
    ['ccms.card', 'secondary', '06-12 10:00', 'outside-window', 'no opening is planned'],
    ['not.a.door', 'primary', '06-12 10:00', 'outside-window', 'no opening is planned'],
  ] as const)('%s at the %s, %s: %s, and the words name %s', (id, site, at, code, words) => {
    const { outcome, functions, reasons } = decide(approved, user, door(id), site, hongKong(at))
    expect({ outcome, functions }).toEqual({ outcome: 'door-closed', functions: [] })
    expect(reasons).toMatchObject([{ code }])
    expect(reasons[0]?.text.en).toContain(words)
  })

  it('is closed by a test session that does not open it, launch or no launch', () => {
    const programme = parsed(edited(['[ccms.initiation, ccms.otp.online, ccms', '[ccms.initiation, ccms']))
    const inForce = { programme, decisions: [] }
    const { reasons } = decide(inForce, user, door('ccms.otp.online'), 'primary', hongKong('06-10 18:05'))
    expect(reasons).toMatchObject([{ code: 'outside-window', source: 'circular' }])
    expect(reasons[0]?.text.en).toContain('(Session 1)')
  })

  it('lets what began before it closed finish within 10 minutes, under the session it began in', () => {
    const finishing = (enteredAt: string, at: string) =>
      decide(
        undecided,
        { ...user, enteredAt: hongKong(enteredAt) },
        door('ccms.otp.online'),
        'secondary',
        hongKong(at),
      )
    const late = finishing('06-10 22:59:59', '06-10 23:00:00')
    expect(late.outcome).toBe('signed-in-function-not-available')
    expect(late.carriedForward).toBe(false)
    expect(late.nextChange).toEqual(hongKong('06-10 23:10'))
    expect(finishing('06-10 22:59:59', '06-10 23:09:59').outcome).toBe('signed-in-function-not-available')
    expect(finishing('06-10 22:59:59', '06-10 23:10:00').outcome).toBe('door-closed')
    expect(finishing('06-10 23:00:00', '06-10 23:00:01').outcome).toBe('door-closed')
    expect(finishing('06-10 21:59:59', '06-10 23:00:01').outcome).toBe('door-closed')
  })

  it('lets a card logon that began before the switch finish after it', () => {
    const begun = { ...user, enteredAt: hongKong('06-11 23:59') }
    const outcome = (at: string) =>
      decide(approved, begun, door('ccms.card'), 'primary', hongKong(at)).outcome
    expect(outcome('06-12 00:09:59')).toBe('signed-in-function-not-available')
    expect(outcome('06-12 00:10:00')).toBe('door-closed')
  })
})

describe('a decision', () => {
  it('calls a reason assumed that names an assumed hour', () => {
    const source = (at: string) =>
      decide(approved, user, door('ccms.otp.online'), 'primary', hongKong(at)).reasons[0]?.source
    expect(source('06-09 12:00')).toBe('circular') // opens with Session 1
    expect(source('06-11 13:00')).toBe('assumed') // opens at the switch
  })

  it('reads every reason in English and in Chinese', () => {
    const { reasons } = decide(undecided, user, door('ccms.otp.online'), 'primary', hongKong('05-30 10:00'))
    expect(reasons).toEqual([
      {
        code: 'outside-window',
        source: 'circular',
        text: {
          en: 'This door is closed. It opens on Saturday, 10 June 2023, 18:00 (Hong Kong time).',
          'zh-Hant': '此登入途徑現已關閉，將於2023年6月10日（星期六）18:00（香港時間）開放。',
        },
      },
    ])
  })

  it('changes next where one function closes in the moment another opens', () => {
    const programme = parsed(
      edited(
        ['from: 07:30, until: 19:00', 'from: 07:30, until: 12:00'],
        [
          '  ccms.overnight:\n    name: { en: Overnight Report Download, zh-Hant: 隔夜報告下載 }\n    business_day_hours: { source: assumed, from: 07:00,',
          '  ccms.overnight:\n    name: { en: Overnight Report Download, zh-Hant: 隔夜報告下載 }\n    business_day_hours: { source: assumed, from: 12:00,',
        ],
      ),
    )
    const morning = decide(
      { programme, decisions: [] },
      user,
      door('ccms.card'),
      'primary',
      hongKong('06-09 10:00'),
    )
    expect(morning.functions).toEqual(['ccms.online'])
    expect(morning.nextChange).toEqual(hongKong('06-09 12:00'))
  })

  it('changes next at the closing of the function that is open', () => {
    const next = (at: string) =>
      decide(approved, user, door('ccms.otp.online'), 'primary', hongKong(at)).nextChange
    expect(next('06-12 07:30')).toEqual(hongKong('06-12 19:00'))
    expect(next('06-16 19:00')).toEqual(hongKong('06-19 07:30')) // over the weekend
    expect(next('06-21 19:00')).toEqual(hongKong('06-23 07:30')) // over Tuen Ng
    expect(next('12-29 19:00')).toBeNull() // the calendar ends
  })
})
