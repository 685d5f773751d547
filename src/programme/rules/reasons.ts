import type { Instant } from '../../kernel/instant.ts'
import type { Bilingual, ReasonSource, Text } from '../block.ts'
import type { Programme, ProgrammeEvent, ProgrammeFunction, TestSession } from '../programme.ts'
import { dayOf } from './calendar.ts'
import type { Channel } from './channels.ts'
import type { LaunchState } from './launch.ts'
import { sayDay, sayTimeInZone } from './say-time.ts'

/** What a rule found, before it is put into words: deciding is cheap, wording is done once. */
export type Ground = { readonly source: ReasonSource } & (
  | {
      readonly code: 'outside-window'
      readonly opensAt: Instant | null
      readonly session: TestSession | null
    }
  | {
      readonly code: 'launch-not-approved'
      readonly state: LaunchState
      readonly switchesAt: Instant | null
    }
  | {
      readonly code: 'card-day-passed'
      readonly since: Instant
      /** What the file wants said after the last smartcard day. */
      readonly message: Text | null
    }
  /** No obstacle but a mark: let in all the same, by a grace. */
  | { readonly code: 'card-day-passed'; readonly grace: Instant }
  | { readonly code: 'suspended'; readonly status: 'suspended' | 'removed' }
  | { readonly code: 'not-entitled'; readonly lacks: readonly string[] | 'function' | 'reset' }
  | { readonly code: 'locked'; readonly until: Instant }
  | { readonly code: 'no-card' }
  | { readonly code: 'not-initiated' }
  | { readonly code: 'no-email' }
  | {
      readonly code: 'channel-refused'
      /** What the door takes instead; none: nothing can be set up. */
      readonly accepted: readonly Channel[]
      readonly from: Temporal.PlainDate | null
    }
  | { readonly code: 'not-registered'; readonly event: ProgrammeEvent }
  | {
      readonly code: 'outside-service-hours'
      readonly closed: readonly ClosedFunction[]
      readonly session: TestSession | null
    }
)

export interface ClosedFunction {
  readonly of: ProgrammeFunction
  readonly opensAt: Instant | null
}

export type ReasonCode = Ground['code']

export interface Reason {
  readonly code: ReasonCode
  readonly text: Bilingual
  readonly source: ReasonSource
}

export function reasonOf(programme: Programme, ground: Ground): Reason {
  const word = WORDS[ground.code] as (ground: Ground, programme: Programme) => Bilingual
  return { code: ground.code, text: word(ground, programme), source: ground.source }
}

type Words = {
  readonly [C in ReasonCode]: (ground: Extract<Ground, { code: C }>, programme: Programme) => Bilingual
}

const WORDS: Words = {
  'outside-window': ({ opensAt, session }, { clock }) => {
    if (opensAt !== null) {
      const time = sayTimeInZone(clock, opensAt)
      return bilingual(
        `This door is closed. It opens on ${time.en}.`,
        `此登入途徑現已關閉，將於${time['zh-Hant']}開放。`,
      )
    }
    return session === null
      ? bilingual(
          'This door is closed at this site; no opening is planned.',
          '此登入途徑在此數據中心並不開放，亦無開放安排。',
        )
      : bilingual(
          `This door is not open in ${session.title.en}.`,
          `此登入途徑在${session.title['zh-Hant']}不開放。`,
        )
  },
  'launch-not-approved': ({ state, switchesAt }, { launch, clock }) => {
    const day = sayDay(switchesAt === null ? launch.date : dayOf(clock.zone, switchesAt))
    if (state === 'rolled-back')
      return bilingual(
        'This door opens at the launch. The launch was rolled back: the doors open until then are open again.',
        '此登入途徑於正式推出時開放。有關推出已撤回，原有登入途徑恢復開放。',
      )
    return state === 'open'
      ? bilingual(
          `This door opens at the launch, tentatively on ${day.en}; the launch is not approved yet.`,
          `此登入途徑於正式推出時開放，暫定為${day['zh-Hant']}；有關推出尚待批准。`,
        )
      : bilingual(
          `This door opens at the launch. The launch on ${day.en} was not approved: the doors open until then stay open.`,
          `此登入途徑於正式推出時開放。${day['zh-Hant']}的推出未獲批准，原有登入途徑維持開放。`,
        )
  },
  'card-day-passed': (ground, { clock }) => {
    if ('grace' in ground) {
      const time = sayTimeInZone(clock, ground.grace)
      return bilingual(
        `The last day for smartcards at this door has passed; it is open again for this account until ${time.en}.`,
        `此登入途徑的智能卡使用限期已過；現為此帳戶重新開放至${time['zh-Hant']}。`,
      )
    }
    const day = sayDay(dayOf(clock.zone, ground.since))
    return bilingual(
      [`Smartcards have not been accepted at this door since ${day.en}.`, ground.message?.en ?? []]
        .flat()
        .join(' '),
      `此登入途徑自${day['zh-Hant']}起不再接受智能卡。${ground.message?.['zh-Hant'] ?? ''}`,
    )
  },
  suspended: ({ status }) =>
    status === 'suspended'
      ? bilingual('The account is suspended.', '帳戶已被暫停。')
      : bilingual('The account has been removed.', '帳戶已被移除。'),
  'not-entitled': ({ lacks }, { roles }) => {
    if (lacks === 'reset')
      return bilingual(
        '2FA is already set up; a reset is needed.',
        '雙重認證已設定；如要重新設定，須先重設。',
      )
    if (lacks === 'function')
      return bilingual(
        'The account has no right to what is behind this door.',
        '帳戶無權使用此登入途徑的功能。',
      )
    const names = roles.filter((role) => lacks.includes(role.id)).map((role) => role.name)
    return bilingual(
      `This door is only for ${names.map((name) => name.en).join(', ')}.`,
      `此登入途徑只供${names.map((name) => name['zh-Hant']).join('、')}使用。`,
    )
  },
  locked: ({ until }, { clock }) => {
    const time = sayTimeInZone(clock, until)
    return bilingual(`Logon is locked until ${time.en}.`, `登入已被鎖定至${time['zh-Hant']}。`)
  },
  'no-card': () => bilingual('The account has no smartcard in force.', '帳戶並無有效的智能卡。'),
  'not-initiated': () =>
    bilingual('2FA is not set up yet: initiation comes first.', '雙重認證尚未設定，須先完成啟動。'),
  'no-email': (_, { emailRegistration: { ask } }) =>
    bilingual(`No email address is registered. ${ask.en}`, `尚未登記電郵地址。${ask['zh-Hant']}`),
  'channel-refused': ({ accepted, from }) => {
    const day = from && sayDay(from)
    const names = accepted.map((channel) => CHANNEL_NAMES[channel])
    return bilingual(
      `This door accepts none of the OTP channels that the account has set up.${
        day === null
          ? ''
          : ` Since ${day.en} it accepts only: ${names.map(({ en }) => en).join(', ') || 'none'}.`
      }`,
      `此登入途徑不接受帳戶已設定的一次性密碼途徑。${
        day === null
          ? ''
          : `自${day['zh-Hant']}起只接受：${names.map((name) => name['zh-Hant']).join('、') || '無'}。`
      }`,
    )
  },
  'not-registered': ({ event }) =>
    event.registration.walkIns.admitted
      ? bilingual(
          `The firm has not registered for "${event.title.en}": let in, and marked as a walk-in.`,
          `公司未有登記參加「${event.title['zh-Hant']}」；仍可進入，並會註明為未經登記。`,
        )
      : bilingual(
          `The firm has not registered for "${event.title.en}", which is required.`,
          `公司未有登記參加「${event.title['zh-Hant']}」，而登記是必須的。`,
        ),
  'outside-service-hours': ({ closed, session }, { clock }) => {
    const names = closed.map(({ of }) => of.name)
    if (session !== null) {
      return bilingual(
        `Not open in ${session.title.en}: ${names.map((name) => name.en).join(', ')}.`,
        `${names.map((name) => name['zh-Hant']).join('、')}在${session.title['zh-Hant']}不開放。`,
      )
    }
    const lines = closed.map(({ of, opensAt }) => {
      if (opensAt === null)
        return bilingual(`${of.name.en}: no opening is planned.`, `${of.name['zh-Hant']}並無開放安排。`)
      const time = sayTimeInZone(clock, opensAt)
      return bilingual(
        `${of.name.en}: opens on ${time.en}.`,
        `${of.name['zh-Hant']}將於${time['zh-Hant']}開放。`,
      )
    })
    return bilingual(lines.map((line) => line.en).join(' '), lines.map((line) => line['zh-Hant']).join(''))
  },
}

const CHANNEL_NAMES: Readonly<Record<Channel, Bilingual>> = {
  email: bilingual('email', '電郵'),
  app: bilingual('authenticator app', '驗證應用程式'),
  passkey: bilingual('passkey', '通行密鑰'),
}

function bilingual(en: string, zhHant: string): Bilingual {
  return { en, 'zh-Hant': zhHant }
}
