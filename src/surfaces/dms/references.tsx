import type { Context } from 'hono'
import { parseReference } from '../../kernel/reference.ts'
import { findRefusal } from '../../resets/find-refusal.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { sayRefusal } from '../say-refusal.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { ReferencesPage } from './pages/references-page.tsx'

/** What a refusal was about that somebody of the firm met: its page showed him a reference, and nothing else. */
export const mountReferences: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showReference(c, here))
}

async function showReference(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { participant, around, base, frame } = entered
  const asked = (c.req.query('q') ?? '').trim().toUpperCase()
  const reference = parseReference(asked)
  const scope = { as: 'participant', participant: participant.id } as const
  const refusal = reference && (await here.world.database.read(scope, (db) => findRefusal(db, reference)))
  const user = refusal?.user
  const found = user
    ? {
        ...{ at: refusal.at, ...sayRefusal(here.world.programme, frame, refusal) },
        user: { to: `${base}/users/${user.userId}`, text: `${user.userId} (${user.displayName})` },
      }
    : null
  const page = <ReferencesPage {...around} action={`${base}/references`} asked={asked} found={found} />
  return showPage(c, page, asked === '' || found !== null ? 200 : 404)
}
