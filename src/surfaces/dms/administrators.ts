import type { Context } from 'hono'
import type { Role } from '../../kernel/vocabulary.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterFirm, type InsideFirm, type InsideRoom } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'

/** Who gets into a firm's rooms behind the DMS door. */
export const ADMINISTRATORS: readonly Role[] = ['da-maker', 'da-checker', 'da-single']

/** Who asks for changes there (src/changes/rules/who-may.ts decides; here it is what a page offers). */
const MAKERS: readonly Role[] = ['da-maker', 'da-single']

/** Whether a page offers to ask for changes. */
export function mayMake({ mayChange, roles }: Pick<InsideRoom, 'mayChange' | 'roles'>): boolean {
  return mayChange && roles.some((role) => MAKERS.includes(role))
}

/** The way in to a form that asks for a change: whoever makes none does not find it. */
export async function enterAsMaker(c: Context<WebEnv>, here: RoomsHere): Promise<InsideFirm | Response> {
  const entered = await enterFirm(c, here, ...MAKERS)
  if (entered instanceof Response || entered.mayChange) return entered
  return c.var.refuse({ status: 409 })
}
