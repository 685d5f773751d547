import type { Hono } from 'hono'
import type { Instant } from '../kernel/instant.ts'
import type { Door } from '../programme/programme.ts'
import { type DoorState, doorState } from '../programme/rules/door-state.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { everyDoor, systemOf } from '../programme/rules/standing-doors.ts'
import { showPage } from '../web/answer.ts'
import type { WebEnv } from '../web/env.ts'
import { type Frame, sayMoment, textsOf } from '../web/frame.ts'
import type { Surface } from './doors.ts'
import { newsOf } from './news.ts'
import { LandingPage } from './pages/landing-page.tsx'
import type { LandingDoor } from './pages/props.ts'
import { frameOf } from './standing-of.ts'
import type { SurfaceWorld } from './world.ts'

/** The landing page of a system: its doors as the programme has them at this site and instant. */
export function mountLanding(app: Hono<WebEnv>, world: SurfaceWorld, surface: Surface): void {
  app.get(surface.landing, async (c) => {
    const at = world.clocks.programme.now()
    const { inForce } = await world.recentInForce.now()
    const plain = frameOf(world, surface.system, c.var.visit, at)
    const frame = { ...plain, standing: { ...plain.standing, news: newsOf(inForce, plain, at) } }
    const doors = everyDoor(world.programme)
      .filter((door) => door.system === surface.system && door.means !== 'initiation')
      .map((door) => landingDoor(frame, inForce, door, { world, surface, at }))
    return showPage(
      c,
      <LandingPage frame={frame} doors={doors} elsewhere={elsewhereOf(world, frame, surface)} />,
    )
  })
}

interface Here {
  readonly world: SurfaceWorld
  readonly surface: Surface
  readonly at: Instant
}

function landingDoor(frame: Frame, inForce: InForce, door: Door, { world, surface, at }: Here): LandingDoor {
  const { language } = frame.visit
  const t = textsOf(frame).landing
  const state = doorState(inForce, door.id, world.site, at)
  const opens =
    state.opensAt === null
      ? (state.because?.text[language] ?? t.closedForGood)
      : t.opens(sayMoment(frame, state.opensAt))
  const closes = state.closesAt === null ? null : t.openUntil(sayMoment(frame, state.closesAt))
  const ways = world.cards === null ? surface.logon : [...surface.logon, ...surface.cards]
  const path = ways.find((way) => way.door === door.id)?.path
  return {
    label: door.label[language],
    href: path ?? surface.landing,
    open: state.open,
    note: state.open ? closes : opens,
    instead: insteadOf(frame, inForce, state, { world, surface, at }),
    absentNote: path === undefined ? t.cardAbsent : null,
  }
}

/** Whoever comes with a card to a door that takes none any more is shown the way on, while he can go it. */
function insteadOf(
  frame: Frame,
  inForce: InForce,
  { because }: DoorState,
  { world, surface, at }: Here,
): LandingDoor['instead'] {
  const { door, path } = surface.initiation
  if (because?.code !== 'card-day-passed' || !doorState(inForce, door, world.site, at).open) return null
  const { labels, cards } = textsOf(frame)
  return { text: cards.doorPassed, label: labels.initiation, href: path }
}

function elsewhereOf(world: SurfaceWorld, frame: Frame, { elsewhere }: Surface) {
  if (elsewhere === null) return null
  const { language } = frame.visit
  const name = systemOf(world.programme, elsewhere.system)?.name[language]
  if (name === undefined) return null
  const text = textsOf(frame).landing.elsewhere[elsewhere.system === 'dms' ? 'administrators' : 'users']
  return { text, label: name, href: elsewhere.href }
}
