import type { Context } from 'hono'
import { type UserOfSeveral, usersOfSeveral } from '../../accounts/users-of-several.ts'
import { listRequests } from '../../changes/list-requests.ts'
import type { ReadDb } from '../../db/transaction.ts'
import { type ParticipantId, parseUserId } from '../../kernel/ids.ts'
import { contactsOf } from '../../participants/contacts-of.ts'
import { findListedFirm } from '../../participants/list-firms.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import { FIRM_IN_PATH, type Room, type RoomsHere } from '../rooms.ts'
import { DESK_FORMS, USER_DEEDS } from './desk-forms.ts'
import { DECIDING, mayAsk } from './desk-roles.ts'
import { isOpen, UserOfSeveralPage, UsersOfSeveralPage } from './pages/users-of-several-page.tsx'

/** Below a firm's page. */
export const USER_OF_SEVERAL = 'users-of-several/:user{[A-Z0-9]{6,12}}'

const REQUESTS_SHOWN = 20

/** The users of a firm whom another firm has too. No firm may change their User IDs: two operators do (adr/0055). */
export const mountUsersOfSeveral: Room['mount'] = (app, here, at) => {
  app.get(`${at}/${FIRM_IN_PATH}/users-of-several`, (c) => showAll(c, here))
  app.get(`${at}/${FIRM_IN_PATH}/${USER_OF_SEVERAL}`, (c) => showOne(c, here))
}

export async function findUserOfSeveral(
  db: ReadDb,
  firm: ParticipantId,
  named: string,
): Promise<UserOfSeveral | undefined> {
  const userId = parseUserId(named)
  return userId && (await usersOfSeveral(db, firm, userId))[0]
}

async function showAll(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here)
  if (inside instanceof Response) return inside
  const found = await here.world.database.read({ as: 'operations' }, async (db) => {
    const firm = await findListedFirm(db, c.req.param('firm') ?? '', inside.at)
    return firm && { participant: firm, users: await usersOfSeveral(db, firm.id) }
  })
  if (found === undefined) return c.var.refuse({ status: 404 })
  return showPage(
    c,
    <UsersOfSeveralPage {...inside.around} {...found} path={`${inside.base}/participants`} />,
  )
}

async function showOne(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here)
  if (inside instanceof Response) return inside
  const found = await readOne(c, here, inside)
  if (found === undefined) return c.var.refuse({ status: 404 })
  const { around, base, roles } = inside
  const page = (
    <UserOfSeveralPage
      {...around}
      {...found}
      path={`${base}/participants`}
      deeds={USER_DEEDS.filter((deed) => isOpen(deed, found.user) && mayAsk(inside, DESK_FORMS[deed].kind))}
      to={roles.some((role) => DECIDING.includes(role)) ? `${base}/requests` : null}
    />
  )
  return showPage(c, page)
}

function readOne(c: Context<WebEnv>, { world }: RoomsHere, { at, live }: InsideRoom) {
  return world.database.read({ as: 'operations' }, async (db) => {
    const firm = await findListedFirm(db, c.req.param('firm') ?? '', at)
    const user = firm && (await findUserOfSeveral(db, firm.id, c.req.param('user') ?? ''))
    if (firm === undefined || user === undefined) return undefined
    const about = { participant: null, viewer: live.accountId, concerning: user.accountId } as const
    const requests = await listRequests(world, db, { ...about, which: 'open', atMost: REQUESTS_SHOWN, at })
    const callBack = user.firms.map(async ({ id, code }) => ({ code, contacts: await contactsOf(db, id) }))
    return { participant: firm, user, requests, callBack: await Promise.all(callBack) }
  })
}
