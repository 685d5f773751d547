import type { Context } from 'hono'
import { z } from 'zod'
import { decideRequest } from '../../changes/decide-request.ts'
import { resubmitRequest } from '../../changes/resubmit-request.ts'
import { parseNumber } from '../../changes/rules/request-number.ts'
import { withdrawRequest } from '../../changes/withdraw-request.ts'
import type { RequestNumber } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import type { RequestState } from '../../kernel/vocabulary.ts'
import type { Texts } from '../../texts/en.ts'
import { seeOther } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { parseFields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import type { RoomsHere } from '../rooms.ts'
import { askStepUp } from '../step-up.tsx'
import { leaveDone } from './done-cookie.ts'
import type { EnterRequests, InsideRequests } from './inside-requests.ts'
import { DEEDS } from './request-props.ts'
import { showRequest } from './show-request.tsx'

const posted = z.object({
  deed: z.enum(DEEDS),
  digest: z.string().max(64),
  remark: z.string().trim().max(1000),
})
type Posted = z.infer<typeof posted>

type Refusal =
  | { readonly is: Exclude<keyof Texts['changes']['refusals'], 'void'> }
  | { readonly is: 'void'; readonly because: keyof Texts['changes']['voidBecause'] }
  | { readonly is: 'problem'; readonly problem: { readonly code: keyof Texts['changes']['problems'] } }

type Outcome = Result<{ readonly state: RequestState; readonly number?: RequestNumber }, Refusal>

/** One press of a button on a request's page. What is refused is said above the form, with what was typed still in it. */
export async function postDeed(c: Context<WebEnv>, here: RoomsHere, enter: EnterRequests): Promise<Response> {
  const inside = await enter(c)
  if (inside instanceof Response) return inside
  const number = parseNumber(c.req.param('number') ?? '')
  const answered = parseFields(c.var.form, posted)
  if (number === undefined || !answered.ok) return c.var.refuse({ status: 400 })
  const outcome = await perform(here, inside, number, answered.value)
  if (outcome.ok) {
    const { state, number: made = number } = outcome.value
    leaveDone(c, here, state)
    return seeOther(c, `${inside.path}/${made}`)
  }
  const { remark } = answered.value
  const { refusal } = outcome
  if (refusal.is === 'not-found') return c.var.refuse({ status: 404 })
  if (refusal.is === 'step-up')
    return askStepUp(c, here, inside, `${inside.path}/${number}?remark=${encodeURIComponent(remark)}`)
  const message = say(textsOf(inside.frame), refusal)
  return showRequest(c, here, inside, { remark, errors: [{ field: 'remark', message }] })
}

function perform(
  { world }: RoomsHere,
  { live, at, firm: participant }: InsideRequests,
  number: RequestNumber,
  { deed, digest, remark }: Posted,
): Promise<Outcome> {
  const asked = { number, participant, session: live.id, remark, at }
  switch (deed) {
    case 'withdraw':
      return withdrawRequest(world, { ...asked, maker: live.accountId })
    case 'resubmit':
      return resubmitRequest(world, { ...asked, maker: live.accountId })
    default:
      return decideRequest(world, { ...asked, checker: live.accountId, verdict: deed, digest })
  }
}

function say({ changes }: Texts, refusal: Refusal): string {
  if (refusal.is === 'problem') return changes.problems[refusal.problem.code]
  const text = changes.refusals[refusal.is]
  return refusal.is === 'void' ? `${text} ${changes.voidBecause[refusal.because]}` : text
}
