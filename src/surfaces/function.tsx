import type { Context, Hono } from 'hono'
import { endSession } from '../sessions/check-session.ts'
import { seeOther, showPage } from '../web/answer.ts'
import { clearCookie, sessionCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'
import { decisionFor, stateOf } from './function-state.ts'
import { enter, type Here, type Inside, pathsOf, sessionOf } from './inside.tsx'
import { FunctionPage } from './pages/function-page.tsx'
import { LoggedOutPage } from './pages/logged-out-page.tsx'
import { frameOf } from './standing-of.ts'

/** What is at the page behind a door while its function is open. */
export type Arrival = (c: Context<WebEnv>, inside: Inside) => Response | Promise<Response>

/** The page behind a door: the function (left out: it has no screens here), or `Function not available`. */
export function mountFunction(app: Hono<WebEnv>, here: Here, arrive?: Arrival): void {
  app.get(here.door.home, (c) => showFunction(c, here, arrive))
}

export function mountLogOut(app: Hono<WebEnv>, here: Here): void {
  const { world, surface, door } = here
  app.post(pathsOf(door).logOut, (c) => postLogOut(c, here))
  app.get(`${door.home}/logged-out`, (c) => {
    const frame = frameOf(world, surface.system, c.var.visit, world.clocks.programme.now())
    return showPage(c, <LoggedOutPage frame={frame} back={surface.landing} />)
  })
}

async function showFunction(c: Context<WebEnv>, here: Here, arrive: Arrival | undefined) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { frame, functionName, session } = inside
  const state = stateOf(here, decisionFor(here, inside), inside)
  if (state.is === 'open' && arrive !== undefined) return arrive(c, inside)
  return showPage(
    c,
    <FunctionPage frame={frame} functionName={functionName} state={state} session={session} />,
  )
}

async function postLogOut(c: Context<WebEnv>, here: Here) {
  const { world, door } = here
  const at = world.clocks.programme.now()
  const checked = await sessionOf(c, here, at)
  if (checked.state === 'live') await endSession(world.database, world, checked.session.id, 'logged-out', at)
  clearCookie(c, sessionCookie(world.site, door.door))
  return seeOther(c, `${door.home}/logged-out`)
}
