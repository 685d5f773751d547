import type { Context } from 'hono'
import { type ActsFor, firmsActedFor } from '../accounts/acts-for.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Role } from '../kernel/vocabulary.ts'
import { type Notice, readNotices } from '../notices/read-notices.ts'
import { doorOf } from '../programme/rules/standing-doors.ts'
import { seeOther } from '../web/answer.ts'
import type { WebEnv } from '../web/env.ts'
import { decisionFor } from './function-state.ts'
import { enter, type Inside } from './inside.tsx'
import type { Around } from './pages/room-props.ts'
import { type RoomsHere, roomLinks } from './rooms.ts'

/** Somebody in a room: as what he is here, and whether anything may be changed. */
export interface InsideRoom extends Inside {
  readonly roles: readonly Role[]
  /** False in a test session whose changes are thrown away: no request is made or decided there. A POST is refused. */
  readonly mayChange: boolean
  /** `/dms/security/C00101`, `/ops/desk`: every path of the room's pages begins with it. */
  readonly base: string
  /** Until when the function stays open; null: no end is in sight. */
  readonly openUntil: Instant | null
  /** Props of the page's layout, to be spread. */
  readonly around: Around
}

export interface InsideFirm extends InsideRoom {
  readonly participant: {
    readonly id: ParticipantId
    readonly code: string
    /** In the visit's language. */
    readonly name: string
    readonly singleControl: boolean
  }
}

/**
 * The way in to every page of a firm. A firm that he does not act for in a role that this door admits, and a room that is
 * not for his role there (`roles`; none named: any), is not found, like what does not exist. All that its pages read, they
 * read in `database.read({ as: 'participant', participant })`.
 */
export async function enterFirm(
  c: Context<WebEnv>,
  here: RoomsHere,
  ...roles: readonly Role[]
): Promise<InsideFirm | Response> {
  const found = await enterOpen(c, here)
  if (found instanceof Response) return found
  const { inside, mayChange, openUntil } = found
  const firms = await firmsOf(here, inside)
  const firm = firms.find(({ code }) => code === c.req.param('firm'))
  if (firm === undefined || !hasOneOf(firm.roles, roles)) return c.var.refuse({ status: 404 })
  if (c.req.method === 'POST' && !mayChange) return c.var.refuse({ status: 409 })
  const participant = {
    id: firm.id,
    code: firm.code,
    name: nameOf(firm, inside),
    singleControl: firm.singleControl,
  }
  const { home } = here.door
  const choose = firms.length > 1 ? home : null
  const notices = await noticesOf(here, inside, firm.id)
  const room = {
    here,
    inside,
    mayChange,
    openUntil,
    roles: firm.roles,
    base: `${home}/${firm.code}`,
    notices,
  }
  return { ...around(room, { ...participant, choose }), participant }
}

/** The same for the operator's desk, which belongs to no firm. */
export async function enterDesk(
  c: Context<WebEnv>,
  here: RoomsHere,
  ...roles: readonly Role[]
): Promise<InsideRoom | Response> {
  const found = await enterOpen(c, here)
  if (found instanceof Response) return found
  const { inside, mayChange, openUntil } = found
  const his = inside.holder.roles.filter((role) => rolesAt(here).includes(role))
  if (!hasOneOf(his, roles)) return c.var.refuse({ status: 404 })
  if (c.req.method === 'POST' && !mayChange) return c.var.refuse({ status: 409 })
  const notices = await noticesOf(here, inside, null)
  return around({ here, inside, mayChange, openUntil, roles: his, base: here.door.home, notices }, null)
}

function noticesOf(
  { world }: RoomsHere,
  { live, at }: Inside,
  firm: ParticipantId | null,
): Promise<readonly Notice[]> {
  const { kinds, programme } = world
  const looking = { kinds, programme, at, account: live.accountId, among: firm ?? ('desk' as const) }
  const scope =
    firm === null ? ({ as: 'operations' } as const) : ({ as: 'participant', participant: firm } as const)
  return world.database.read(scope, (db) => readNotices(db, looking))
}

/** The firms that he may act for behind this door. */
export function firmsOf(here: RoomsHere, { live, at }: Inside): Promise<readonly ActsFor[]> {
  return here.world.database.read({ as: 'sign-in' }, (db) =>
    firmsActedFor(db, live.accountId, rolesAt(here), at),
  )
}

export function nameOf(firm: ActsFor, { frame }: Inside): string {
  return frame.visit.language === 'en' ? firm.nameEn : firm.nameZh
}

/** A function that is closed to him shows so at its own page. The desk has none for that: it closes to nobody of its roles. */
async function enterOpen(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { functions, carriedForward, nextChange } = decisionFor(here, inside)
  const { function: wanted, home } = here.door
  if (!functions.includes(wanted))
    return c.req.path === home ? c.var.refuse({ status: 404 }) : seeOther(c, home)
  return { inside, mayChange: carriedForward, openUntil: nextChange }
}

function rolesAt({ world, door }: RoomsHere): readonly Role[] {
  return (doorOf(world.programme, door.door)?.admits ?? []) as readonly Role[]
}

function hasOneOf(his: readonly Role[], wanted: readonly Role[]): boolean {
  return wanted.length === 0 ? his.length > 0 : wanted.some((role) => his.includes(role))
}

interface Entered {
  readonly here: RoomsHere
  readonly inside: Inside
  readonly mayChange: boolean
  readonly openUntil: Instant | null
  readonly roles: readonly Role[]
  readonly base: string
  readonly notices: readonly Notice[]
}

function around(
  { here, inside, mayChange, openUntil, roles, base, notices }: Entered,
  firm: Around['firm'],
): InsideRoom {
  const { frame, session, functionName } = inside
  const rooms = roomLinks(here, base, roles, frame.visit.here)
  return {
    ...inside,
    roles,
    mayChange,
    openUntil,
    base,
    around: { frame, session, functionName, firm, rooms, notices, mayChange },
  }
}
