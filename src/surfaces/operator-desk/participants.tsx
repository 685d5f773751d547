import type { Context } from 'hono'
import { FIRM_FILTERS, type FirmsWanted, listFirms } from '../../participants/list-firms.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { mountFirmForms } from './ask-at-desk.tsx'
import { mountEmergencyOfDelegate } from './ask-emergency.tsx'
import { mountDeskDelegates } from './delegates.tsx'
import { mayAsk } from './desk-roles.ts'
import { FirmsPage } from './pages/firms-page.tsx'
import { mountParticipant } from './participant.tsx'
import { mountUsersOfSeveral } from './users-of-several.tsx'

const ON_A_PAGE = 50

/** All firms, each one's page, and what may be asked for about it. Hotline and auditor look. */
export const mountParticipants: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showFirms(c, here))
  mountFirmForms(app, here, at)
  mountParticipant(app, here, at)
  mountDeskDelegates(app, here, at)
  mountUsersOfSeveral(app, here, at)
  mountEmergencyOfDelegate(app, here, at)
}

async function showFirms(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here)
  if (inside instanceof Response) return inside
  const wanted = readWanted(c)
  const { rows, counts, hasMore } = await here.world.database.read({ as: 'operations' }, (db) =>
    listFirms(db, wanted, ON_A_PAGE, inside.at),
  )
  const path = `${inside.base}/participants`
  const last = hasMore ? rows.at(-1)?.code : undefined
  const page = (
    <FirmsPage
      {...inside.around}
      wanted={wanted}
      counts={counts}
      firms={rows}
      path={path}
      to={{
        filter: {
          every: path + sayWanted({ ...wanted, filter: 'every', after: '' }),
          'at-risk': path + sayWanted({ ...wanted, filter: 'at-risk', after: '' }),
          alone: path + sayWanted({ ...wanted, filter: 'alone', after: '' }),
        },
        first: wanted.after === '' ? null : path + sayWanted({ ...wanted, after: '' }),
        next: last === undefined ? null : path + sayWanted({ ...wanted, after: last }),
        admit: mayAsk(inside) ? `${path}/admit` : null,
      }}
    />
  )
  return showPage(c, page)
}

/** A list as its address asks for it; what is not understood is left out. */
function readWanted(c: Context<WebEnv>): FirmsWanted {
  const asked = (name: string) => (c.req.query(name) ?? '').normalize('NFC').trim().slice(0, 100)
  return {
    search: asked('q'),
    filter: FIRM_FILTERS.find((filter) => filter === asked('filter')) ?? 'every',
    after: asked('after'),
  }
}

function sayWanted({ search, filter, after }: FirmsWanted): string {
  const said = new URLSearchParams()
  if (search !== '') said.set('q', search)
  if (filter !== 'every') said.set('filter', filter)
  if (after !== '') said.set('after', after)
  return said.size === 0 ? '' : `?${said}`
}
