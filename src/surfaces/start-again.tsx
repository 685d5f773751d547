import type { Context } from 'hono'
import type { AttemptRefusal } from '../sign-in/rules/attempt-standing.ts'
import { showPage } from '../web/answer.ts'
import type { WebEnv } from '../web/env.ts'
import type { StartAgainPageProps } from './pages/props.ts'
import { StartAgainPage } from './pages/start-again-page.tsx'
import { frameOf } from './standing-of.ts'
import type { SurfaceWorld } from './world.ts'

/** What each refusal of an attempt is to the person: too late, begun again elsewhere, or done already. */
export const BECAUSE: Readonly<Record<AttemptRefusal, StartAgainPageProps['because']>> = {
  'no-attempt': 'expired',
  expired: 'expired',
  'other-epoch': 'expired',
  'other-browser': 'elsewhere',
  'other-change': 'elsewhere',
  'other-door': 'elsewhere',
  'other-step': 'finished',
  completed: 'finished',
}

interface Stopped {
  readonly system: string
  readonly because: AttemptRefusal
  readonly again: string
}

export function showStartAgain(c: Context<WebEnv>, world: SurfaceWorld, { system, because, again }: Stopped) {
  const frame = frameOf(world, system, c.var.visit, world.clocks.programme.now())
  return showPage(c, <StartAgainPage frame={frame} because={BECAUSE[because]} again={again} />, 409)
}
