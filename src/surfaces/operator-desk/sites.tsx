import type { Context } from 'hono'
import { listRequests } from '../../changes/list-requests.ts'
import { readBranches, readDifferences } from '../../sites/branch-status.ts'
import { listOrders } from '../../sites/list-orders.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { mountSiteForms, SITE_DEEDS } from './ask-at-desk.tsx'
import { DESK_FORMS } from './desk-forms.ts'
import { DECIDING, mayAsk } from './desk-roles.ts'
import { DeskSitesPage } from './pages/sites-page.tsx'

const SHOWN = 20
const DIFFERENCES_SHOWN = 100
const KINDS = SITE_DEEDS.map((deed) => DESK_FORMS[deed].kind.id)

/** Where the data that count lie, which branch there is or was, what differs by it, and what may be asked for. */
export const mountSites: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showSites(c, here))
  mountSiteForms(app, here, at)
}

async function showSites(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here, ...DECIDING)
  if (inside instanceof Response) return inside
  const { around, at, base, live } = inside
  const asked = { participant: null, viewer: live.accountId, which: 'open', kinds: KINDS } as const
  const seen = await here.world.database.read({ as: 'operations' }, async (db) => {
    const branches = await readBranches(db, SHOWN)
    const newest = branches[0]
    return {
      branches,
      authority: await db
        .selectFrom('authority')
        .select(['site', 'mode', 'term', 'since'])
        .executeTakeFirst(),
      differences: newest === undefined ? [] : await readDifferences(db, newest.number, DIFFERENCES_SHOWN),
      orders: await listOrders(db, SHOWN),
      waiting: await listRequests(here.world, db, { ...asked, atMost: SHOWN, at }),
    }
  })
  const page = (
    <DeskSitesPage
      {...around}
      {...seen}
      authority={
        seen.authority ? { ...seen.authority, standby: here.world.pairing()?.standby ?? null } : null
      }
      sessions={here.world.programme.sessions}
      path={`${base}/sites`}
      requests={`${base}/requests`}
      deeds={mayAsk(inside) ? SITE_DEEDS : []}
    />
  )
  return showPage(c, page)
}
