import type { Reference } from '../../src/kernel/ids.ts'
import { ChangeChannelPage } from '../../src/surfaces/pages/change-channel-page.tsx'
import { ChangePasswordPage } from '../../src/surfaces/pages/change-password-page.tsx'
import { ChangedPage } from '../../src/surfaces/pages/changed-page.tsx'
import { ChannelsPage } from '../../src/surfaces/pages/channels-page.tsx'
import { ChooseChannelPage } from '../../src/surfaces/pages/choose-channel-page.tsx'
import { ChoosePasswordPage } from '../../src/surfaces/pages/choose-password-page.tsx'
import { ConfirmChangePage } from '../../src/surfaces/pages/confirm-change-page.tsx'
import { FunctionPage } from '../../src/surfaces/pages/function-page.tsx'
import { InitiationCodePage } from '../../src/surfaces/pages/initiation-code-page.tsx'
import { InitiationDonePage } from '../../src/surfaces/pages/initiation-done-page.tsx'
import { InitiationUserIdPage } from '../../src/surfaces/pages/initiation-user-id-page.tsx'
import { LandingPage } from '../../src/surfaces/pages/landing-page.tsx'
import { LoggedOutPage } from '../../src/surfaces/pages/logged-out-page.tsx'
import { LogonPage } from '../../src/surfaces/pages/logon-page.tsx'
import { PasscodePage } from '../../src/surfaces/pages/passcode-page.tsx'
import { ProveAddedPage } from '../../src/surfaces/pages/prove-added-page.tsx'
import { ProveAppPage } from '../../src/surfaces/pages/prove-app-page.tsx'
import { ProveEmailPage } from '../../src/surfaces/pages/prove-email-page.tsx'
import { SessionEndedPage } from '../../src/surfaces/pages/session-ended-page.tsx'
import { SessionsPage } from '../../src/surfaces/pages/sessions-page.tsx'
import { StartAgainPage } from '../../src/surfaces/pages/start-again-page.tsx'
import { ErrorPage } from '../../src/web/error-pages.tsx'
import { type Frame, textsOf } from '../../src/web/frame.ts'
import { attestationSamples } from './attestation-samples.tsx'
import { cardRegisterSamples } from './card-register-samples.tsx'
import { cardSamples } from './card-samples.tsx'
import { deskSamples } from './desk-samples.tsx'
import { dmsSamples } from './dms-samples.tsx'
import { emergencySamples } from './emergency-samples.tsx'
import { overnightSamples } from './overnight-samples.tsx'
import { partSamples, requestSamples, roomSamples } from './room-samples.tsx'
import { asItIs, at, type Say, sampleMail, sampleSession } from './sample-frame.ts'

const refusal = { reference: 'BCD-FGH-JKL' as Reference }
const ACTION = '/logon/ccms.otp.online'

/** The forms of logon, each as first shown and as refused. */
export function logonSamples(frame: Frame, say: Say = asItIs) {
  const t = textsOf(frame)
  const form = { frame, action: ACTION, errors: [], refusal: null }
  const door = { doorLabel: say('Login with OTP - Online Functions'), audience: 'user' } as const
  const passcode = { ...form, ...door, beginAgain: '/logon/ccms.otp.online' }
  const mailed = { kind: 'email', ...sampleMail(say) } as const
  const missing = [
    { field: 'user_id', message: say(t.errors.userIdMissing) },
    { field: 'password', message: say(t.errors.passwordMissing) },
  ]
  const toApp = { channel: 'app', action: '/logon/ccms.otp.online/channel' } as const
  const logon = { ...form, ...door, initiation: { href: '/initiation/ccms' } }
  return {
    logon: <LogonPage {...logon} />,
    'logon-refused': <LogonPage {...logon} refusal={refusal} />,
    'logon-missing': <LogonPage {...logon} audience="administrator" initiation={null} errors={missing} />,
    'passcode-email': <PasscodePage {...passcode} channel={mailed} switchTo={toApp} />,
    'passcode-app': <PasscodePage {...passcode} channel={{ kind: 'app' }} switchTo={null} />,
    'passcode-refused': <PasscodePage {...passcode} channel={mailed} switchTo={null} refusal={refusal} />,
  }
}

/** The steps of initiation, in their order. */
export function initiationSamples(frame: Frame, say: Say = asItIs) {
  const t = textsOf(frame)
  const form = { frame, action: '/initiation/ccms', errors: [], refusal: null }
  const beginAgain = '/initiation/ccms'
  const rules = [
    t.password.atLeast(12),
    t.password.anyCharacters,
    t.password.notCommon,
    t.password.notContext,
  ]
  const differs = [{ field: 'repeat_password', message: say(t.errors.repeatDiffers) }]
  const none = [{ field: 'channel', message: say(t.errors.channelMissing) }]
  const times = { askedAt: at('2023-06-10T18:05+08:00'), validUntil: at('2023-06-10T18:15+08:00') }
  const code = { ...form, ...times, audience: 'user', resend: '/initiation/ccms/resend', beginAgain } as const
  const password = { ...form, rules: rules.map(say), beginAgain }
  const sentTo = say('c•••@example.hk')
  const offered = [
    { kind: 'app', until: null },
    { kind: 'email', until: at('2023-06-19T00:00+08:00') },
  ] as const
  const channel = { ...form, channels: offered, sentTo, isOwn: false, beginAgain }
  const app = {
    qr: { path: say('M4 4h7v7h-7z'), size: 45 },
    typedKey: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    accountName: say('CCMS: CHAN0001'),
  }
  return {
    'initiation-user-id': <InitiationUserIdPage {...form} audience="user" />,
    'initiation-code': <InitiationCodePage {...code} />,
    'initiation-code-refused': <InitiationCodePage {...code} audience="administrator" refusal={refusal} />,
    'choose-password': <ChoosePasswordPage {...password} />,
    'choose-password-differs': <ChoosePasswordPage {...password} errors={differs} />,
    'choose-channel': <ChooseChannelPage {...channel} />,
    'choose-channel-missing': <ChooseChannelPage {...channel} errors={none} />,
    'prove-email': (
      <ProveEmailPage {...form} mail={sampleMail(say)} otherChannel="/initiation/ccms/channel" />
    ),
    'prove-app': <ProveAppPage {...form} pairing={app} otherChannel="/initiation/ccms/channel" />,
    'choose-own-channel': <ChooseChannelPage {...channel} isOwn />,
    'prove-own-app': <ProveAppPage {...form} pairing={null} otherChannel={null} />,
  }
}

/** The pages of one's own account. */
function ownSamples(frame: Frame, say: Say = asItIs) {
  const t = textsOf(frame)
  const own = { frame, session: sampleSession(say), functionName: say('Online Functions') }
  const form = { ...own, action: ACTION, errors: [], refusal: null }
  const password = { ...form, rules: [say(t.password.atLeast(12))], expired: false, thrownAway: false }
  const missing = [{ field: 'password', message: say(t.errors.passwordMissing) }]
  const mailed = sampleMail(say)
  const since = at('2023-04-24T10:00+08:00')
  const one = {
    door: say('Login with OTP - Online Functions'),
    since,
    seen: since,
    network: say('203.0.113.0/24'),
  }
  const channels = [
    { kind: 'app', since, sentTo: null, until: null },
    { kind: 'email', since, sentTo: say('c•••@example.hk'), until: at('2023-06-19T00:00+08:00') },
  ] as const
  const app = { qr: { path: say('M4 4h7v7h-7z'), size: 45 }, typedKey: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }
  return {
    'own-password': <ChangePasswordPage {...password} />,
    'own-password-expired': <ChangePasswordPage {...password} expired thrownAway errors={missing} />,
    'own-channels': (
      <ChannelsPage
        {...own}
        channels={channels}
        actions={[{ change: 'remove-email', href: '/online/channels/remove-email' }]}
        notes={[say(t.ownAccount.noEmail)]}
        refused
      />
    ),
    'own-channel-change': <ChangeChannelPage {...form} change="replace-app" until={null} refusal={refusal} />,
    'own-change-by-email': (
      <ConfirmChangePage
        {...form}
        change="password"
        channel={{ kind: 'email', ...mailed }}
        switchTo={{ channel: 'app', action: '/online/password/passcode/app' }}
      />
    ),
    'own-change-by-app': (
      <ConfirmChangePage
        {...form}
        change="add-email"
        channel={{ kind: 'app' }}
        switchTo={null}
        refusal={refusal}
      />
    ),
    'own-app-added': (
      <ProveAddedPage
        {...form}
        change="add-app"
        added={{ kind: 'app', ...app, accountName: say('CCMS: CHAN0001') }}
      />
    ),
    'own-email-added': (
      <ProveAddedPage {...form} change="add-email" added={{ kind: 'email', mail: mailed }} />
    ),
    'own-changed': <ChangedPage {...own} change="password" sessionsEnded={2} />,
    'own-sessions': (
      <SessionsPage
        {...own}
        sessions={[
          { ...one, id: '0190-a', channel: 'app', isThisOne: true },
          { ...one, id: '0190-b', channel: 'email', isThisOne: false },
          { ...one, id: '0190-c', channel: 'email', isThisOne: false },
        ]}
        endOne="/online/sessions/end"
        endOthers="/online/sessions/end-others"
        ended={1}
      />
    ),
  }
}

/** Pages without a form of their own to fill in. */
function otherSamples(frame: Frame, say: Say = asItIs) {
  const session = sampleSession(say)
  const opensAt = at('2023-06-12T07:30+08:00')
  const online = { frame, functionName: say('Online Functions'), session }
  return {
    landing: <LandingPage {...landing(frame, say)} />,
    'initiation-done': (
      <InitiationDonePage
        frame={frame}
        channel="app"
        carriedForward={say(
          'It is carried forward to Session 2 and to the next business day, Monday 12 June 2023.',
        )}
        second={{ kind: 'email', until: null, action: '/initiation/ccms/second' }}
        logon="/logon/ccms.otp.online"
      />
    ),
    'function-in-test': <FunctionPage {...online} state={{ is: 'closed-in-test' }} />,
    'function-closed': <FunctionPage {...online} state={{ is: 'closed', opensAt }} />,
    'function-open': <FunctionPage {...online} state={{ is: 'open', until: at('2023-06-10T19:00+08:00') }} />,
    'logged-out': <LoggedOutPage frame={frame} back="/" />,
    'session-ended': <SessionEndedPage frame={frame} because="superseded" back="/" />,
    'start-again': <StartAgainPage frame={frame} because="elsewhere" again="/logon/ccms.otp.online" />,
    'error-403': <ErrorPage frame={frame} fault={{ status: 403 }} />,
    'error-409': <ErrorPage frame={frame} fault={{ status: 409 }} />,
    'error-500': <ErrorPage frame={frame} fault={{ status: 500, ...refusal }} />,
    'error-503': <ErrorPage frame={frame} fault={{ status: 503, retryAfterSeconds: 3 }} />,
    'error-503-unsure': (
      <ErrorPage frame={frame} fault={{ status: 503, retryAfterSeconds: 3, outcome: 'unknown' }} />
    ),
    'error-503-not-opened': (
      <ErrorPage frame={frame} fault={{ status: 503, retryAfterSeconds: 3, session: 'not-opened' }} />
    ),
  }
}

function landing(frame: Frame, say: Say) {
  const t = textsOf(frame).landing
  const door = (label: string) => ({
    label: say(label),
    href: ACTION,
    open: true,
    note: null,
    instead: null,
    absentNote: null,
  })
  return {
    frame,
    doors: [
      {
        ...door('Login with Smartcard - Online Functions and Overnight Report Download'),
        note: say(t.openUntil('20:00')),
        absentNote: say(t.cardAbsent),
      },
      {
        ...door('Login with OTP - Online Functions'),
        note: say(t.openUntil('20:00')),
        hint: say('First time? Set up 2FA behind this door.'),
      },
      { ...door('Login with OTP - Overnight Report Download'), open: false, note: say(t.opens('22:00')) },
    ],
    elsewhere: {
      text: say('Delegated Administrators:'),
      label: say('Security Management Functions'),
      href: '/dms',
    },
  }
}

/** Every page there is, by name. */
export function pageSamples(frame: Frame, say: Say = asItIs) {
  return {
    ...logonSamples(frame, say),
    ...initiationSamples(frame, say),
    ...ownSamples(frame, say),
    ...otherSamples(frame, say),
    ...roomSamples(frame, say),
    ...overnightSamples(frame, say),
    ...attestationSamples(frame, say),
    ...requestSamples(frame, say),
    ...dmsSamples(frame, say),
    ...deskSamples(frame, say),
    ...cardSamples(frame, say),
    ...cardRegisterSamples(frame, say),
    ...emergencySamples(frame, say),
    ...partSamples(frame, say),
  }
}
