import type { Context } from 'hono'
import { recordExport } from '../../listings/record-export.ts'
import { readUsersWanted, type UsersWanted } from '../../listings/users-wanted.ts'
import { showPage } from '../../web/answer.ts'
import { answerCsv } from '../../web/answer-csv.ts'
import type { WebEnv } from '../../web/env.ts'
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
  const { participant, live, at, frame } = entered
  const { world } = here
  const wanted = wantedBy(c, listing)
  const taken = { participant: participant.id, by: live.accountId, session: live.id, listing, wanted, at }
  await recordExport(world.database, world, taken)
  const { database, programme } = world
  const source = { database, programme, participant: participant.id, frame, wanted, at }
  const lines = LINES[listing](source)
  return answerCsv(c, `${participant.code}-${listing}`, lines)
}

/** The list on screen and its file are asked for in the same words. */
function wantedBy(c: Context<WebEnv>, listing: Listing): UsersWanted {
  if (listing === 'users') return { ...readUsersWanted((name) => c.req.query(name)), from: null }
  return { search: '', filter: 'disabled', sort: 'user-id', from: null }
}
