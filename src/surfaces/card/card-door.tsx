import type { Context, Hono } from 'hono'
import { isDoorOpen } from '../../programme/rules/door-state.ts'
import { doorOf } from '../../programme/rules/standing-doors.ts'
import { beginCardLogon } from '../../sign-in/begin-card-logon.ts'
import { finishCardLogon } from '../../sign-in/finish-card-logon.ts'
import { parseTicket, writeTicket } from '../../sign-in/ticket.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import { attemptCookie, clearCookie, readCookie, sessionCookie, setCookie } from '../../web/cookies.ts'
import type { WebEnv } from '../../web/env.ts'
import type { LogonDoor, Surface } from '../doors.ts'
import { leaveNotice, takeNotice } from '../notice-cookie.ts'
import { sourceOf } from '../source-of.ts'
import { frameOf } from '../standing-of.ts'
import { showStartAgain } from '../start-again.tsx'
import type { SurfaceWorld } from '../world.ts'
import { CardDoorPage } from './pages/card-door-page.tsx'
import type { CardWorld } from './world.ts'

interface Here {
  readonly world: SurfaceWorld
  readonly cards: CardWorld
  readonly surface: Surface
  readonly door: LogonDoor
}

/** A smartcard door, at the host of the pages: where a logon by card begins, and where it ends. */
export function mountCardDoor(app: Hono<WebEnv>, here: Here): void {
  const { path } = here.door
  app.get(path, (c) => showDoor(c, here))
  app.get(`${path}/go`, (c) => sendToListener(c, here))
  app.get(`${path}/arrive/:secret`, (c) => arrive(c, here))
}

async function isOpen({ world, door }: Here): Promise<boolean> {
  const { inForce } = await world.recentInForce.now()
  return isDoorOpen(inForce, door.door, world.site, world.clocks.programme.now())
}

async function showDoor(c: Context<WebEnv>, here: Here) {
  const { world, surface, door } = here
  if (!(await isOpen(here))) return seeOther(c, surface.landing)
  const frame = frameOf(world, surface.system, c.var.visit, world.clocks.programme.now())
  const page = (
    <CardDoorPage
      frame={frame}
      doorLabel={doorOf(world.programme, door.door)?.label[frame.visit.language] ?? door.door}
      audience={surface.audience}
      go={`${door.path}/go`}
      refusal={takeNotice(c, world.site, door.door)}
    />
  )
  return showPage(c, page)
}

/** A link, not a form: the policy of pages lets no form lead to another host. An attempt more or less harms nobody. */
async function sendToListener(c: Context<WebEnv>, here: Here) {
  const { world, cards, surface, door } = here
  if (!(await isOpen(here))) return seeOther(c, surface.landing)
  const { language } = c.var.visit
  const at = world.clocks.programme.now()
  const ticket = await beginCardLogon(world, { door: door.door, language, at, ...sourceOf(c) })
  setCookie(c, attemptCookie(world.site, door.door), writeTicket(ticket), null)
  return seeOther(c, `${cards.listener}${door.path}/${ticket.attemptId}?lang=${language}`)
}

async function arrive(c: Context<WebEnv>, { world, surface, door }: Here) {
  const finished = await finishCardLogon(world, {
    ticket: parseTicket(readCookie(c, attemptCookie(world.site, door.door))),
    secret: c.req.param('secret') ?? '',
    door: door.door,
    at: world.clocks.programme.now(),
    ...sourceOf(c),
  })
  if (finished.ok) {
    clearCookie(c, attemptCookie(world.site, door.door))
    setCookie(c, sessionCookie(world.site, door.door), finished.value.token, null)
    return seeOther(c, door.home)
  }
  const { refusal } = finished
  if (refusal.is === 'refused') {
    leaveNotice(c, world.site, door.door, refusal.reference)
    return seeOther(c, door.path)
  }
  if (refusal.is !== 'attempt') return c.var.refuse({ status: 503, retryAfterSeconds: 5 })
  const { because } = refusal
  const loggedOn = readCookie(c, sessionCookie(world.site, door.door)) !== undefined
  if (because === 'completed' || (because === 'no-attempt' && loggedOn)) return seeOther(c, door.home)
  return showStartAgain(c, world, { system: surface.system, because, again: door.path })
}
