import type { Context, Hono } from 'hono'
import { beginChange } from '../own-account/begin-change.ts'
import { changeableOf } from '../own-account/changeable.ts'
import { seeOther, showPage } from '../web/answer.ts'
import type { WebEnv } from '../web/env.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { parseFields } from '../web/forms.ts'
import { textsOf } from '../web/frame.ts'
import { enter, type Here, type Inside, pathsOf } from './inside.tsx'
import { leaveNotice, takeNotice } from './notice-cookie.ts'
import { type ChangeFlow, goOn, postPasscode, postSend, showChanged, showStep } from './own-change.tsx'
import { changePasswordAnswer, missing } from './pages/answers.ts'
import { ChangePasswordPage } from './pages/change-password-page.tsx'
import { describeRules, passwordErrors } from './password-errors.ts'
import { sourceOf } from './source-of.ts'

const BUSY_RETRY_SECONDS = 5

/** One's own password: the current one and the new one, then a passcode. Open to whoever's password has expired. */
export function mountOwnPassword(app: Hono<WebEnv>, here: Here): void {
  const path = pathsOf(here.door).password
  const flow: ChangeFlow = { here, path, change: 'password' }
  app.get(path, (c) => showPassword(c, flow, []))
  app.post(path, (c) => postPassword(c, flow))
  app.get(`${path}/passcode`, (c) => showStep(c, flow, []))
  app.post(`${path}/passcode`, (c) => postPasscode(c, flow, 'change-passcode'))
  app.post(`${path}/passcode/email`, (c) => postSend(c, flow, 'email'))
  app.post(`${path}/passcode/app`, (c) => postSend(c, flow, 'app'))
  app.get(`${here.door.home}/changed`, (c) => showChanged(c, here))
}

async function showPassword(c: Context<WebEnv>, flow: ChangeFlow, errors: readonly FieldError[]) {
  const inside = await enter(c, flow.here, 'change-password')
  return inside instanceof Response ? inside : passwordPage(c, flow, inside, errors)
}

function passwordPage(
  c: Context<WebEnv>,
  { here, path }: ChangeFlow,
  inside: Inside,
  errors: readonly FieldError[],
) {
  const { frame, session, functionName, standing, holder, inForce, live, at } = inside
  const { world, door } = here
  const page = (
    <ChangePasswordPage
      frame={frame}
      session={session}
      functionName={functionName}
      action={path}
      errors={errors}
      refusal={errors.length > 0 ? null : takeNotice(c, world.site, door.door)}
      rules={describeRules(textsOf(frame), world.passwordProfile, true)}
      expired={standing.is === 'expired'}
      thrownAway={!changeableOf(world, inForce, holder, live, at).carriedForward}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

async function postPassword(c: Context<WebEnv>, flow: ChangeFlow) {
  const { world, door } = flow.here
  const inside = await enter(c, flow.here, 'change-password')
  if (inside instanceof Response) return inside
  const texts = textsOf(inside.frame)
  const answered = parseFields(c.var.form, changePasswordAnswer)
  if (!answered.ok) return passwordPage(c, flow, inside, missing(texts, answered.refusal))
  const { password: currentPassword, new_password: typed, repeat_password: repeated } = answered.value
  const begun = await beginChange(world, {
    session: inside.live,
    change: 'password',
    currentPassword,
    newPassword: { typed, repeated },
    ...sourceOf(c),
    language: c.var.visit.language,
    at: inside.at,
  })
  if (begun.ok) return goOn(c, flow, begun.value)
  switch (begun.refusal.is) {
    case 'busy':
      return c.var.refuse({ status: 503, retryAfterSeconds: BUSY_RETRY_SECONDS })
    case 'unfit':
      return passwordPage(c, flow, inside, passwordErrors(texts, begun.refusal.faults))
    case 'refused':
      leaveNotice(c, world.site, door.door, begun.refusal.reference)
      return seeOther(c, flow.path)
    case 'not-now':
      return seeOther(c, pathsOf(door).channels)
  }
}
