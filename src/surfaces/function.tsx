import type { Context, Hono } from 'hono'
import { factsOf } from '../accounts/facts-of.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Decision, decide } from '../programme/rules/decide.ts'
import { functionOf, nextService } from '../programme/rules/service-hours.ts'
import { situation } from '../programme/rules/situation.ts'
import { endSession } from '../sessions/check-session.ts'
import { channelOf } from '../sessions/rules/channel-of.ts'
import { clearCookie, sessionCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show-page.ts'
import { FunctionPage } from './ccms/pages/function-page.tsx'
import { SecurityManagementPage } from './dms/pages/security-management-page.tsx'
import { enter, type Here, type Inside, pathsOf, sessionOf } from './inside.tsx'
import { LoggedOutPage } from './pages/logged-out-page.tsx'
import type { FunctionState, SecurityManagementPageProps } from './pages/props.ts'
import { frameOf } from './standing-of.ts'
import type { SurfaceWorld } from './world.ts'

/** The page behind a door: the function, or `Function not available`; and the way out. */
export function mountFunction(app: Hono<WebEnv>, here: Here): void {
  const { world, surface, door } = here
  app.get(door.home, (c) => showFunction(c, here))
  app.post(pathsOf(door).logOut, (c) => postLogOut(c, here))
  app.get(`${door.home}/logged-out`, (c) => {
    const frame = frameOf(world, surface.system, c.var.visit, world.clocks.programme.now())
    return showPage(c, <LoggedOutPage frame={frame} back={surface.landing} />)
  })
}

async function showFunction(c: Context<WebEnv>, here: Here) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { frame, functionName, session, at } = inside
  const state = stateOf(here, decisionFor(here, inside), at)
  const page =
    here.surface.system === 'dms' ? (
      <SecurityManagementPage
        frame={frame}
        functionName={functionName}
        state={securityState(here.world, state, at)}
        session={session}
      />
    ) : (
      <FunctionPage frame={frame} functionName={functionName} state={state} session={session} />
    )
  return showPage(c, page)
}

/** Decides again, with the facts of now: what was open at the logon may have closed, and the other way round. */
function decisionFor({ world, door }: Here, { holder, live, inForce, at }: Inside): Decision {
  // A lock keeps out who is not in yet: a stranger's wrong tries close nothing for who is. And he is in by one channel.
  const facts = { ...factsOf(holder, live.enteredAt), lockedUntil: null, channels: [channelOf(live.acr)] }
  return decide(inForce, facts, door.door, world.site, at)
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
  const checked = await sessionOf(c, here, at)
  if (checked.state === 'live') await endSession(world.database, world, checked.session.id, 'logged-out', at)
  clearCookie(c, sessionCookie(world.site, door.door))
  return c.redirect(`${door.home}/logged-out`, 303)
}
