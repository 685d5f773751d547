import type { Context } from 'hono'
import { emergencyPasscode } from '../../emergency/changes.ts'
import type { Identified } from '../../kernel/vocabulary.ts'
import type { UserProfile } from '../../listings/read-user.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { askForChange } from '../ask-for-change.ts'
import { EmergencyFormPage } from '../emergency/emergency-form-page.tsx'
import { sayIdentified } from '../emergency/say-identified.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { enterAsMaker } from './administrators.ts'
import { answerAsked, typedBefore } from './answer-asked.ts'
import { USER_IN_PATH } from './user.tsx'
import { profileIn } from './user-forms.tsx'

/** Asking for an emergency passcode for a user of the firm. */
export const mountAskingForEmergency: Room['mount'] = (app, here, at) => {
  const path = `${at}/${USER_IN_PATH}/emergency`
  app.get(path, (c) => withUser(c, here, (entered, user) => showForm(c, entered, user, [])))
  app.post(path, (c) => withUser(c, here, (entered, user) => post(c, here, entered, user)))
}

async function withUser(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (entered: InsideFirm, user: UserProfile) => Response | Promise<Response>,
) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const user = await profileIn(c, here, entered)
  return user === undefined ? c.var.refuse({ status: 404 }) : answer(entered, user)
}

async function post(c: Context<WebEnv>, here: RoomsHere, entered: InsideFirm, user: UserProfile) {
  const { form } = c.var
  const asked = await askForChange(here.world, entered, {
    kind: emergencyPasscode,
    input: { accountId: user.id, identified: form.get('identified') as Identified },
    remark: form.get('remark')?.trim() ?? '',
  })
  return answerAsked(c, here, entered, asked, (errors) => showForm(c, entered, user, errors))
}

function showForm(
  c: Context<WebEnv>,
  { around, base }: InsideFirm,
  { userId, displayName }: UserProfile,
  errors: readonly FieldError[],
) {
  const typed = typedBefore(c)
  const back = `${base}/users/${userId}`
  const page = (
    <EmergencyFormPage
      {...around}
      about={`${userId} (${displayName})`}
      action={`${back}/emergency`}
      back={back}
      identified={typed?.get('identified') ?? ''}
      remark={typed?.get('remark') ?? ''}
      errors={sayIdentified(around.frame, errors)}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}
