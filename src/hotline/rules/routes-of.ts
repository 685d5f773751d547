import type { Role } from '../../kernel/vocabulary.ts'

/** Whose a case is to see to. */
export const ROUTES = ['firm', 'operators'] as const
export type Route = (typeof ROUTES)[number]

/**
 * To whom a case about somebody of these roles in the firm may go, the usual one first; none: it is about nobody by name.
 * Delegated Administrators see to users. What is about one of them, or about who appoints them, is not theirs to see.
 */
export function routesOf(roles: readonly Role[]): readonly Route[] {
  return roles.every((role) => role === 'user') ? ['firm', 'operators'] : ['operators']
}
