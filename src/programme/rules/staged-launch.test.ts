import { describe, expect, it } from 'vitest'
import {
  administrator,
  decided,
  door,
  go,
  hongKong,
  parallel,
  signed,
  staged,
  undecided,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { SystemId, UserId } from '../../kernel/ids.ts'
import type { Programme } from '../programme.ts'
import { decide } from './decide.ts'
import { doorState } from './door-state.ts'
import type { Facts } from './facts.ts'
import type { LaunchDecision, Some } from './in-force.ts'

const ccms = 'ccms' as SystemId
const pfc: Facts = { ...user, userId: 'PFCUSR01' as UserId, participants: ['PFC'] }
const other: Facts = { ...user, userId: 'LAUUSR01' as UserId, participants: ['LAU'] }

const grace = (at: string, of: Some, days: number) =>
  ({ ...signed(at), kind: 'grace', of, system: ccms, businessDays: days }) as const
const postponed = (at: string, to: string) =>
  ({
    ...signed(at),
    kind: 'postponement',
    of: 'everybody',
    switchesAt: hongKong(to),
    decideBy: hongKong(to).subtract({ hours: 6 }),
  }) as const

/** What he meets at a door of the primary site: the outcome, or why not. */
function met(
  programme: Programme,
  facts: Facts,
  id: string,
  at: string,
  ...decisions: readonly LaunchDecision[]
) {
  const inForce = { programme, decisions: decisions.length === 0 ? [go] : decisions }
  const { outcome, reasons } = decide(inForce, facts, door(id), 'primary', hongKong(at))
  return outcome.startsWith('signed-in') ? 'in' : reasons.map(({ code }) => code).join()
}

function said(
  programme: Programme,
  facts: Facts,
  id: string,
  at: string,
  ...decisions: readonly LaunchDecision[]
) {
  const inForce = { programme, decisions: decisions.length === 0 ? [go] : decisions }
  return decide(inForce, facts, door(id), 'primary', hongKong(at)).reasons[0]
}

describe('a parallel run', () => {
  it('keeps the card from the launch to 24:00 of its last day, beside the OTP door', () => {
    for (const at of ['06-12 07:30', '09-29 23:59:59']) {
      expect(met(parallel, user, 'ccms.card', at)).toBe('in')
      expect(met(parallel, user, 'ccms.otp.online', at)).toBe('in')
    }
    expect(met(parallel, user, 'ccms.card', '09-30 00:00')).toBe('card-day-passed')
    expect(met(parallel, user, 'ccms.otp.online', '09-30 00:00')).toBe('in')
  })

  it('ends with the message that the file has for it', () => {
    expect(said(parallel, user, 'ccms.card', '10-03 10:00')).toEqual({
      code: 'card-day-passed',
      source: 'assumed',
      text: {
        en: 'Smartcards have not been accepted at this door since Saturday, 30 September 2023. The parallel run of smartcard and 2FA is over.',
        'zh-Hant': '此登入途徑自2023年9月30日（星期六）起不再接受智能卡。智能卡與雙重認證的並行期已結束。',
      },
    })
  })

  it('does not end for anybody where the launch did not happen', () => {
    expect(met(parallel, user, 'ccms.card', '10-03 10:00', decided('no-go', '06-11 12:00'))).toBe('in')
  })

  it('lasts longer for a participant with a day of its own, also for who acts for another as well', () => {
    const both = { ...user, participants: ['LAU', 'HLS'] }
    for (const facts of [user, both]) {
      expect(met(staged, facts, 'ccms.card', '10-06 23:59:59')).toBe('in')
      expect(met(staged, facts, 'ccms.card', '10-07 00:00')).toBe('card-day-passed')
    }
    expect(met(staged, other, 'ccms.card', '09-30 00:00')).toBe('card-day-passed')
  })

  it('is shown open on the landing page until the last of all days', () => {
    const state = doorState(
      { programme: staged, decisions: [go] },
      door('ccms.card'),
      'primary',
      hongKong('10-03 10:00'),
    )
    expect(String(state.closesAt)).toBe(String(hongKong('10-07 00:00')))
  })
})

describe('a wave', () => {
  it('opens the OTP doors to its own people on its own day, and closes their card doors where no parallel run is', () => {
    expect(met(staged, administrator, 'dms.otp', '06-13 05:59:59')).toBe('outside-window')
    expect(met(staged, administrator, 'dms.card', '06-13 05:59:59')).toBe('in')
    expect(met(staged, administrator, 'dms.otp', '06-13 06:00')).toBe('in')
    expect(met(staged, administrator, 'dms.card', '06-13 06:00')).toBe('card-day-passed')
  })

  it('is of those whom both its role and its participant name; the others switch with the launch', () => {
    expect(met(staged, other, 'ccms.otp.online', '06-12 00:00')).toBe('in')
    expect(met(staged, pfc, 'ccms.otp.online', '06-18 23:59:59')).toBe('outside-window')
    expect(met(staged, pfc, 'ccms.otp.online', '06-19 00:00')).toBe('in')
    expect(met(staged, pfc, 'ccms.initiation', '06-13 00:00')).toBe('outside-window')
    expect(met(staged, uninitiated(other), 'ccms.initiation', '06-13 00:00')).toBe('in')
  })

  it('tells who is not on yet when it opens to him, though the landing page shows it open', () => {
    expect(said(staged, pfc, 'ccms.otp.online', '06-13 10:00')?.text.en).toContain(
      'Monday, 19 June 2023, 00:00',
    )
    const inForce = { programme: staged, decisions: [go] }
    expect(doorState(inForce, door('ccms.otp.online'), 'primary', hongKong('06-13 10:00')).open).toBe(true)
    expect(String(doorState(inForce, door('dms.otp'), 'primary', hongKong('06-12 10:00')).opensAt)).toBe(
      String(hongKong('06-13 06:00')),
    )
  })

  it('is stopped by a no-go after an earlier wave has switched, which stays', () => {
    const stop = decided('no-go', '06-14 12:00')
    expect(met(staged, other, 'ccms.otp.online', '06-19 10:00', go, stop)).toBe('in')
    expect(met(staged, pfc, 'ccms.otp.online', '06-19 10:00', go, stop)).toBe('launch-not-approved')
    expect(met(staged, pfc, 'ccms.card', '10-03 10:00', go, stop)).toBe('in')
  })
})

describe('channels by date', () => {
  it('are refused from their day on, in words that name the day and what is taken', () => {
    expect(met(staged, user, 'ccms.otp.online', '10-02 23:59:59')).toBe('in')
    expect(said(staged, user, 'ccms.otp.online', '10-03 00:00')).toEqual({
      code: 'channel-refused',
      source: 'assumed',
      text: {
        en: 'This door accepts none of the OTP channels that the account has set up. Since Tuesday, 3 October 2023 it accepts only: authenticator app, passkey.',
        'zh-Hant':
          '此登入途徑不接受帳戶已設定的一次性密碼途徑。自2023年10月3日（星期二）起只接受：驗證應用程式、通行密鑰。',
      },
    })
    expect(met(staged, user, 'ccms.otp.overnight', '10-03 00:00')).toBe('in')
  })

  it('may be asked of a role: of makers, and not of checkers', () => {
    expect(met(staged, administrator, 'dms.otp', '06-19 10:00')).toBe('channel-refused')
    expect(met(staged, { ...administrator, roles: ['da-checker'] }, 'dms.otp', '06-19 10:00')).toBe('in')
    expect(
      met(staged, { ...administrator, roles: ['da-checker', 'da-maker'] }, 'dms.otp', '06-19 10:00'),
    ).toBe('channel-refused')
  })

  it('are told by a decision: those of his that the door takes', () => {
    const facts: Facts = { ...user, channels: ['app', 'email'] }
    const channels = (at: string) =>
      decide({ programme: staged, decisions: [go] }, facts, door('ccms.otp.online'), 'primary', hongKong(at))
    expect(channels('10-02 10:00').channels).toEqual(['app', 'email'])
    expect(channels('10-02 10:00').nextChange).toEqual(hongKong('10-03 00:00'))
    expect(channels('10-03 10:00').channels).toEqual(['app'])
  })

  it('may be finished with by who began before, for 10 minutes', () => {
    const begun = { ...user, enteredAt: hongKong('10-02 23:59') }
    expect(met(staged, begun, 'ccms.otp.online', '10-03 00:09:59')).toBe('in')
    expect(met(staged, begun, 'ccms.otp.online', '10-03 00:10')).toBe('channel-refused')
  })
})

describe('a postponement', () => {
  it('of everybody leaves all as it was, to the new day and a new go', () => {
    const later = postponed('06-11 15:00', '06-26 00:00')
    expect(met(parallel, user, 'ccms.otp.online', '06-12 10:00', go, later)).toBe('launch-not-approved')
    expect(met(parallel, user, 'ccms.card', '06-12 10:00', go, later)).toBe('in')
    expect(met(parallel, user, 'ccms.otp.online', '06-26 10:00', go, later)).toBe('launch-not-approved')
    const again = decided('go', '06-25 12:00')
    expect(met(parallel, user, 'ccms.otp.online', '06-25 23:59:59', go, later, again)).toBe('outside-window')
    expect(met(parallel, user, 'ccms.otp.online', '06-26 00:00', go, later, again)).toBe('in')
  })

  it('of one participant or person moves only him, and says that people decided it', () => {
    const firm = {
      ...signed('06-11 15:00'),
      kind: 'postponement',
      of: { participant: 'LAU' },
      switchesAt: hongKong('06-26 00:00'),
    } as const
    const one = { ...firm, of: { person: 'HLSUSR01' as UserId } }
    expect(met(parallel, user, 'ccms.otp.online', '06-12 10:00', go, firm)).toBe('in')
    expect(met(parallel, other, 'ccms.otp.online', '06-12 10:00', go, firm)).toBe('outside-window')
    expect(met(parallel, user, 'ccms.otp.online', '06-12 10:00', go, one)).toBe('outside-window')
    expect(said(parallel, other, 'ccms.otp.online', '06-12 10:00', go, firm)?.source).toBe('decision')
    expect(met(parallel, other, 'ccms.otp.online', '06-26 00:00', go, firm)).toBe('in')
  })

  it('brings nobody forward, and counts no more once he has switched', () => {
    expect(
      met(
        staged,
        pfc,
        'ccms.otp.online',
        '06-15 10:00',
        go,
        postponed('06-11 15:00', '06-13 00:00'),
        decided('go', '06-11 16:00'),
      ),
    ).toBe('outside-window')
    expect(
      met(parallel, user, 'ccms.otp.online', '06-13 10:00', go, postponed('06-12 15:00', '06-26 00:00')),
    ).toBe('in')
  })

  it('past the last smartcard day keeps the card to the switch', () => {
    const late = {
      ...signed('06-11 15:00'),
      kind: 'postponement',
      of: { participant: 'LAU' },
      switchesAt: hongKong('10-09 00:00'),
    } as const
    expect(met(parallel, other, 'ccms.card', '10-06 10:00', go, late)).toBe('in')
    expect(met(parallel, other, 'ccms.card', '10-09 00:00', go, late)).toBe('card-day-passed')
    const why = said(parallel, other, 'ccms.card', '10-09 00:00', go, late)
    expect(why?.text.en).toContain('since Monday, 9 October 2023')
  })
})

describe('a rollback', () => {
  const back = { ...signed('06-13 10:00'), kind: 'rollback', of: 'everybody' } as const

  it('opens the old doors again and closes the new ones at once, and the past stays as it was', () => {
    expect(met(undecided.programme, user, 'ccms.card', '06-13 09:59:59', go, back)).toBe('card-day-passed')
    expect(met(undecided.programme, user, 'ccms.card', '06-13 10:00', go, back)).toBe('in')
    expect(met(undecided.programme, user, 'ccms.otp.online', '06-13 10:00', go, back)).toBe(
      'launch-not-approved',
    )
    expect(said(undecided.programme, user, 'ccms.otp.online', '06-13 10:00', go, back)?.text.en).toContain(
      'rolled back',
    )
  })

  it('of one person leaves the others, and a new day brings him forward again without a new go', () => {
    const one = { ...back, of: { person: 'HLSUSR01' as UserId } } as const
    const anew = {
      ...signed('06-14 10:00'),
      kind: 'postponement',
      of: one.of,
      switchesAt: hongKong('06-15 00:00'),
    } as const
    expect(met(undecided.programme, other, 'ccms.otp.online', '06-14 10:00', go, one)).toBe('in')
    expect(met(undecided.programme, user, 'ccms.otp.online', '06-14 10:00', go, one, anew)).toBe(
      'outside-window',
    )
    expect(met(undecided.programme, user, 'ccms.otp.online', '06-15 00:00', go, one, anew)).toBe('in')
  })

  it('needs two people', () => {
    expect(
      met(undecided.programme, user, 'ccms.card', '06-13 10:00', go, { ...back, checker: back.maker }),
    ).toBe('card-day-passed')
  })
})

describe('a grace', () => {
  const mine = grace('06-12 08:00', { person: 'HLSUSR01' as UserId }, 3)

  it('opens the card door of one person for whole business days, counted from the closing or the decision', () => {
    const meets = (at: string, ...more: readonly LaunchDecision[]) =>
      met(undecided.programme, user, 'ccms.card', at, go, ...more)
    expect(meets('06-12 07:59:59', mine)).toBe('card-day-passed')
    expect(meets('06-12 08:00', mine)).toBe('in')
    expect(meets('06-15 23:59:59', mine)).toBe('in') // Tuesday, Wednesday, Thursday
    expect(meets('06-16 00:00', mine)).toBe('card-day-passed')
    const beforehand = grace('06-11 20:00', { participant: 'HLS' }, 3)
    expect(meets('06-14 23:59:59', beforehand)).toBe('in') // Monday, Tuesday, Wednesday
    expect(meets('06-15 00:00', beforehand)).toBe('card-day-passed')
  })

  it('skips weekends and holidays', () => {
    const run = grace('09-29 12:00', { participant: 'HLS' }, 1)
    expect(met(parallel, user, 'ccms.card', '10-03 23:59:59', go, run)).toBe('in') // 30 September to 2 October are none
    expect(met(parallel, user, 'ccms.card', '10-04 00:00', go, run)).toBe('card-day-passed')
  })

  it('is for him and this system alone, and for nobody by one signature', () => {
    expect(met(undecided.programme, other, 'ccms.card', '06-12 10:00', go, mine)).toBe('card-day-passed')
    expect(
      met(undecided.programme, user, 'ccms.card', '06-12 10:00', go, { ...mine, system: 'dms' as SystemId }),
    ).toBe('card-day-passed')
    expect(
      met(undecided.programme, user, 'ccms.card', '06-12 10:00', go, { ...mine, checker: mine.maker }),
    ).toBe('card-day-passed')
  })

  it('lets in with a mark that says until when, by a recorded decision', () => {
    expect(said(undecided.programme, user, 'ccms.card', '06-12 10:00', go, mine)).toMatchObject({
      code: 'card-day-passed',
      source: 'decision',
      text: {
        en: 'The last day for smartcards at this door has passed; it is open again for this account until Friday, 16 June 2023, 00:00 (Hong Kong time).',
      },
    })
  })

  it('shows the door open on the landing page, for whoever it is', () => {
    const inForce = { programme: undecided.programme, decisions: [go, mine] }
    const state = (at: string) => doorState(inForce, door('ccms.card'), 'primary', hongKong(at))
    expect(String(state('06-13 10:00').closesAt)).toBe(String(hongKong('06-16 00:00')))
    expect(state('06-16 00:00')).toMatchObject({ open: false, because: { code: 'card-day-passed' } })
  })
})
