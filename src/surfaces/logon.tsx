import type { Context, Hono } from 'hono'
import { findHolder } from '../accounts/find-holder.ts'
import type { DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { isDoorOpen } from '../programme/rules/door-state.ts'
import { doorOf } from '../programme/rules/standing-doors.ts'
import { beginLogon } from '../sign-in/begin-logon.ts'
import { finishLogon } from '../sign-in/finish-logon.ts'
import { readAttempt } from '../sign-in/open-attempt.ts'
import type { StepRefusal } from '../sign-in/rules/refusal.ts'
import { sendPasscode } from '../sign-in/send-passcode.ts'
import { parseTicket, writeTicket } from '../sign-in/ticket.ts'
import { seeOther, showPage } from '../web/answer.ts'
import { attemptCookie, clearCookie, readCookie, sessionCookie, setCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { parseFields } from '../web/forms.ts'
import { textsOf } from '../web/frame.ts'
import type { LogonDoor, Surface } from './doors.ts'
import { mailedCodeOf } from './mailed-code-of.ts'
import { leaveNotice, takeNotice } from './notice-cookie.ts'
import { logonAnswer, missing, passcodeAnswer } from './pages/answers.ts'
import { LogonPage } from './pages/logon-page.tsx'
import { PasscodePage } from './pages/passcode-page.tsx'
import { sourceOf } from './source-of.ts'
import { frameOf } from './standing-of.ts'
import { showStartAgain } from './start-again.tsx'
import type { SurfaceWorld } from './world.ts'

const BUSY_RETRY_SECONDS = 5

/** One door's two pages: User ID and password, then the one-time passcode. */
export function mountLogon(app: Hono<WebEnv>, world: SurfaceWorld, surface: Surface, door: LogonDoor): void {
  const here: Here = { world, surface, door }
  const passcode = `${door.path}/passcode`
  app.get(door.path, (c) => showLogon(c, here, []))
  app.post(door.path, (c) => postPassword(c, here))
  app.get(passcode, (c) => showPasscode(c, here, []))
  app.post(passcode, (c) => postPasscode(c, here))
  app.post(`${passcode}/email`, (c) => postSend(c, here, 'email'))
  app.post(`${passcode}/app`, (c) => postSend(c, here, 'app'))
}

interface Here {
  readonly world: SurfaceWorld
  readonly surface: Surface
  readonly door: LogonDoor
}

async function showLogon(c: Context<WebEnv>, { world, surface, door }: Here, errors: readonly FieldError[]) {
  const at = world.clocks.programme.now()
  const [logon, initiation] = await areOpen(world, [door.door, surface.initiation.door], at)
  if (logon !== true) return seeOther(c, surface.landing)
  const refusal = errors.length > 0 ? null : takeNotice(c, world.site, door.door)
  const frame = frameOf(world, surface.system, c.get('visit'), at)
  const page = (
    <LogonPage
      frame={frame}
      action={door.path}
      errors={errors}
      refusal={refusal}
      doorLabel={labelOf(world, door.door, frame.visit.language)}
      audience={surface.audience}
      initiation={initiation === true ? { href: surface.initiation.path } : null}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

/** A closed door is closed to everybody: it is said before anything is looked up or counted. */
async function postPassword(c: Context<WebEnv>, here: Here) {
  const { world, surface, door } = here
  const visit = c.get('visit')
  const answered = parseFields(c.get('form'), logonAnswer)
  const frame = frameOf(world, surface.system, visit, world.clocks.programme.now())
  if (!answered.ok) return showLogon(c, here, missing(textsOf(frame), answered.refusal))
  const at = frame.standing.now
  const [open] = await areOpen(world, [door.door], at)
  if (open !== true) return seeOther(c, surface.landing)
  const { user_id: typedUserId, password } = answered.value
  const begun = await beginLogon(world, {
    door: door.door,
    typedUserId,
    password,
    ...sourceOf(c),
    language: visit.language,
    at,
  })
  if (begun.ok) {
    setCookie(c, attemptCookie(world.site, door.door), writeTicket(begun.value), null)
    return seeOther(c, `${door.path}/passcode`)
  }
  if (begun.refusal.is === 'busy')
    return c.get('refuse')({ status: 503, retryAfterSeconds: BUSY_RETRY_SECONDS })
  leaveNotice(c, world.site, door.door, begun.refusal.reference)
  return seeOther(c, door.path)
}

function presentedBy(c: Context<WebEnv>, { world, door }: Here, at: Instant) {
  const ticket = parseTicket(readCookie(c, attemptCookie(world.site, door.door)))
  return { ticket, door: door.door, at, ...sourceOf(c) }
}

async function showPasscode(c: Context<WebEnv>, here: Here, errors: readonly FieldError[]) {
  const { world, surface, door } = here
  const at = world.clocks.programme.now()
  const frame = frameOf(world, surface.system, c.get('visit'), at)
  const read = await readAttempt(world, presentedBy(c, here, at), ['passcode'])
  if (!read.ok) return stopped(c, here, { is: 'attempt', because: read.refusal })
  const attempt = read.value
  const { other, channel } = await world.database.read({ as: 'sign-in' }, async (db) => {
    const holder = await findHolder(db, { accountId: attempt.accountId, budget: attempt.budgetKey, at })
    const resend = `${door.path}/passcode/email`
    const mailed = {
      attempt,
      purpose: 'logon',
      letter: 'logon-code',
      address: holder?.email ?? null,
      resend,
    } as const
    return {
      other: holder?.channels.find(({ kind }) => kind !== attempt.channel)?.kind,
      channel:
        attempt.channel === 'email'
          ? ({ kind: 'email', ...(await mailedCodeOf(db, mailed)) } as const)
          : ({ kind: 'app' } as const),
    }
  })
  const page = (
    <PasscodePage
      frame={frame}
      action={`${door.path}/passcode`}
      errors={errors}
      refusal={errors.length > 0 ? null : takeNotice(c, world.site, door.door)}
      doorLabel={labelOf(world, door.door, frame.visit.language)}
      audience={surface.audience}
      channel={channel}
      switchTo={other === undefined ? null : { channel: other, action: `${door.path}/passcode/${other}` }}
      beginAgain={door.path}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

async function postPasscode(c: Context<WebEnv>, here: Here) {
  const { world, surface, door } = here
  const at = world.clocks.programme.now()
  const answered = parseFields(c.get('form'), passcodeAnswer)
  if (!answered.ok) {
    const frame = frameOf(world, surface.system, c.get('visit'), at)
    return showPasscode(c, here, missing(textsOf(frame), answered.refusal))
  }
  const finished = await finishLogon(world, {
    ...presentedBy(c, here, at),
    passcode: answered.value.passcode,
  })
  if (!finished.ok) return stopped(c, here, finished.refusal)
  clearCookie(c, attemptCookie(world.site, door.door))
  setCookie(c, sessionCookie(world.site, door.door), finished.value.token, null)
  return seeOther(c, door.home)
}

async function postSend(c: Context<WebEnv>, here: Here, kind: 'email' | 'app') {
  const { world, door } = here
  const sent = await sendPasscode(world, presentedBy(c, here, world.clocks.programme.now()), kind)
  if (sent.ok || sent.refusal === 'enough-sent' || sent.refusal === 'no-such-channel')
    return seeOther(c, `${door.path}/passcode`)
  return stopped(c, here, { is: 'attempt', because: sent.refusal })
}

/**
 * What a person sees when a step can't go on. A completed attempt leads to where it led; so does Back after logging on,
 * when the attempt's cookie has given way to the session's.
 */
function stopped(c: Context<WebEnv>, { world, surface, door }: Here, refusal: StepRefusal) {
  switch (refusal.is) {
    case 'busy':
    case 'slow-down':
      return c.get('refuse')({ status: 503, retryAfterSeconds: BUSY_RETRY_SECONDS })
    case 'refused':
      leaveNotice(c, world.site, door.door, refusal.reference)
      return seeOther(c, `${door.path}/passcode`)
    case 'attempt': {
      const { because } = refusal
      const loggedOn = readCookie(c, sessionCookie(world.site, door.door)) !== undefined
      if (because === 'completed' || (because === 'no-attempt' && loggedOn)) return seeOther(c, door.home)
      return showStartAgain(c, world, { system: surface.system, because, again: door.path })
    }
  }
}

async function areOpen(
  world: SurfaceWorld,
  doors: readonly DoorId[],
  at: Instant,
): Promise<readonly boolean[]> {
  const { inForce } = await world.recentInForce.now()
  return doors.map((door) => isDoorOpen(inForce, door, world.site, at))
}

function labelOf(world: SurfaceWorld, door: DoorId, language: 'en' | 'zh-Hant'): string {
  return doorOf(world.programme, door)?.label[language] ?? door
}
