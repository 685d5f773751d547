import type { Context } from 'hono'
import type { Made } from '../../changes/make-request.ts'
import type { Result } from '../../kernel/result.ts'
import { seeOther } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { FORM_TOKEN } from '../../web/form-token.ts'
import type { Fields } from '../../web/forms.ts'
import type { AskRefusal } from '../ask-for-change.ts'
import type { InsideRoom } from '../enter-rooms.ts'
import { leaveDone } from '../requests/done-cookie.ts'
import type { RoomsHere } from '../rooms.ts'
import { askStepUp } from '../step-up.tsx'

/**
 * What was asked for is a request now, and its page says how it goes on; else the form stands again, with what is wrong.
 * Who acts alone proves first that it is he, and finds what he typed in the form he comes back to.
 */
export async function answerAsked(
  c: Context<WebEnv>,
  here: RoomsHere,
  inside: InsideRoom,
  asked: Result<Made, AskRefusal>,
  showAgain: (errors: readonly FieldError[]) => Response | Promise<Response>,
): Promise<Response> {
  if (asked.ok) {
    leaveDone(c, here, asked.value.state)
    return seeOther(c, `${inside.base}/requests/${asked.value.number}`)
  }
  if (asked.refusal.is !== 'step-up') return showAgain(asked.refusal.errors)
  const typed = new URLSearchParams([...c.var.form].filter(([name]) => name !== FORM_TOKEN))
  typed.set(AGAIN, 'yes')
  return askStepUp(c, here, inside, `${c.req.path}?${typed}`)
}

const AGAIN = 'again'

/** What stands in a form's fields when it is shown: what was typed before, if it was; else undefined. */
export function typedBefore(c: Context<WebEnv>): Fields | undefined {
  if (c.req.method === 'POST') return c.var.form
  return c.req.query(AGAIN) === undefined ? undefined : new Map(Object.entries(c.req.query()))
}
