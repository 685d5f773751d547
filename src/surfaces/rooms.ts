import type { Hono } from 'hono'
import type { Role } from '../kernel/vocabulary.ts'
import type { Texts } from '../texts/en.ts'
import type { WebEnv } from '../web/env.ts'
import type { Here } from './inside.tsx'
import type { RoomLink } from './pages/room-props.ts'

/** One place of a surface's navigation. Each surface has one table of them: `dms/rooms.ts` and its like. */
export interface Room {
  /** Below the firm's code, or below the desk; '' is where one arrives. */
  readonly path: string
  readonly label: keyof Texts['rooms']
  /** Who sees it and may enter; its pages ask `enterFirm` or `enterDesk` for these again. */
  readonly roles: readonly Role[]
  /** `at` is the pattern of its address: its pages are at `at` and below. */
  readonly mount: (app: Hono<WebEnv>, here: RoomsHere, at: string) => void
}

/** A door with rooms behind it. */
export interface RoomsHere extends Here {
  readonly rooms: readonly Room[]
}

/** A firm's code in an address. Upper case, so that it is never taken for the name of a page. */
export const FIRM_IN_PATH = ':firm{[A-Z0-9]+}'

export function mountRooms(app: Hono<WebEnv>, here: RoomsHere, base: string): void {
  for (const room of here.rooms) room.mount(app, here, below(base, room.path))
}

/** The rooms that these roles may enter, as links; the one that an address lies in is marked. */
export function roomLinks(
  { rooms }: RoomsHere,
  base: string,
  roles: readonly Role[],
  here: string,
): readonly RoomLink[] {
  const open = rooms.filter((room) => room.roles.some((role) => roles.includes(role)))
  const [path = ''] = here.split('?')
  const isIn = (to: string) => path === to || (to !== base && path.startsWith(`${to}/`))
  return open.map((room) => {
    const to = below(base, room.path)
    return { to, label: room.label, current: path === to ? 'page' : isIn(to) ? 'room' : null }
  })
}

function below(base: string, path: string): string {
  return path === '' ? base : `${base}/${path}`
}
