import type { Context } from 'hono'
import { listRequests } from '../../changes/list-requests.ts'
import { courseOfPlan, hasSwitched } from '../../programme/rules/launch.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { LAUNCH_DEEDS, mountLaunchForms } from './ask-at-desk.tsx'
import { DESK_FORMS } from './desk-forms.ts'
import { DECIDING, mayAsk } from './desk-roles.ts'
import { DeskLaunchPage } from './pages/launch-page.tsx'

const REQUESTS_SHOWN = 20
const KINDS = LAUNCH_DEEDS.map((deed) => DESK_FORMS[deed].kind.id)

/** How the launch stands, for everybody and for each wave, what was decided, and what may be asked for. */
export const mountLaunch: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showLaunch(c, here))
  mountLaunchForms(app, here, at)
}

async function showLaunch(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here, ...DECIDING)
  if (inside instanceof Response) return inside
  const { around, at, base, live, inForce } = inside
  const { launch } = inForce.programme
  const asked = { participant: null, viewer: live.accountId, which: 'open', kinds: KINDS } as const
  const waiting = await here.world.database.read({ as: 'operations' }, (db) =>
    listRequests(here.world, db, { ...asked, atMost: REQUESTS_SHOWN, at }),
  )
  const plans = [launch, ...launch.waves].map((plan) => {
    const course = courseOfPlan(inForce, plan, at)
    return { title: plan.title, course, switched: hasSwitched(course, at) }
  })
  const page = (
    <DeskLaunchPage
      {...around}
      plans={plans}
      isFirm={launch.status === 'firm'}
      decisions={inForce.decisions.toReversed()}
      waiting={waiting}
      path={`${base}/launch`}
      requests={`${base}/requests`}
      deeds={mayAsk(inside) ? LAUNCH_DEEDS : []}
    />
  )
  return showPage(c, page)
}
