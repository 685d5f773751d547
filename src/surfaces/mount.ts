import type { Hono } from 'hono'
import type { FunctionId } from '../kernel/ids.ts'
import type { WebEnv } from '../web/env.ts'
import { arriveAtFirm } from './arrive.tsx'
import { mountCardDoor } from './card/card-door.tsx'
import { mountCardListener } from './card/card-listener.tsx'
import { mountCardInitiation } from './card/initiate-by-card.tsx'
import type { CardWorld } from './card/world.ts'
import { ccms } from './ccms/doors.ts'
import { clientConnect } from './client-connect/doors.ts'
import { clientConnectRooms } from './client-connect/rooms.ts'
import { dms } from './dms/doors.ts'
import { dmsRooms } from './dms/rooms.ts'
import { mountDocuments } from './documents/mount-documents.tsx'
import type { Surface } from './doors.ts'
import { mountFunction, mountLogOut } from './function.tsx'
import { mountInitiation } from './initiation.tsx'
import type { Here } from './inside.tsx'
import { mountLanding } from './landing.tsx'
import { mountLogon } from './logon.tsx'
import { operatorDesk } from './operator-desk/doors.ts'
import { operatorDeskRooms } from './operator-desk/rooms.ts'
import { overnightRooms } from './overnight/rooms.ts'
import { mountOwnChannels } from './own-channels.tsx'
import { mountOwnPassword } from './own-password.tsx'
import { mountOwnSessions } from './own-sessions.tsx'
import { FIRM_IN_PATH, mountRooms, type RoomsHere } from './rooms.ts'
import { mountStepUp } from './step-up.tsx'
import { surfaces } from './surfaces.ts'
import type { SurfaceWorld } from './world.ts'

/** The function that has its pages here; other terminal functions are applications behind the gate. */
const OVERNIGHT = 'ccms.overnight' as FunctionId

/** All pages there are. */
export function mountSurfaces(app: Hono<WebEnv>, world: SurfaceWorld): void {
  mountDocuments(app, world)
  mountSystem(app, world, ccms, (here) =>
    here.door.function === OVERNIGHT
      ? mountFirm(app, { ...here, rooms: overnightRooms })
      : mountFunction(app, here),
  )
  mountSystem(app, world, dms, (here) => {
    mountStepUp(app, here)
    mountFirm(app, { ...here, rooms: dmsRooms })
  })
  mountSystem(app, world, clientConnect, (here) => {
    mountStepUp(app, here)
    mountFirm(app, { ...here, rooms: clientConnectRooms })
  })
  mountSystem(app, world, operatorDesk, (here) => {
    mountStepUp(app, here)
    mountRooms(app, { ...here, rooms: operatorDeskRooms }, here.door.home)
  })
}

function mountSystem(
  app: Hono<WebEnv>,
  world: SurfaceWorld,
  surface: Surface,
  mountBehind: (here: Here) => void,
): void {
  mountLanding(app, world, surface)
  mountInitiation(app, world, surface)
  for (const door of surface.logon) {
    mountLogon(app, world, surface, door)
    mountInside(app, { world, surface, door }, mountBehind)
  }
  if (world.cards === null) return
  const [first] = surface.cards
  if (first !== undefined) mountCardDoor(app, { world, cards: world.cards, surface, door: first })
  for (const door of surface.cards) {
    mountCardInitiation(app, { world, surface, door })
    mountInside(app, { world, surface, door }, mountBehind)
  }
}

function mountInside(app: Hono<WebEnv>, here: Here, mountBehind: (here: Here) => void): void {
  mountBehind(here)
  mountLogOut(app, here)
  mountOwnPassword(app, here)
  mountOwnChannels(app, here)
  mountOwnSessions(app, here)
}

/** All pages of the listener that asks for a smartcard. */
export function mountCardListeners(app: Hono<WebEnv>, world: SurfaceWorld, cards: CardWorld): void {
  for (const surface of surfaces) {
    const [door] = surface.cards
    if (door === undefined) continue
    for (const journey of ['step-up', 'card'] as const)
      mountCardListener(app, { world, cards, surface, door, journey })
  }
}

function mountFirm(app: Hono<WebEnv>, here: RoomsHere): void {
  mountFunction(app, here, arriveAtFirm(here))
  mountRooms(app, here, `${here.door.home}/${FIRM_IN_PATH}`)
}
