import type { Context } from 'hono'
import type { OwnChange } from '../kernel/vocabulary.ts'
import { type PresentedChange, readChange } from '../own-account/open-change.ts'
import { type Proven, proveChange } from '../own-account/prove-change.ts'
import { sendProofAgain } from '../own-account/send-proof-again.ts'
import type { StepRefusal } from '../sign-in/rules/refusal.ts'
import { sendPasscode } from '../sign-in/send-passcode.ts'
import type { ChangeStep } from '../sign-in/steps.ts'
import { parseTicket, type Ticket, writeTicket } from '../sign-in/ticket.ts'
import { seeOther, showPage } from '../web/answer.ts'
import { changeCookie, readCookie, setCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { parseFields } from '../web/forms.ts'
import { textsOf } from '../web/frame.ts'
import { enter, type Here, type Inside } from './inside.tsx'
import { leaveChanged, leaveNotice, takeChanged, takeNotice } from './notice-cookie.ts'
import { changeView } from './own-change-view.tsx'
import { missing, passcodeAnswer } from './pages/answers.ts'
import { ChangedPage } from './pages/changed-page.tsx'
import { sourceOf } from './source-of.ts'
import { showStartAgain } from './start-again.tsx'

const BUSY_RETRY_SECONDS = 5
const SLOW_RETRY_SECONDS = 60

/** The pages that a change passes after its current password: below the page it was begun on. */
export interface ChangeFlow {
  readonly here: Here
  readonly change: OwnChange
  /** Where it begins, and begins again. */
  readonly path: string
}

const STEPS: readonly ChangeStep[] = ['change-passcode', 'change-proof']

/** Hands over the ticket of a change that was begun, and goes on to its passcode. */
export function goOn(c: Context<WebEnv>, { here, path }: ChangeFlow, ticket: Ticket) {
  setCookie(c, changeCookie(here.world.site, here.door.door), writeTicket(ticket), null)
  return seeOther(c, `${path}/passcode`)
}

function presentedBy(
  c: Context<WebEnv>,
  { here: { world, door }, change }: ChangeFlow,
  { live, at }: Inside,
): PresentedChange {
  const ticket = parseTicket(readCookie(c, changeCookie(world.site, door.door)))
  return { ticket, door: door.door, at, session: live, change, ...sourceOf(c) }
}

/** The step the change stands at, so that back, reload and a second tab always meet the truth. */
export async function showStep(c: Context<WebEnv>, flow: ChangeFlow, errors: readonly FieldError[]) {
  const { here } = flow
  const inside = await enter(c, here, 'change-password')
  if (inside instanceof Response) return inside
  const presented = presentedBy(c, flow, inside)
  const read = await readChange(here.world, presented, STEPS)
  if (!read.ok) return stopped(c, flow, { is: 'attempt', because: read.refusal })
  const refusal = errors.length > 0 ? null : takeNotice(c, here.world.site, here.door.door)
  const page = await changeView(here, inside, { attempt: read.value, path: flow.path, errors, refusal })
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

export async function postPasscode(c: Context<WebEnv>, flow: ChangeFlow, step: ChangeStep) {
  const { here } = flow
  const inside = await enter(c, here, 'change-password')
  if (inside instanceof Response) return inside
  const answered = parseFields(c.var.form, passcodeAnswer)
  if (!answered.ok) return showStep(c, flow, missing(textsOf(inside.frame), answered.refusal))
  const asked = { ...presentedBy(c, flow, inside), passcode: answered.value.passcode }
  const proven = await proveChange(here.world, asked, step)
  return proven.ok ? reached(c, flow, proven.value) : stopped(c, flow, proven.refusal)
}

/** The ticket stays: Back to a step that is done says so. */
function reached(c: Context<WebEnv>, flow: ChangeFlow, proven: Proven) {
  if (proven.is === 'to-be-proven') return goOn(c, flow, proven.ticket)
  const { here } = flow
  leaveChanged(c, here.world.site, here.door.door, proven)
  return seeOther(c, `${here.door.home}/changed`)
}

export async function postSend(c: Context<WebEnv>, flow: ChangeFlow, kind: 'email' | 'app' | 'proof') {
  const { here } = flow
  const inside = await enter(c, here, 'change-password')
  if (inside instanceof Response) return inside
  const presented = presentedBy(c, flow, inside)
  const read = await readChange(here.world, presented, STEPS)
  if (!read.ok) return stopped(c, flow, { is: 'attempt', because: read.refusal })
  const sent =
    kind === 'proof'
      ? await sendProofAgain(here.world, presented)
      : await sendPasscode(here.world, presented, kind, 'change')
  if (sent.ok || sent.refusal === 'enough-sent' || sent.refusal === 'no-such-channel')
    return seeOther(c, `${flow.path}/passcode`)
  return stopped(c, flow, { is: 'attempt', because: sent.refusal })
}

function stopped(c: Context<WebEnv>, { here, path }: ChangeFlow, refusal: StepRefusal) {
  switch (refusal.is) {
    case 'busy':
      return c.var.refuse({ status: 503, retryAfterSeconds: BUSY_RETRY_SECONDS })
    case 'slow-down':
      return c.var.refuse({ status: 503, retryAfterSeconds: SLOW_RETRY_SECONDS })
    case 'refused':
      leaveNotice(c, here.world.site, here.door.door, refusal.reference)
      return seeOther(c, `${path}/passcode`)
    case 'attempt':
      if (refusal.because === 'other-step') return seeOther(c, `${path}/passcode`)
      return showStartAgain(c, here.world, {
        system: here.surface.system,
        because: refusal.because,
        again: path,
      })
  }
}

/** Shown once. */
export async function showChanged(c: Context<WebEnv>, here: Here) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const changed = takeChanged(c, here.world.site, here.door.door)
  if (changed === null) return seeOther(c, here.door.home)
  const { frame, session, functionName } = inside
  return showPage(c, <ChangedPage frame={frame} session={session} functionName={functionName} {...changed} />)
}
