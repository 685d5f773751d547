import type { Context } from 'hono'
import { usersOfSeveral } from '../../accounts/users-of-several.ts'
import { listRequests } from '../../changes/list-requests.ts'
import { connectUsersOf } from '../../delegates/connect-users-of.ts'
import { delegatesOf } from '../../delegates/delegates-of.ts'
import { contactsOf } from '../../participants/contacts-of.ts'
import { findListedFirm } from '../../participants/list-firms.ts'
import { lookParticipant } from '../../participants/look-participant.ts'
import { firmReadiness } from '../../readiness/firm-readiness.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import { FIRM_IN_PATH, type Room, type RoomsHere } from '../rooms.ts'
import { DECIDING, mayAsk } from './desk-roles.ts'
import { ParticipantPage } from './pages/participant-page.tsx'

const REQUESTS_SHOWN = 20

/** One firm: what to see to, what is on record, who may be called back, and what was done by one person alone. */
export const mountParticipant: Room['mount'] = (app, here, at) => {
  app.get(`${at}/${FIRM_IN_PATH}`, (c) => showParticipant(c, here))
}

async function showParticipant(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here)
  if (inside instanceof Response) return inside
  const found = await readFirm(here, inside, c.req.param('firm') ?? '')
  if (found === null) return c.var.refuse({ status: 404 })
  const { around, base, roles } = inside
  const seesRequests = roles.some((role) => DECIDING.includes(role))
  const page = (
    <ParticipantPage
      {...around}
      {...found}
      path={`${base}/participants`}
      requests={seesRequests ? `${base}/requests` : null}
      mayAsk={mayAsk(inside)}
    />
  )
  return showPage(c, page)
}

async function readFirm(here: RoomsHere, inside: InsideRoom, code: string) {
  const found = await readRecord(here, inside, code)
  if (found === null) return null
  const { at, inForce } = inside
  // Counted in the firm's own eyes, so that the desk and the firm never read two numbers.
  const scope = { as: 'participant', participant: found.participant.id } as const
  const readiness = await here.world.database.read(scope, (db) =>
    firmReadiness(db, found.participant, { inForce, at }),
  )
  return { ...found, readiness }
}

function readRecord({ world }: RoomsHere, { at, live }: InsideRoom, code: string) {
  return world.database.read({ as: 'operations' }, async (db) => {
    const firm = await findListedFirm(db, code, at)
    const onRecord = firm === undefined ? null : await lookParticipant(db, firm.id)
    if (firm === undefined || onRecord === null) return null
    const asked = { participant: null, of: firm.id, viewer: live.accountId, atMost: REQUESTS_SHOWN, at }
    return {
      participant: firm,
      networks: onRecord.networks,
      delegates: await delegatesOf(db, firm.id, at),
      connectUsers: await connectUsersOf(db, firm.id),
      ofSeveral: (await usersOfSeveral(db, firm.id)).length,
      contacts: await contactsOf(db, firm.id),
      open: await listRequests(world, db, { ...asked, which: 'open' }),
      alone: await listRequests(world, db, { ...asked, which: 'alone' }),
    }
  })
}
