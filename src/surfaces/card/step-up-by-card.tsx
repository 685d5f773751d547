import type { Context } from 'hono'
import type { Attempt } from '../../sign-in/attempt-store.ts'
import { leadsBackTo } from '../../sign-in/card-attempt.ts'
import { finishCardStepUp } from '../../sign-in/finish-card-step-up.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enter, type Here, type Inside } from '../inside.tsx'
import { backTo, presentedBy, stopped } from '../way-of-step-up.ts'
import { listenerPath } from './listener-path.ts'
import { CardStepUpPage } from './pages/card-step-up-page.tsx'

/** Before the browser asks for the card: whoever logged on by card steps up by it (adr/0049). */
export function showCardStepUp(c: Context<WebEnv>, here: Here, inside: Inside, attempt: Attempt) {
  const { frame, session, functionName } = inside
  const to = backTo(here, leadsBackTo(attempt))
  const go = listenerOf(here, attempt, frame.visit.language)
  const page = <CardStepUpPage {...{ frame, session, functionName, to, go }} refusal={null} />
  return showPage(c, page)
}

function listenerOf({ world, surface }: Here, { id }: Attempt, language: string): string {
  const [door] = surface.cards
  if (world.cards === null || door === undefined) throw new Error('a logon by smartcard without its listener')
  return `${world.cards.listener}${listenerPath('step-up', door)}/${id}?lang=${language}`
}

/** From the listener that asked for the card. */
export async function arriveWithCard(c: Context<WebEnv>, here: Here) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const asked = { ...presentedBy(c, here, inside), secret: c.req.param('secret') ?? '' }
  const finished = await finishCardStepUp(here.world, asked)
  if (finished.ok) return seeOther(c, backTo(here, finished.value))
  const { refusal } = finished
  const to = here.door.home
  if (refusal.is !== 'refused') return stopped(c, here, to, refusal)
  c.set('reference', refusal.reference)
  const { frame, session, functionName } = inside
  const page = <CardStepUpPage {...{ frame, session, functionName, to, refusal }} go={null} />
  return showPage(c, page, 403)
}
