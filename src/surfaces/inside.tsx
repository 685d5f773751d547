import type { Context } from 'hono'
import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import type { ReadDb } from '../db/transaction.ts'
import { earlierOf, type Instant } from '../kernel/instant.ts'
import type { SessionEnd } from '../kernel/vocabulary.ts'
import { passwordStandingOf } from '../own-account/password-standing.ts'
import type { PasswordStanding } from '../passwords/rules/password-expiry.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { functionOf } from '../programme/rules/standing-doors.ts'
import { checkSession, endSession, type LiveSession, type SessionCheck } from '../sessions/check-session.ts'
import { lastLogon } from '../sessions/last-logon.ts'
import { idleLimit } from '../sessions/rules/limits.ts'
import { secondFactorOf } from '../sessions/rules/second-factor-of.ts'
import { seeOther, showPage } from '../web/answer.ts'
import { clearCookie, readCookie, sessionCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'
import { isPersonsAct } from '../web/persons-act.ts'
import type { LogonDoor, Surface } from './doors.ts'
import type { SessionLifeView, SessionPaths, SessionView } from './pages/props.ts'
import { SessionEndedPage } from './pages/session-ended-page.tsx'
import { frameOf } from './standing-of.ts'
import type { SurfaceWorld } from './world.ts'

/** One door, and the pages behind it. */
export interface Here {
  readonly world: SurfaceWorld
  readonly surface: Surface
  readonly door: LogonDoor
}

/** What every page behind a door knows: whose logon session it is, and how his account stands now. */
export interface Inside {
  readonly at: Instant
  readonly frame: Frame
  readonly live: LiveSession
  readonly holder: Holder
  readonly inForce: InForce
  readonly standing: PasswordStanding
  readonly session: SessionView
  readonly functionName: string
}

export function pathsOf({ home }: LogonDoor): Omit<SessionPaths, 'initiation'> {
  return {
    home,
    password: `${home}/password`,
    channels: `${home}/channels`,
    sessions: `${home}/sessions`,
    stay: `${home}/stay`,
    logOut: `${home}/log-out`,
  }
}

/** The logon session this browser holds at this door. A POST is an act of its person, whatever sent it. */
export async function sessionOf(
  c: Context<WebEnv>,
  { world, door }: Here,
  at: Instant,
): Promise<SessionCheck> {
  const token = readCookie(c, sessionCookie(world.site, door.door))
  if (token === undefined) return { state: 'none' }
  const background = c.req.method !== 'POST' && !isPersonsAct(c)
  return checkSession(world.database, world, { token, door: door.door, at, background })
}

/**
 * The way in to every page behind a door. Without a logon session it leads to the door; an ended one is told why, and one
 * that comes from where its participants let nobody in is ended: its cookie has been carried off, or its person has gone. A
 * password that has expired leads to its change before anything else, and is never a refusal.
 */
export async function enter(
  c: Context<WebEnv>,
  here: Here,
  to: 'any-page' | 'change-password' = 'any-page',
): Promise<Inside | Response> {
  const { world, surface, door } = here
  const at = world.clocks.programme.now()
  const checked = await sessionOf(c, here, at)
  if (checked.state === 'none') return seeOther(c, door.path)
  const frame = frameOf(world, surface.system, c.var.visit, at)
  if (checked.state === 'ended') return showEnded(c, here, frame, checked.because)
  const inside = await world.database.read({ as: 'sign-in' }, (db) =>
    lookAround(db, here, frame, checked.session),
  )
  if (!mayComeFrom(inside.holder, c.var.edge.ip)) {
    await endSession(world.database, world, inside.live.id, 'other-network', at)
    return showEnded(c, here, frame, 'other-network')
  }
  // Whoever came by smartcard did without that password.
  if (inside.standing.is === 'expired' && checked.session.acr !== 'card' && to !== 'change-password')
    return seeOther(c, pathsOf(door).password)
  return inside
}

function showEnded(c: Context<WebEnv>, { world, surface, door }: Here, frame: Frame, because: SessionEnd) {
  clearCookie(c, sessionCookie(world.site, door.door))
  return showPage(c, <SessionEndedPage frame={frame} because={because} back={surface.landing} />, 401)
}

async function lookAround(db: ReadDb, here: Here, frame: Frame, live: LiveSession): Promise<Inside> {
  const { world, door } = here
  const at = frame.standing.now
  const budget = budgetKeyOf(world.sealer, live.userId)
  const holder = await findHolder(db, { accountId: live.accountId, budget, at })
  if (holder === undefined) throw new Error(`the session ${live.id} has no account`)
  const { inForce } = await world.inForce(db)
  const standing = passwordStandingOf(world, holder, at)
  const last = await lastLogon(db, live.accountId, live)
  const session: SessionView = {
    userId: live.userId,
    displayName: live.displayName,
    channel: secondFactorOf(live.acr),
    loggedOnAt: live.createdAt,
    lastLogon: last && { at: last.at, channel: secondFactorOf(last.acr) },
    passwordSince: holder.password?.since ?? null,
    passwordExpiresAt: standing.is === 'expiring' ? standing.expiresAt : null,
    life: lifeOf(live, at),
    paths: { ...pathsOf(door), initiation: initiationFor(live, here) },
  }
  const functionName = functionOf(world.programme, door.function)?.name[frame.visit.language] ?? door.function
  return { at, frame, live, holder, inForce, standing, session, functionName }
}

/** Who came by smartcard has proven more than the mailbox that a code would come to. */
function initiationFor({ acr }: LiveSession, { surface, door }: Here): string {
  return acr === 'card' ? `${door.home}/initiation` : surface.initiation.path
}

/** How long it lives from an act of its person at `at`. */
function lifeOf({ door, expiresAt }: LiveSession, at: Instant): SessionLifeView {
  return { idleEndsAt: earlierOf(at.add(idleLimit(door)), expiresAt), endsAt: expiresAt }
}
