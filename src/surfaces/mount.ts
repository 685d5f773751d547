import type { Hono } from 'hono'
import type { WebEnv } from '../web/env.ts'
import { ccms } from './ccms/doors.ts'
import { dms } from './dms/doors.ts'
import { mountFunction } from './function.tsx'
import { mountInitiation } from './initiation.tsx'
import { mountLanding } from './landing.tsx'
import { mountLogon } from './logon.tsx'
import { mountOwnChannels } from './own-channels.tsx'
import { mountOwnPassword } from './own-password.tsx'
import { mountOwnSessions } from './own-sessions.tsx'
import type { SurfaceWorld } from './world.ts'

/** All pages there are. */
export function mountSurfaces(app: Hono<WebEnv>, world: SurfaceWorld): void {
  for (const surface of [ccms, dms]) {
    mountLanding(app, world, surface)
    mountInitiation(app, world, surface)
    for (const door of surface.logon) {
      mountLogon(app, world, surface, door)
      const here = { world, surface, door }
      mountFunction(app, here)
      mountOwnPassword(app, here)
      mountOwnChannels(app, here)
      mountOwnSessions(app, here)
    }
  }
}
