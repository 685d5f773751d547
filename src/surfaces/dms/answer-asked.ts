import type { Context } from 'hono'
import type { Made } from '../../changes/make-request.ts'
import type { Result } from '../../kernel/result.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { AskRefusal } from '../ask-for-change.ts'
import type { InsideFirm } from '../enter-rooms.ts'

/** What was asked for is a request now, and its page says how it goes on; else the form stands again, with what is wrong. */
export async function answerAsked(
  c: Context<WebEnv>,
  { base }: InsideFirm,
  asked: Result<Made, AskRefusal>,
  showAgain: (errors: readonly FieldError[]) => Response | Promise<Response>,
): Promise<Response> {
  if (asked.ok) return c.redirect(`${base}/requests/${asked.value.number}`, 303)
  return showAgain(asked.refusal.errors)
}
