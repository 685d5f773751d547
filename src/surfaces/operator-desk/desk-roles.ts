import type { Context } from 'hono'
import type { Role } from '../../kernel/vocabulary.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'

/** Everybody whom the door of the desk admits. */
export const DESK: readonly Role[] = ['operator-maker', 'operator-checker', 'hotline', 'auditor']

/** Not the hotline: it looks reasons up, and has no part in requests. */
export const DECIDING: readonly Role[] = ['operator-maker', 'operator-checker', 'auditor']

/** Who asks for changes of chain operators (src/changes/rules/who-may.ts decides; here it is what a page offers). */
const MAKERS: readonly Role[] = ['operator-maker']

export function mayAsk({ mayChange, roles }: Pick<InsideRoom, 'mayChange' | 'roles'>): boolean {
  return mayChange && roles.some((role) => MAKERS.includes(role))
}

/** The way in to a form that asks for a change: whoever makes none does not find it. */
export async function enterAsOperator(c: Context<WebEnv>, here: RoomsHere): Promise<InsideRoom | Response> {
  const inside = await enterDesk(c, here, ...MAKERS)
  if (inside instanceof Response || inside.mayChange) return inside
  return c.var.refuse({ status: 409 })
}
