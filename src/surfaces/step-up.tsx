import type { Context, Hono } from 'hono'
import { beginStepUp } from '../sign-in/begin-step-up.ts'
import { CARD_STEPS } from '../sign-in/card-attempt.ts'
import { finishStepUp, readStepUp } from '../sign-in/finish-step-up.ts'
import { channelsTaken } from '../sign-in/rules/channels-taken.ts'
import { sendPasscode } from '../sign-in/send-passcode.ts'
import { writeTicket } from '../sign-in/ticket.ts'
import { seeOther, showPage } from '../web/answer.ts'
import { setCookie, stepUpCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { parseFields } from '../web/forms.ts'
import { textsOf } from '../web/frame.ts'
import { arriveWithCard, showCardStepUp } from './card/step-up-by-card.tsx'
import { enter, type Here, type Inside } from './inside.tsx'
import { mailedCodeOf } from './mailed-code-of.ts'
import { takeNotice } from './notice-cookie.ts'
import { FORM_FIELD_TO, missing, passcodeAnswer } from './pages/answers.ts'
import { StepUpPage } from './pages/step-up-page.tsx'
import { sourceOf } from './source-of.ts'
import { backTo, pathOf, presentedBy, stopped, withReturn } from './way-of-step-up.ts'

/** The page of a step-up, behind each door with rooms. */
export function mountStepUp(app: Hono<WebEnv>, here: Here): void {
  const path = pathOf(here)
  app.get(path, (c) => showStepUp(c, here, c.req.query(FORM_FIELD_TO), []))
  app.post(path, (c) => postPasscode(c, here))
  app.get(`${path}/arrive/:secret`, (c) => arriveWithCard(c, here))
  app.post(`${path}/email`, (c) => postSend(c, here, 'email'))
  app.post(`${path}/app`, (c) => postSend(c, here, 'app'))
}

/**
 * Asks for a step-up before something that a deed refused for want of one, and leads back to `to`: a page, which may hold
 * what was typed in its query. Nothing is done by coming back: its person presses the button again.
 */
export async function askStepUp(c: Context<WebEnv>, here: Here, inside: Inside, to: string) {
  const { live: session, at } = inside
  const ticket = await beginStepUp(here.world, {
    session,
    ...sourceOf(c),
    language: c.var.visit.language,
    to: backTo(here, to),
    at,
  })
  setCookie(c, stepUpCookie(here.world.site, here.door.door), writeTicket(ticket), null)
  return seeOther(c, withReturn(here, to))
}

async function showStepUp(
  c: Context<WebEnv>,
  here: Here,
  wanted: string | undefined,
  errors: readonly FieldError[],
) {
  const { world, door } = here
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const to = backTo(here, wanted)
  const read = await readStepUp(world, presentedBy(c, here, inside))
  if (!read.ok) return stopped(c, here, to, { is: 'attempt', because: read.refusal })
  const attempt = read.value
  if (attempt.step === CARD_STEPS['step-up'].asked) return showCardStepUp(c, here, inside, attempt)
  const { frame, session, functionName, holder, at } = inside
  const path = pathOf(here)
  const mailed = { purpose: 'step-up', letter: 'step-up-code', resend: `${path}/email` } as const
  const visit = { door: door.door, enteredAt: attempt.begunAt, at }
  const other = channelsTaken(world.programme, holder, visit).find(({ kind }) => kind !== attempt.channel)
  const mail =
    attempt.channel === 'email'
      ? await world.database.read({ as: 'sign-in' }, (db) =>
          mailedCodeOf(db, { attempt, address: holder.email, ...mailed }),
        )
      : null
  const page = (
    <StepUpPage
      frame={frame}
      session={session}
      functionName={functionName}
      action={path}
      errors={errors}
      refusal={errors.length > 0 ? null : takeNotice(c, world.site, door.door)}
      channel={mail === null ? { kind: 'app' } : { kind: 'email', ...mail }}
      switchTo={other === undefined ? null : { channel: other.kind, action: `${path}/${other.kind}` }}
      to={to}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

async function postPasscode(c: Context<WebEnv>, here: Here) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const wanted = c.var.form.get(FORM_FIELD_TO)
  const answered = parseFields(c.var.form, passcodeAnswer)
  if (!answered.ok) return showStepUp(c, here, wanted, missing(textsOf(inside.frame), answered.refusal))
  const asked = { ...presentedBy(c, here, inside), passcode: answered.value.passcode }
  const finished = await finishStepUp(here.world, asked)
  const to = backTo(here, wanted)
  return finished.ok ? seeOther(c, to) : stopped(c, here, to, finished.refusal)
}

async function postSend(c: Context<WebEnv>, here: Here, kind: 'email' | 'app') {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const to = backTo(here, c.var.form.get(FORM_FIELD_TO))
  const presented = presentedBy(c, here, inside)
  const read = await readStepUp(here.world, presented)
  if (!read.ok) return stopped(c, here, to, { is: 'attempt', because: read.refusal })
  const sent = await sendPasscode(here.world, presented, kind, 'step-up')
  if (sent.ok || sent.refusal === 'enough-sent' || sent.refusal === 'no-such-channel')
    return seeOther(c, withReturn(here, to))
  return stopped(c, here, to, { is: 'attempt', because: sent.refusal })
}
