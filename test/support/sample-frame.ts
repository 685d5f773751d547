import type { Language } from '../../src/kernel/vocabulary.ts'
import type { MailedCode, SessionView } from '../../src/surfaces/pages/props.ts'
import type { Frame, Standing } from '../../src/web/frame.ts'

/** What a sample makes of each free text: the text itself, or something hostile. */
export type Say = (text: string) => string

export const asItIs: Say = (text) => text
export const at = (iso: string) => Temporal.Instant.from(iso)

/** Saturday 10 June 2023, 18:05 in Hong Kong: Session 1. */
export function sampleFrame(language: Language, say: Say = asItIs, other: Partial<Standing> = {}): Frame {
  const standing: Standing = {
    service: say('CCMS'),
    home: '/',
    zone: 'Asia/Hong_Kong',
    now: at('2023-06-10T18:05+08:00'),
    banner: {
      title: say('On-line Session at Primary Data Centre (Session 1)'),
      site: 'primary',
      until: at('2023-06-10T20:00+08:00'),
      changes: 'carried-forward',
      nextBusinessDay: Temporal.PlainDate.from('2023-06-12'),
    },
    news: [{ heading: say('Session 1 is extended.'), text: say('It ends at 20:15 instead of 20:00.') }],
    contact: {
      name: say('DCASS Hotline'),
      phone: say('2979 7222'),
      mail: say('clearingpsd@hkex.com.hk'),
      hours: { text: say('Monday to Friday, 08:30 to 18:00'), assumed: true },
    },
    isOfTheHouse: false,
    isAlone: false,
    demoClock: {
      milestones: [{ title: say('Session 1 begins'), at: at('2023-06-10T18:00+08:00') }],
    },
    ...other,
  }
  return {
    visit: {
      language,
      here: '/logon/ccms.otp.online',
      browser: 'browser',
      assets: {
        stylesheet: '/assets/sallyport.css',
        script: '/assets/enhance.js',
        session: '/assets/session.js',
        icon: '/assets/mark.svg',
      },
      tokenFor: (action) => `token-for-${action}`,
    },
    standing,
  }
}

export function sampleMail(say: Say): MailedCode {
  return {
    sentTo: say('c•••@example.hk'),
    sentAt: at('2023-06-10T18:05+08:00'),
    validUntil: at('2023-06-10T18:15+08:00'),
    delivery: 'sent',
    resend: '/logon/ccms.otp.online/resend',
  }
}

export function sampleSession(say: Say): SessionView {
  return {
    userId: say('CHAN0001'),
    displayName: say('Chan Mei Ting'),
    channel: 'app',
    loggedOnAt: at('2023-06-10T18:05+08:00'),
    lastLogon: { at: at('2023-06-09T17:42+08:00'), channel: 'email' },
    passwordSince: at('2023-04-24T10:00+08:00'),
    passwordExpiresAt: at('2023-06-20T00:00+08:00'),
    life: { idleEndsAt: at('2023-06-10T18:35+08:00'), endsAt: at('2023-06-10T20:10+08:00') },
    paths: {
      home: '/online',
      password: '/online/password',
      channels: '/online/channels',
      initiation: '/initiation',
      sessions: '/online/sessions',
      stay: '/online/stay',
      logOut: '/online/log-out',
    },
  }
}
