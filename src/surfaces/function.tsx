import type { Context, Hono } from 'hono'
import type { Instant } from '../kernel/instant.ts'
import type { Decision } from '../programme/rules/decide.ts'
import { functionOf, nextService } from '../programme/rules/service-hours.ts'
import { situation } from '../programme/rules/situation.ts'
import { checkSession, endSession, type LiveSession, type SessionCheck } from '../sessions/check-session.ts'
import { lastLogon } from '../sessions/last-logon.ts'
import { channelOf } from '../sessions/rules/channel-of.ts'
import { idleLimit } from '../sessions/rules/limits.ts'
import { decideAgain } from '../sign-in/decide-again.ts'
import { clearCookie, readCookie, sessionCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show-page.ts'
import { FunctionPage } from './ccms/pages/function-page.tsx'
import { SecurityManagementPage } from './dms/pages/security-management-page.tsx'
import type { LogonDoor, Surface } from './doors.ts'
import { LoggedOutPage } from './pages/logged-out-page.tsx'
import type { FunctionState, SecurityManagementPageProps, SessionView } from './pages/props.ts'
import { SessionEndedPage } from './pages/session-ended-page.tsx'
import { frameOf } from './standing-of.ts'
import type { SurfaceWorld } from './world.ts'

/** The page behind a door: the function, or `Function not available`; and the way out. */
export function mountFunction(
  app: Hono<WebEnv>,
  world: SurfaceWorld,
  surface: Surface,
  door: LogonDoor,
): void {
  const here: Here = { world, surface, door }
  app.get(door.home, (c) => showFunction(c, here))
  app.post(`${door.home}/log-out`, (c) => postLogOut(c, here))
  app.get(`${door.home}/logged-out`, (c) => {
    const frame = frameOf(world, surface.system, c.var.visit, world.clocks.programme.now())
    return showPage(c, <LoggedOutPage frame={frame} back={surface.landing} />)
  })
}

interface Here {
  readonly world: SurfaceWorld
  readonly surface: Surface
  readonly door: LogonDoor
}

async function check(c: Context<WebEnv>, { world, door }: Here, at: Instant): Promise<SessionCheck> {
  const token = readCookie(c, sessionCookie(world.site, door.door))
  if (token === undefined) return { state: 'none' }
  return checkSession(world.database, world, { token, door: door.door, at })
}

async function showFunction(c: Context<WebEnv>, here: Here) {
  const { world, surface, door } = here
  const at = world.clocks.programme.now()
  const checked = await check(c, here, at)
  if (checked.state === 'none') return c.redirect(door.path, 303)
  const frame = frameOf(world, surface.system, c.var.visit, at)
  if (checked.state === 'ended') {
    clearCookie(c, sessionCookie(world.site, door.door))
    return showPage(
      c,
      <SessionEndedPage frame={frame} because={checked.because} back={surface.landing} />,
      401,
    )
  }
  const { decision, session } = await look(here, checked.session, at)
  const name = functionOf(world.programme, door.function)?.name[frame.visit.language] ?? door.function
  const state = stateOf(here, decision, at)
  const page =
    surface.system === 'dms' ? (
      <SecurityManagementPage
        frame={frame}
        functionName={name}
        state={securityState(world, state, at)}
        session={session}
      />
    ) : (
      <FunctionPage frame={frame} functionName={name} state={state} session={session} />
    )
  return showPage(c, page)
}

function look(
  { world, door }: Here,
  live: LiveSession,
  at: Instant,
): Promise<{ decision: Decision; session: SessionView }> {
  return world.database.readAtOnce({ as: 'sign-in' }, async (db) => {
    const [decision, last] = await Promise.all([
      decideAgain(world, db, live, at),
      lastLogon(db, live.accountId, live),
    ])
    return { decision, session: sessionView(live, last, `${door.home}/log-out`) }
  })
}

function sessionView(
  live: LiveSession,
  last: Awaited<ReturnType<typeof lastLogon>>,
  logOut: string,
): SessionView {
  return {
    userId: live.userId,
    displayName: live.displayName,
    channel: channelOf(live.acr),
    loggedOnAt: live.createdAt,
    endsAt: live.expiresAt,
    idleMinutes: Temporal.Duration.from(idleLimit(live.door)).total('minutes'),
    lastLogon: last && { at: last.at, channel: channelOf(last.acr) },
    logOut,
  }
}

function stateOf({ world, door }: Here, { functions, nextChange }: Decision, at: Instant): FunctionState {
  const of = functionOf(world.programme, door.function)
  if (functions.includes(door.function)) return { is: 'open', until: nextChange }
  if (situation({ programme: world.programme, decisions: [] }, world.site, at) !== null)
    return { is: 'closed-in-test' }
  return { is: 'closed', opensAt: of === undefined ? null : nextService(world.programme, of, at) }
}

/** DMS stays open in a test session: for repairs where they are carried forward, else to look only. */
function securityState(
  world: SurfaceWorld,
  state: FunctionState,
  at: Instant,
): SecurityManagementPageProps['state'] {
  const running = situation({ programme: world.programme, decisions: [] }, world.site, at)
  if (running === null || state.is !== 'open') return state
  return { is: 'open-in-test', readOnly: !running.carriedForward }
}

async function postLogOut(c: Context<WebEnv>, here: Here) {
  const { world, door } = here
  const at = world.clocks.programme.now()
  const checked = await check(c, here, at)
  if (checked.state === 'live') await endSession(world.database, world, checked.session.id, 'logged-out', at)
  clearCookie(c, sessionCookie(world.site, door.door))
  return c.redirect(`${door.home}/logged-out`, 303)
}
