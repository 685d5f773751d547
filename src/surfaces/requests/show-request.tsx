import type { Context } from 'hono'
import { readRequest } from '../../changes/read-request.ts'
import { parseNumber } from '../../changes/rules/request-number.ts'
import { functionOf } from '../../programme/rules/standing-doors.ts'
import { steppedUpUntil } from '../../sessions/step-up-session.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { passcodeOf } from '../emergency/passcode-of.ts'
import type { RoomsHere } from '../rooms.ts'
import { takeDone } from './done-cookie.ts'
import { type InsideRequests, readIn } from './inside-requests.ts'
import { RequestPage } from './request-page.tsx'

interface ShownForm {
  readonly remark: string
  readonly errors: readonly FieldError[]
}

/** 404 where there is none in his firm, like what does not exist. */
export async function showRequest(
  c: Context<WebEnv>,
  here: RoomsHere,
  inside: InsideRequests,
  { remark, errors }: ShownForm,
) {
  const { live, at, around, path, firm } = inside
  const number = parseNumber(c.req.param('number') ?? '')
  const looking = { participant: firm, viewer: live.accountId, at }
  const request =
    number && (await readIn(here, inside, (db) => readRequest(here.world, db, { ...looking, number })))
  if (request === undefined) return c.var.refuse({ status: 404 })
  const steppedUp = await here.world.database.read({ as: 'sign-in' }, (db) => steppedUpUntil(db, live.id, at))
  const done = errors.length > 0 ? null : takeDone(c, here)
  const passcode = await passcodeOf(here, inside, request.number)
  const page = (
    <RequestPage
      {...around}
      path={path}
      request={request}
      functionNameOf={(id) => functionOf(here.world.programme, id)?.name[c.var.visit.language] ?? id}
      remark={done === null ? remark : ''}
      errors={errors}
      steppedUpUntil={steppedUp}
      done={done}
      passcode={
        passcode === undefined ? null : { to: `${inside.base}/emergency/${request.number}`, ...passcode }
      }
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}
