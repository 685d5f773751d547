import type { Context } from 'hono'
import { situation } from '../programme/rules/situation.ts'
import { isStanding } from '../programme/rules/standing-doors.ts'
import { showPage } from '../web/answer.ts'
import type { WebEnv } from '../web/env.ts'
import { enterDesk } from './enter-rooms.ts'
import { OverviewPage } from './pages/overview-page.tsx'
import type { Room, RoomsHere } from './rooms.ts'

/** Where one arrives: in a test session that the test is complete; then what there is to do. */
export const mountDeskOverview: Room['mount'] = (app, here, at) => {
  app.get(at, async (c) => show(c, here, await enterDesk(c, here)))
}

function show(
  c: Context<WebEnv>,
  { world, door }: RoomsHere,
  entered: Awaited<ReturnType<typeof enterDesk>>,
) {
  if (entered instanceof Response) return entered
  const { around, at, roles, openUntil, inForce } = entered
  // A test session tests the programme's own doors, not those of the house.
  const tested = !isStanding({ id: door.door })
  const running = situation(inForce, world.site, at)
  return showPage(
    c,
    <OverviewPage {...around} roles={roles} openUntil={openUntil} inTest={tested && running !== null} />,
  )
}
