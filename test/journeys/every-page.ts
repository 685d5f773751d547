import { askPage } from './ask-page.ts'
import {
  chooseChannel,
  choosePassword,
  freshCode,
  identify,
  keysOf,
  letterbox,
  logOn,
  logOut,
  openDoor,
  PASSWORD,
  typedKey,
  typePassword,
} from './deeds.ts'
import { beLoggedOn, PlainVisitor } from './plain-visitor.ts'
import type { Terminal } from './terminal.ts'

const SATURDAY_NIGHT = Temporal.Instant.from('2023-06-10T20:01+08:00')
const MONDAY_EARLY = Temporal.Instant.from('2023-06-12T07:10+08:00')
const MONDAY = Temporal.Instant.from('2023-06-12T07:30+08:00')

/** Goes through every kind of page there is, one after the other, and says at each where it stands. */
export async function* everyPage(t: Terminal, newcomer: string): AsyncGenerator<string> {
  yield* landings(t)
  yield* initiation(t, newcomer)
  yield* logon(t, newcomer)
  yield* administration(t)
  yield* houseDoors(t)
  yield* faults(t)
}

async function* landings(t: Terminal) {
  await t.goTo('/')
  yield 'landing of CCMS'
  await t.use({ css: 'summary' })
  yield 'landing of CCMS with the clock bar open'
  await t.goTo('/dms')
  yield 'landing of DMS'
  await t.goTo('/connect')
  yield 'landing of Client Connect'
  await t.goTo('/ops')
  yield 'landing of the desk'
}

async function* initiation(t: Terminal, newcomer: string) {
  const { words } = t
  const mail = await letterbox(t.demo, t.demo.account(newcomer).email ?? '')
  await openDoor(t, 'online')
  await t.follow(words.initiation)
  yield 'initiation: User ID'
  await t.press(words.continue)
  await alerted(t)
  yield 'initiation: User ID missing'
  await identify(t, newcomer)
  await t.finds({ field: words.codeFromEmail })
  yield 'initiation: code'
  await t.fill(words.codeFromEmail, '00000000')
  await t.press(words.continue)
  await alerted(t)
  yield 'initiation: code refused'
  await t.fill(words.codeFromEmail, await mail.nextCode())
  await t.press(words.continue)
  await t.finds({ field: words.newPassword })
  yield 'initiation: password'
  await t.fill(words.newPassword, 'password1')
  await t.fill(words.repeatNewPassword, 'another')
  await t.press(words.continue)
  await alerted(t)
  yield 'initiation: password unfit'
  await choosePassword(t, PASSWORD)
  await t.finds({ field: words.channels.app })
  yield 'initiation: channel'
  await t.press(words.continue)
  await alerted(t)
  yield 'initiation: channel missing'
  await chooseChannel(t, 'email')
  await t.finds({ field: words.passcode })
  yield 'initiation: email to prove'
  await t.goTo('/initiation/channel')
  await chooseChannel(t, 'app')
  const totpSecret = await typedKey(t)
  yield 'initiation: app to prove'
  await t.fill(words.passcode, '000000')
  await t.press(words.continue)
  await alerted(t)
  yield 'initiation: app refused'
  await t.fill(words.passcode, await freshCode(t.demo, totpSecret))
  await t.press(words.continue)
  await t.sees(words.isSetUp)
  yield '2FA is set up'
  await mail.nextCode()
  await t.use({ css: 'form[action$="/channel/email"] button' })
  await t.fill(words.passcode, await mail.nextCode())
  await t.press(words.continue)
  await t.sees(words.isSetUp)
  yield '2FA is set up with both channels'
}

async function* logon(t: Terminal, userId: string) {
  const { words } = t
  const mail = await letterbox(t.demo, t.demo.account(userId).email ?? '')
  await openDoor(t, 'online')
  yield 'logon'
  await t.press(words.continue)
  await alerted(t)
  yield 'logon: fields missing'
  await t.fill(words.userId, userId)
  await t.fill(words.password, 'not the right one')
  await t.press(words.continue)
  await alerted(t)
  yield 'logon: refused'
  await typePassword(t, { userId, password: PASSWORD })
  yield 'passcode by app'
  await t.use({ css: 'form[action$="/passcode/email"] button' })
  await t.finds({ css: 'form[action$="/passcode/app"]' })
  yield 'passcode by email'
  await t.fill(words.passcode, '00000000')
  await t.press(words.logOn)
  await alerted(t)
  yield 'passcode refused'
  await t.fill(words.passcode, await mail.nextCode())
  await t.press(words.logOn)
  await t.sees(words.notAvailable)
  yield 'Function not available in a test session'
  yield* ownAccount(t)
  await logOut(t)
  yield 'logged out'
}

async function* ownAccount(t: Terminal) {
  const { words } = t
  await t.follow(words.changePassword)
  yield 'own password'
  await t.press(words.continue)
  await alerted(t)
  yield 'own password: fields missing'
  await t.follow(words.logonSessions)
  await t.sees(words.logonSessions)
  yield 'own logon sessions'
  await t.follow(words.otpChannels)
  await t.sees(words.otpChannels)
  yield 'own OTP channels'
  await t.use({ css: 'a[href$="/channels/replace-app"]' })
  await t.fill(words.currentPassword, PASSWORD)
  yield 'own OTP channels: a change'
  await t.press(words.continue)
  await t.finds({ field: words.passcode })
  yield 'own OTP channels: confirmation'
}

async function* administration(t: Terminal) {
  const { words } = t
  const keys = keysOf(t.demo, 'MFSDAM01')
  await openDoor(t, 'dms')
  yield 'logon of DMS'
  await typePassword(t, keys)
  await t.fill(words.passcode, await freshCode(t.demo, keys.totpSecret))
  await t.press(words.logOn)
  await t.sees(words.functions.dms)
  yield 'DMS in a test session'
  await t.follow(words.requests)
  yield 'requests: none waits'
  await t.goTo('/dms/security/C00108/requests?show=all&q=R-1')
  yield 'requests: no such number'
  await t.goTo('/dms/security/step-up')
  yield 'step-up: begin again'
  await t.goTo('/dms/security')
  await PlainVisitor.visit(t.demo, (elsewhere) => elsewhere.enter('dms', keys))
  await t.page.reload()
  await t.misses({ button: words.logOut })
  yield 'session ended by a newer one'
  await t.goTo('/dms/initiation')
  yield 'initiation of an administrator'
}

async function* houseDoors(t: Terminal) {
  const { words } = t
  for (const [userId, door, initiation] of [
    ['HLSCC001', 'connect', '/connect/initiation'],
    ['OPSMAK01', 'desk', '/ops/initiation'],
  ] as const) {
    await t.goTo(initiation)
    yield `initiation of ${userId}`
    await openDoor(t, door)
    yield `logon of ${userId}`
    await logOn(t, keysOf(t.demo, userId), door)
    await t.sees(words.functions[door])
    yield `where ${userId} arrives`
    await t.follow(words.requests)
    yield `requests of ${userId}`
    if (door === 'desk') yield* desk(t)
    await t.follow(words.logonSessions)
    yield `own logon sessions of ${userId}`
    await logOut(t)
  }
}

async function* desk(t: Terminal) {
  for (const path of [
    ...['participants', 'participants?filter=at-risk', 'participants/admit', 'participants/C00112'],
    ...[
      'participants/C00112/amend',
      'participants/C00112/delegates',
      'participants/C00112/delegates/LAUDAS01/suspend',
    ],
    ...['launch', 'launch/postpone', 'look-up', 'look-up?q=LAUDAS01', 'look-up?q=BCD-FGH-JKL'],
  ]) {
    await t.goTo(`/ops/desk/${path}`)
    yield `desk: ${path}`
  }
}

async function* faults(t: Terminal) {
  const { words } = t
  const keys = keysOf(t.demo, 'SGCUSR01')
  await t.goTo('/otp/online/passcode')
  yield 'begin again'
  await t.goTo('/nowhere')
  yield 'not found'
  await t.goTo('/otp/online')
  await askPage(t, (html) => html.querySelector('main input[name=form_token]').remove())
  await t.fill(words.userId, keys.userId)
  await t.press(words.continue)
  await t.misses({ field: words.userId })
  yield 'form out of date'
  await t.demo.clock.set(SATURDAY_NIGHT)
  await t.goTo('/')
  yield 'landing with closed doors'
  await t.demo.clock.set(MONDAY_EARLY)
  await beLoggedOn(t, keys, 'online')
  yield 'Function not available until it opens'
  await t.demo.clock.set(MONDAY)
  await t.page.reload()
  yield 'function open'
}

async function alerted(t: Terminal): Promise<void> {
  await t.finds({ css: '[role=alert]' })
}
