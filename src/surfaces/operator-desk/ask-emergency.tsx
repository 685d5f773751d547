import type { Context } from 'hono'
import type { Delegate } from '../../delegates/delegates-of.ts'
import { emergencyPasscodeOfDelegate } from '../../emergency/changes.ts'
import type { Identified } from '../../kernel/vocabulary.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { askForChange } from '../ask-for-change.ts'
import { answerAsked, typedBefore } from '../dms/answer-asked.ts'
import { EmergencyFormPage } from '../emergency/emergency-form-page.tsx'
import { sayIdentified } from '../emergency/say-identified.ts'
import { FIRM_IN_PATH, type Room, type RoomsHere } from '../rooms.ts'
import { enterDelegates, headOf, type InsideDelegates, named, ONE } from './delegates.tsx'

/** Asking for an emergency passcode for a firm's DA: his firm's other DAs are not to let themselves in by him. */
export const mountEmergencyOfDelegate: Room['mount'] = (app, here, at) => {
  const path = `${at}/${FIRM_IN_PATH}/delegates/${ONE}/emergency`
  app.get(path, (c) => withDelegate(c, here, (inside, delegate) => showForm(c, inside, delegate, [])))
  app.post(path, (c) => withDelegate(c, here, (inside, delegate) => post(c, here, inside, delegate)))
}

async function withDelegate(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (inside: InsideDelegates, delegate: Delegate) => Response | Promise<Response>,
) {
  const inside = await enterDelegates(c, here, 'operator-maker')
  if (inside instanceof Response) return inside
  const delegate = named(c, inside)
  return delegate === undefined ? c.var.refuse({ status: 404 }) : answer(inside, delegate)
}

async function post(c: Context<WebEnv>, here: RoomsHere, inside: InsideDelegates, delegate: Delegate) {
  const { form } = c.var
  const asker = { ...inside, participant: inside.firm }
  const asked = await askForChange(here.world, asker, {
    kind: emergencyPasscodeOfDelegate,
    input: { accountId: delegate.accountId, identified: form.get('identified') as Identified },
    remark: form.get('remark')?.trim() ?? '',
  })
  return answerAsked(c, here, inside, asked, (errors) => showForm(c, inside, delegate, errors))
}

function showForm(
  c: Context<WebEnv>,
  inside: InsideDelegates,
  { userId, name }: Delegate,
  errors: readonly FieldError[],
) {
  const typed = typedBefore(c)
  const back = `${inside.path}/${userId}`
  const page = (
    <EmergencyFormPage
      {...inside.around}
      about={`${headOf(inside)} · ${userId} (${name})`}
      action={`${back}/emergency`}
      back={back}
      identified={typed?.get('identified') ?? ''}
      remark={typed?.get('remark') ?? ''}
      errors={sayIdentified(inside.frame, errors)}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}
