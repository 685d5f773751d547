import type { Context } from 'hono'
import { firmPeople } from '../../readiness/firm-people.ts'
import { LACK_FILTERS } from '../../readiness/firm-store.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { PAGE, pageOf, readListQuery } from './list-query.ts'
import { ReadinessPage } from './pages/readiness-page.tsx'

/** The firm's people, one by one: who gets in on launch morning, what the others lack, and who mends it (P1). */
export const mountReadiness: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showReadiness(c, here))
}

async function showReadiness(c: Context<WebEnv>, { world, ...here }: RoomsHere) {
  const inside = await enterFirm(c, { world, ...here }, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const { participant, base, around, inForce, at } = inside
  const query = readListQuery(c, LACK_FILTERS)
  const people = await world.database.read({ as: 'participant', participant: participant.id }, (db) =>
    firmPeople(db, participant.id, { inForce, at }, { ...query, atMost: PAGE + 1 }),
  )
  const path = `${base}/readiness`
  return showPage(
    c,
    <ReadinessPage {...around} path={path} base={base} query={query} list={pageOf(path, query, people)} />,
  )
}
