import type { Role } from '../../kernel/vocabulary.ts'
import type { InsideRoom } from '../enter-rooms.ts'

/** Who gets into a firm's rooms behind the DMS door. */
export const ADMINISTRATORS: readonly Role[] = ['da-maker', 'da-checker', 'da-single']

/** Who asks for changes there (src/changes/rules/who-may.ts decides; here it is what a page offers). */
export const MAKERS: readonly Role[] = ['da-maker', 'da-single']

/** Whether a page offers to ask for changes. */
export function mayMake({ mayChange, roles }: Pick<InsideRoom, 'mayChange' | 'roles'>): boolean {
  return mayChange && roles.some((role) => MAKERS.includes(role))
}
