import type { Context } from 'hono'
import type { PresentedStepUp } from '../sign-in/finish-step-up.ts'
import type { StepRefusal } from '../sign-in/rules/refusal.ts'
import { parseTicket } from '../sign-in/ticket.ts'
import { seeOther } from '../web/answer.ts'
import { readCookie, stepUpCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import { isSitePath } from '../web/link.tsx'
import type { Here, Inside } from './inside.tsx'
import { leaveNotice } from './notice-cookie.ts'
import { FORM_FIELD_TO } from './pages/answers.ts'
import { sourceOf } from './source-of.ts'
import { showStartAgain } from './start-again.tsx'

const BUSY_RETRY_SECONDS = 5

export function pathOf({ door }: Here): string {
  return `${door.home}/step-up`
}

export function withReturn(here: Here, to: string): string {
  return `${pathOf(here)}?${FORM_FIELD_TO}=${encodeURIComponent(backTo(here, to))}`
}

/** Attack 37: back to a page below the same home, and nowhere else. No step of such a path goes up. */
export function backTo({ door }: Here, to: string | undefined): string {
  const [path = ''] = (to ?? '').split('?')
  const isBelow = path.startsWith(`${door.home}/`) && !/(^|\/)\.{1,2}(\/|$)|%/.test(path)
  return to !== undefined && isBelow && isSitePath(path) && !/[^\x21-\x7e]|#/.test(to) ? to : door.home
}

export function presentedBy(
  c: Context<WebEnv>,
  { world, door }: Here,
  { live, at }: Inside,
): PresentedStepUp {
  const ticket = parseTicket(readCookie(c, stepUpCookie(world.site, door.door)))
  return { ticket, door: door.door, at, session: live, ...sourceOf(c) }
}

/** Done already, or too late: the page it was for asks again where it is still needed. */
export function stopped(c: Context<WebEnv>, here: Here, to: string, refusal: StepRefusal) {
  switch (refusal.is) {
    case 'busy':
    case 'slow-down':
      return c.var.refuse({ status: 503, retryAfterSeconds: BUSY_RETRY_SECONDS })
    case 'refused':
      leaveNotice(c, here.world.site, here.door.door, refusal.reference)
      return seeOther(c, withReturn(here, to))
    case 'attempt': {
      if (refusal.because === 'completed') return seeOther(c, to)
      const { because } = refusal
      return showStartAgain(c, here.world, { system: here.surface.system, because, again: to })
    }
  }
}
