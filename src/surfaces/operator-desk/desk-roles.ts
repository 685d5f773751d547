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
const ASKERS = {
  'when-approved': ['operator-maker'],
  'at-once': ['operator-maker', 'operator-checker'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

/** Whether he may ask for what a kind of change does; what restricts, a checker may too. */
export function mayAsk(
  { mayChange, roles }: Pick<InsideRoom, 'mayChange' | 'roles'>,
  { restricts }: { readonly restricts: boolean } = { restricts: false },
): boolean {
  const askers: readonly Role[] = ASKERS[restricts ? 'at-once' : 'when-approved']
  return mayChange && roles.some((role) => askers.includes(role))
}

/** The way in to a form that asks for a change: whoever may not ask for it does not find it. */
export async function enterAsOperator(
  c: Context<WebEnv>,
  here: RoomsHere,
  kind: { readonly restricts: boolean },
): Promise<InsideRoom | Response> {
  const inside = await enterDesk(c, here, ...ASKERS['at-once'])
  return inside instanceof Response || mayAsk(inside, kind) ? inside : c.var.refuse({ status: 404 })
}
