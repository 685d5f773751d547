import type { Context } from 'hono'
import type { RequestState } from '../../kernel/vocabulary.ts'
import { clearCookie, readCookie, requestCookie, setCookie } from '../../web/cookies.ts'
import type { WebEnv } from '../../web/env.ts'
import type { RoomsHere } from '../rooms.ts'

/** What was done is said once, on the page it led to: the cookie holds the state and nothing else. */
export function leaveDone(c: Context<WebEnv>, { world, door }: RoomsHere, state: RequestState): void {
  setCookie(c, requestCookie(world.site, door.door), state, null)
}

export function takeDone(c: Context<WebEnv>, { world, door }: RoomsHere): RequestState | null {
  const name = requestCookie(world.site, door.door)
  const left = readCookie(c, name)
  const state = STATES.find((one) => one === left)
  if (left !== undefined) clearCookie(c, name)
  return state ?? null
}

const STATES: readonly RequestState[] = [
  ...(['pending', 'checked', 'in-force', 'applied', 'rejected'] as const),
  ...(['confirmed', 'lifted', 'withdrawn', 'expired', 'void'] as const),
]
