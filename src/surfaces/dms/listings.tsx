import type { Context } from 'hono'
import { recordEvent } from '../../audit/record-event.ts'
import { readUsersWanted, type UsersWanted } from '../../listings/users-wanted.ts'
import { answerCsv } from '../../web/answer-csv.ts'
import type { WebEnv } from '../../web/env.ts'
import { showPage } from '../../web/show-page.ts'
import { enterFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { LINES } from './listing-lines.ts'
import { LISTINGS, type Listing, ListingsPage } from './pages/listings-page.tsx'

/** What a firm takes away as a file; each time is recorded, before the first line leaves. */
export const mountListings: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showListings(c, here))
  for (const listing of LISTINGS) app.get(`${at}/${listing}.csv`, (c) => sendListing(c, here, listing))
}

async function showListings(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { around, base } = entered
  return showPage(c, <ListingsPage {...around} fileOf={(listing) => `${base}/listings/${listing}.csv`} />)
}

async function sendListing(c: Context<WebEnv>, here: RoomsHere, listing: Listing) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { participant, live, at } = entered
  const { world } = here
  const wanted = wantedBy(c, listing)
  const scope = { as: 'participant', participant: participant.id } as const
  await world.database.write(scope, (tx) =>
    recordEvent(tx, world, {
      kind: 'listing.exported',
      at,
      accountId: live.accountId,
      reference: null,
      facts: { participant: participant.id, listing, filter: wanted.filter, session: live.id },
      particulars: { search: wanted.search },
    }),
  )
  const { database, programme } = world
  const { language } = c.var.visit
  const lines = LINES[listing]({ database, programme, participant: participant.id, language, wanted })
  return answerCsv(c, `${participant.code}-${listing}`, lines)
}

/** The list on screen and its file are asked for in the same words. */
function wantedBy(c: Context<WebEnv>, listing: Listing): UsersWanted {
  if (listing === 'users') return { ...readUsersWanted((name) => c.req.query(name)), from: null }
  return { search: '', filter: 'disabled', sort: 'user-id', from: null }
}
