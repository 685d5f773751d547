import { listRequests } from '../../changes/list-requests.ts'
import { delegatesOf } from '../../delegates/delegates-of.ts'
import { countFirm } from '../../readiness/count-firm.ts'
import { offeredEvents, stageOf } from '../../registrations/rules/offered.ts'
import { registrationsOf } from '../../registrations/store.ts'
import { showPage } from '../../web/answer.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { enterConnect, type InsideConnect, readFirm } from './enter-connect.tsx'
import { DashboardPage } from './pages/dashboard-page.tsx'

const MOST = 20

/** Where a Client Connect user arrives: what waits for his firm, and how far it has come. */
export const mountDashboard: Room['mount'] = (app, here, at) => {
  app.get(at, async (c) => {
    const inside = await enterConnect(c, here)
    if (inside instanceof Response) return inside
    return showPage(
      c,
      <DashboardPage {...inside.around} base={inside.base} {...(await lookAround(here, inside))} />,
    )
  })
}

function lookAround(here: RoomsHere, inside: InsideConnect) {
  const { world } = here
  const { participant, live, at } = inside
  const looking = { participant: participant.id, viewer: live.accountId, at, atMost: MOST }
  return readFirm(here, inside, async (db) => {
    const filed = await registrationsOf(db, participant.id, { past: false })
    return {
      open: await listRequests(world, db, { ...looking, which: 'open' }),
      delegates: await delegatesOf(db, participant.id, at),
      count: await countFirm(db, participant.id, world.programme.emailRegistration.roles),
      events: offeredEvents(world.programme).map((offered) => ({
        event: offered.event,
        open: stageOf(offered, at) === 'open',
        registered: filed.some(({ event }) => event === offered.event.id),
      })),
    }
  })
}
