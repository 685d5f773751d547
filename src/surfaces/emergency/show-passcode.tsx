import type { Context } from 'hono'
import { z } from 'zod'
import { parseNumber } from '../../changes/rules/request-number.ts'
import type { ListedPasscode } from '../../emergency/list-passcodes.ts'
import type { ShowingRefusal } from '../../emergency/rules/judge-showing.ts'
import { showPasscode } from '../../emergency/show-passcode.ts'
import { steppedUpUntil } from '../../sessions/step-up-session.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { parseFields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import type { RoomsHere } from '../rooms.ts'
import { askStepUp } from '../step-up.tsx'
import { type InsideEmergencies, passcodeOf } from './passcode-of.ts'
import { BeforeShowingPage, ShownPasscodePage } from './show-passcode-page.tsx'

const posted = z.object({ seen: z.coerce.number().int().min(0).max(1_000_000) })

export type EnterEmergencies = (c: Context<WebEnv>) => Promise<InsideEmergencies | Response>

/** What is shown, when, and that it is shown once. */
export async function showBefore(c: Context<WebEnv>, here: RoomsHere, enter: EnterEmergencies) {
  const entered = await enterPasscode(c, here, enter)
  return entered instanceof Response ? entered : showAround(c, here, entered, [])
}

/** Draws it and shows it, in the answer to the press of the button: no address brings it back. */
export async function postShow(c: Context<WebEnv>, here: RoomsHere, enter: EnterEmergencies) {
  const entered = await enterPasscode(c, here, enter)
  if (entered instanceof Response) return entered
  const { inside, passcode, back } = entered
  const answered = parseFields(c.var.form, posted)
  if (!answered.ok) return c.var.refuse({ status: 400 })
  const { live, at, firm: participant, around } = inside
  const asked = { number: passcode.request, participant, viewer: live.accountId, session: live.id, at }
  const shown = await showPasscode(here.world, { ...asked, seen: answered.value.seen })
  if (!shown.ok) return answerRefused(c, here, entered, shown.refusal)
  const { passcode: digits } = shown.value
  return showPage(c, <ShownPasscodePage {...around} passcode={passcode} digits={digits} back={back} />)
}

interface Entered {
  readonly inside: InsideEmergencies
  readonly passcode: ListedPasscode
  readonly path: string
  /** The request. */
  readonly back: string
}

/** Another's, and that of a request which is none, are not found alike. */
async function enterPasscode(
  c: Context<WebEnv>,
  here: RoomsHere,
  enter: EnterEmergencies,
): Promise<Entered | Response> {
  const inside = await enter(c)
  if (inside instanceof Response) return inside
  const number = parseNumber(c.req.param('emergency') ?? '')
  const passcode = number && (await passcodeOf(here, inside, number))
  if (passcode === undefined) return c.var.refuse({ status: 404 })
  const { request } = passcode
  const { base } = inside
  return { inside, passcode, path: `${base}/emergency/${request}`, back: `${base}/requests/${request}` }
}

function answerRefused(c: Context<WebEnv>, here: RoomsHere, entered: Entered, refusal: ShowingRefusal) {
  if (refusal === 'not-found') return c.var.refuse({ status: 404 })
  if (refusal === 'step-up') return askStepUp(c, here, entered.inside, entered.path)
  const message = textsOf(entered.inside.frame).emergency.refused[refusal]
  return showAround(c, here, entered, [{ field: 'show', message }])
}

async function showAround(
  c: Context<WebEnv>,
  here: RoomsHere,
  { inside, passcode, path, back }: Entered,
  errors: readonly FieldError[],
) {
  const { around, live, at } = inside
  const until = await here.world.database.read({ as: 'sign-in' }, (db) => steppedUpUntil(db, live.id, at))
  const page = (
    <BeforeShowingPage
      {...around}
      passcode={passcode}
      action={path}
      back={back}
      steppedUpUntil={until}
      errors={errors}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}
