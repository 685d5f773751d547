import type { Context } from 'hono'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { RevocationPage } from './pages/revocation-page.tsx'

/** What this node believes of revoked smartcards, until when, and what happens where an authority is silent. */
export const mountRevocation: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showRevocation(c, here))
}

async function showRevocation(c: Context<WebEnv>, { world, ...here }: RoomsHere) {
  const inside = await enterDesk(c, { world, ...here })
  if (inside instanceof Response) return inside
  return showPage(c, <RevocationPage {...inside.around} state={world.cards?.revocation() ?? null} />)
}
