import type { Context, Hono } from 'hono'
import { findHolder } from '../accounts/find-holder.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import { EMAIL_CODE } from '../one-time-codes/rules/code-policy.ts'
import { isDoorOpen } from '../programme/rules/door-state.ts'
import { askInitiation, askInitiationAgain } from '../sign-in/ask-initiation.ts'
import type { Attempt } from '../sign-in/attempt-store.ts'
import { chooseChannel } from '../sign-in/choose-channel.ts'
import { choosePassword } from '../sign-in/choose-password.ts'
import { readAttempt } from '../sign-in/open-attempt.ts'
import { proveChannel } from '../sign-in/prove-channel.ts'
import { proveRegisteredEmail } from '../sign-in/prove-registered-email.ts'
import { channelsOffered } from '../sign-in/rules/channels-offered.ts'
import type { StepRefusal } from '../sign-in/rules/refusal.ts'
import type { InitiationStep } from '../sign-in/steps.ts'
import { parseTicket, type Ticket, writeTicket } from '../sign-in/ticket.ts'
import { seeOther, showPage } from '../web/answer.ts'
import { attemptCookie, readCookie, setCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { parseFields } from '../web/forms.ts'
import { type Frame, textsOf } from '../web/frame.ts'
import type { Surface } from './doors.ts'
import { type InitiationView, viewOf } from './initiation-view.tsx'
import { leaveNotice, takeNotice } from './notice-cookie.ts'
import {
  channelAnswer,
  codeAnswer,
  initiationAnswer,
  missing,
  passcodeAnswer,
  passwordAnswer,
} from './pages/answers.ts'
import { InitiationUserIdPage } from './pages/initiation-user-id-page.tsx'
import { passwordErrors } from './password-errors.ts'
import { sourceOf } from './source-of.ts'
import { frameOf } from './standing-of.ts'
import { showStartAgain } from './start-again.tsx'
import type { SurfaceWorld } from './world.ts'

const BUSY_RETRY_SECONDS = 5
/** Past the day's tries one a minute is let through (attempts/rules/figures.ts). */
const SLOW_RETRY_SECONDS = 60

/**
 * Initiation of 2FA. `path` asks for the User ID and begins anew; `path/step` shows whatever step the attempt stands at,
 * so that back, reload and a second tab always meet the truth.
 */
export function mountInitiation(app: Hono<WebEnv>, world: SurfaceWorld, surface: Surface): void {
  const { path } = surface.initiation
  const here: Here = { world, surface }
  app.get(path, (c) => showUserId(c, here, []))
  app.post(path, (c) => postUserId(c, here))
  app.get(`${path}/step`, (c) => showStep(c, here, []))
  app.get(`${path}/channel`, (c) => showStep(c, here, [], 'channel'))
  const deeds: readonly (readonly [string, (c: Context<WebEnv>) => Promise<Response>])[] = [
    ['again', (c) => postAgain(c, here)],
    ['code', (c) => postCode(c, here)],
    ['password', (c) => postPassword(c, here)],
    ['channel', (c) => postChannel(c, here)],
    ['channel/email', (c) => choose(c, here, 'email')],
    ['channel/app', (c) => choose(c, here, 'app')],
    ['proof', (c) => postProof(c, here)],
  ]
  for (const [deed, answer] of deeds) {
    app.post(`${path}/${deed}`, answer)
    // A page shown by a POST is at its address: a language link, or a bookmark, leads to the step it stands at.
    app.get(`${path}/${deed}`, (c) => goOn(c, here))
  }
}

interface Here {
  readonly world: SurfaceWorld
  readonly surface: Surface
}

async function isOpen({ world, surface }: Here, at: Instant): Promise<boolean> {
  const { inForce } = await world.recentInForce.now()
  return isDoorOpen(inForce, surface.initiation.door, world.site, at)
}

async function showUserId(c: Context<WebEnv>, here: Here, errors: readonly FieldError[]) {
  const { world, surface } = here
  const frame = frameOf(world, surface.system, c.var.visit, world.clocks.programme.now())
  if (!(await isOpen(here, frame.standing.now))) return seeOther(c, surface.landing)
  const { path } = surface.initiation
  const page = (
    <InitiationUserIdPage
      frame={frame}
      action={path}
      errors={errors}
      refusal={null}
      audience={surface.audience}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

async function postUserId(c: Context<WebEnv>, here: Here) {
  const { world, surface } = here
  const { visit, form } = c.var
  const frame = frameOf(world, surface.system, visit, world.clocks.programme.now())
  const answered = parseFields(form, initiationAnswer)
  if (!answered.ok) return showUserId(c, here, missing(textsOf(frame), answered.refusal))
  if (!(await isOpen(here, frame.standing.now))) return seeOther(c, surface.landing)
  const asked = await askInitiation(world, {
    door: surface.initiation.door,
    typedUserId: answered.value.user_id,
    ...sourceOf(c),
    language: visit.language,
    at: frame.standing.now,
  })
  return asked.ok ? goOn(c, here, asked.value) : stopped(c, here, { is: 'busy' })
}

function goOn(c: Context<WebEnv>, { world, surface }: Here, ticket?: Ticket) {
  const { door, path } = surface.initiation
  if (ticket !== undefined) setCookie(c, attemptCookie(world.site, door), writeTicket(ticket), null)
  return seeOther(c, `${path}/step`)
}

function presentedBy(c: Context<WebEnv>, { world, surface }: Here) {
  const { door } = surface.initiation
  const ticket = parseTicket(readCookie(c, attemptCookie(world.site, door)))
  return { ticket, door, at: world.clocks.programme.now(), ...sourceOf(c) }
}

const ALL_STEPS: readonly InitiationStep[] = [
  'registered-email',
  'password',
  'channel',
  'proof',
  'set-up',
  'second-proof',
]

/** `instead`: a page of an earlier choice, asked for while the attempt stands at its proof. */
async function showStep(c: Context<WebEnv>, here: Here, errors: readonly FieldError[], instead?: 'channel') {
  const { world, surface } = here
  const presented = presentedBy(c, here)
  const read = await readAttempt(world, presented, ALL_STEPS)
  if (!read.ok) return stopped(c, here, { is: 'attempt', because: read.refusal })
  const attempt = read.value
  const frame = frameOf(world, surface.system, c.var.visit, presented.at)
  const step = instead === 'channel' && attempt.step === 'proof' ? 'channel' : attempt.step
  const page = await pageOf(here, frame, attempt, {
    step: step as InitiationStep,
    errors,
    refusal: errors.length > 0 ? null : takeNotice(c, world.site, surface.initiation.door),
  })
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

function pageOf(
  { world, surface }: Here,
  frame: Frame,
  attempt: Attempt,
  shown: Pick<InitiationView, 'step' | 'errors' | 'refusal'>,
) {
  return world.database.read({ as: 'sign-in' }, async (db) => {
    const holder = await findHolder(db, {
      accountId: attempt.accountId,
      budget: attempt.budgetKey,
      at: frame.standing.now,
    })
    const offered = holder ? channelsOffered(world.programme, holder, attempt.door, frame.standing.now) : []
    return viewOf(db, {
      world,
      surface,
      frame,
      attempt,
      holder,
      offered,
      codeLifetime: EMAIL_CODE.lifetime,
      ...shown,
    })
  })
}

async function postAgain(c: Context<WebEnv>, here: Here) {
  const sent = await askInitiationAgain(here.world, presentedBy(c, here))
  return sent.ok ? goOn(c, here) : stopped(c, here, { is: 'attempt', because: sent.refusal })
}

async function postCode(c: Context<WebEnv>, here: Here) {
  const answered = parseFields(c.var.form, codeAnswer)
  if (!answered.ok) return showStep(c, here, missing(textsFor(c, here), answered.refusal))
  const proven = await proveRegisteredEmail(here.world, presentedBy(c, here), answered.value.code)
  return proven.ok ? goOn(c, here, proven.value) : stopped(c, here, proven.refusal)
}

async function postPassword(c: Context<WebEnv>, here: Here) {
  const answered = parseFields(c.var.form, passwordAnswer)
  if (!answered.ok) return showStep(c, here, missing(textsFor(c, here), answered.refusal))
  const { new_password: password, repeat_password: repeated } = answered.value
  const chosen = await choosePassword(here.world, presentedBy(c, here), { password, repeated })
  if (chosen.ok) return goOn(c, here)
  if (chosen.refusal.is === 'unfit')
    return showStep(c, here, passwordErrors(textsFor(c, here), chosen.refusal.faults))
  return stopped(c, here, chosen.refusal)
}

async function postChannel(c: Context<WebEnv>, here: Here) {
  const answered = parseFields(c.var.form, channelAnswer)
  if (!answered.ok) return showStep(c, here, missing(textsFor(c, here), answered.refusal), 'channel')
  return choose(c, here, answered.value.channel)
}

/** Chosen for the first time, or again for another code or another secret. */
async function choose(c: Context<WebEnv>, here: Here, kind: ChannelKind) {
  const chosen = await chooseChannel(here.world, presentedBy(c, here), kind)
  if (chosen.ok || chosen.refusal === 'enough-sent' || chosen.refusal === 'not-offered') return goOn(c, here)
  return stopped(c, here, { is: 'attempt', because: chosen.refusal })
}

async function postProof(c: Context<WebEnv>, here: Here) {
  const answered = parseFields(c.var.form, passcodeAnswer)
  if (!answered.ok) return showStep(c, here, missing(textsFor(c, here), answered.refusal))
  const proven = await proveChannel(here.world, {
    ...presentedBy(c, here),
    passcode: answered.value.passcode,
  })
  return proven.ok ? goOn(c, here, proven.value) : stopped(c, here, proven.refusal)
}

function textsFor(c: Context<WebEnv>, { world, surface }: Here) {
  return textsOf(frameOf(world, surface.system, c.var.visit, world.clocks.programme.now()))
}

function stopped(c: Context<WebEnv>, here: Here, refusal: StepRefusal) {
  const { world, surface } = here
  const { door, path } = surface.initiation
  switch (refusal.is) {
    case 'busy':
      return c.var.refuse({ status: 503, retryAfterSeconds: BUSY_RETRY_SECONDS })
    case 'slow-down':
      return c.var.refuse({ status: 503, retryAfterSeconds: SLOW_RETRY_SECONDS })
    case 'refused':
      leaveNotice(c, world.site, door, refusal.reference)
      return goOn(c, here)
    case 'attempt':
      // A second click, the back button: the attempt stands elsewhere now, and that is what is shown.
      if (refusal.because === 'other-step') return goOn(c, here)
      return showStartAgain(c, world, { system: surface.system, because: refusal.because, again: path })
  }
}
