import type { Context } from 'hono'
import { readFirmLocks } from '../../attempts/firm-locks.ts'
import { listRequests } from '../../changes/list-requests.ts'
import type { ReadDb } from '../../db/transaction.ts'
import { whyNot } from '../../emergency/rules/why-not.ts'
import { parseUserId } from '../../kernel/ids.ts'
import { readHistory } from '../../listings/read-history.ts'
import { readUser, type UserProfile } from '../../listings/read-user.ts'
import { functionOf } from '../../programme/rules/standing-doors.ts'
import { ACTOR_TEXTS, LACK_TEXTS } from '../../readiness/rules/words.ts'
import { askOfFirm, standInFirm } from '../../readiness/stand-in-firm.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { textsOf } from '../../web/frame.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS, mayMake } from './administrators.ts'
import type { UserActions } from './pages/user-actions.tsx'
import { UserPage, type UserPageProps } from './pages/user-page.tsx'

/** A User ID in an address: capitals, as it is written. */
export const USER_IN_PATH = ':userId{[A-Z0-9]{6,12}}'

/** One user: who he is, what he lacks, what happened, and what may be asked for. */
export const mountUser: Room['mount'] = (app, here, at) => {
  app.get(`${at}/${USER_IN_PATH}`, (c) => showUser(c, here))
}

async function showUser(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { participant, around, base } = entered
  const userId = parseUserId(c.req.param('userId') ?? '')
  if (userId === undefined) return c.var.refuse({ status: 404 })
  const scope = { as: 'participant', participant: participant.id } as const
  const found = await here.world.database.read(scope, async (db) => {
    const user = await readUser(db, participant.id, userId)
    if (user === undefined) return undefined
    const [lock] = await readFirmLocks(db, { firm: participant.id, account: user.id, at: entered.at })
    const lockedUntil = lock?.lockedUntil ?? null
    return { user, lockedUntil, ...(await lookAround(db, here, entered, user)) }
  })
  if (found === undefined) return c.var.refuse({ status: 404 })
  const { language } = c.var.visit
  const page = (
    <UserPage
      {...around}
      {...found}
      hrefOf={(id) => `${base}/users/${id}`}
      functionNameOf={(id) => functionOf(here.world.programme, id)?.name[language] ?? id}
      actions={actionsFor(entered, found.user, found.lockedUntil !== null)}
      noEmergency={mayAskAbout(entered, found.user.roles) ? whyNoEmergency(found.user) : null}
    />
  )
  return showPage(c, page)
}

const OPEN_SHOWN = 20

/** What is known of him beside his profile, in words. */
async function lookAround(
  db: ReadDb,
  { world }: RoomsHere,
  entered: InsideFirm,
  user: UserProfile,
): Promise<Pick<UserPageProps, 'standing' | 'requests' | 'history'>> {
  const { participant, frame, inForce, at, base, live } = entered
  const asked = askOfFirm(inForce, at)
  const members = user.roles.length === 0 ? [] : [{ id: user.id, user_id: user.userId, roles: user.roles }]
  const standing = (await standInFirm(db, asked, participant.id, members)).get(user.id)
  const { language } = frame.visit
  const t = textsOf(frame)
  const happened: Readonly<Record<string, string>> = t.happened
  const open = {
    participant: participant.id,
    viewer: live.accountId,
    which: 'open',
    concerning: user.id,
  } as const
  const requests = await listRequests(world, db, { ...open, atMost: OPEN_SHOWN, at })
  const history = await readHistory(db, user.id, Object.keys(happened))
  return {
    standing:
      standing === undefined
        ? null
        : {
            name: standing.name,
            at: asked.at,
            lacks: standing.lacks.map((code) => LACK_TEXTS[code][language]),
            mustAct: standing.mustAct.map((actor) => ACTOR_TEXTS[actor][language]),
          },
    requests: requests.map(({ number, kind }) => ({
      number,
      title: t.changes.kinds[kind],
      href: `${base}/requests/${number}`,
    })),
    history: history.map(({ at: when, kind, request, ofSeveral }) => ({
      at: when,
      text: ofSeveral ? t.user.byOperators(happened[kind] ?? kind) : (happened[kind] ?? kind),
      href: request === null ? null : `${base}/requests/${request}`,
    })),
  }
}

function mayAskAbout(entered: InsideFirm, roles: UserProfile['roles']): boolean {
  return mayMake(entered) && roles.length > 0 && roles.every((role) => role === 'user')
}

function whyNoEmergency({ status, passwordSince, channels }: UserProfile) {
  return whyNot({ status, initiated: passwordSince !== null && channels.length > 0 })
}

/** Of a DA nothing is asked for here, nor of who is gone; what another firm shares, the forms refuse with the reason. */
function actionsFor(entered: InsideFirm, user: UserProfile, isLocked: boolean): UserActions {
  const { userId, status, roles, passwordSince, channels } = user
  const may = mayAskAbout(entered, roles)
  const to = (action: string) => `${entered.base}/users/${userId}/${action}`
  return {
    amend: may ? to('amend') : null,
    copy: may ? `${entered.base}/users/new?like=${userId}` : null,
    suspend: may && status === 'active' ? to('suspend') : null,
    reinstate: may && status === 'suspended' ? to('reinstate') : null,
    unlock: may && isLocked ? to('unlock') : null,
    'reset-password': may && passwordSince !== null ? to('reset-password') : null,
    'reset-channel': may && (passwordSince !== null || channels.length > 0) ? to('reset-channel') : null,
    emergency: may && whyNoEmergency(user) === null ? to('emergency') : null,
    cards: roles.length > 0 ? `${entered.base}/cards/${userId}` : null,
    'end-sessions': may ? to('end-sessions') : null,
    remove: may ? to('remove') : null,
  }
}
