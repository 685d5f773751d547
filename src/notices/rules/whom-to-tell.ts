import type { CataloguedKind } from '../../changes/catalogued.ts'
import { rolesOf, rolesThatDecide } from '../../changes/rules/who-may.ts'
import type { AccessRight, NoticeKind, Role } from '../../kernel/vocabulary.ts'

/** Those who hold one of these roles, and the right where one is named: in the firm it is about, or at the desk. */
export interface Holders {
  readonly at: 'firm' | 'desk'
  readonly roles: readonly Role[]
  readonly right: AccessRight | null
}

const administrators: Holders = { at: 'firm', roles: ['da-maker', 'da-checker', 'da-single'], right: null }
const connect: Holders = { at: 'firm', roles: ['client-connect'], right: 'EU_UserMaintenance' }
const operators: Holders = { at: 'desk', roles: ['operator-maker', 'operator-checker'], right: null }
const authorisers: Holders = { at: 'desk', roles: ['operator-checker'], right: null }

/**
 * Who hears of what. Of a person’s lack hears who can mend it, never he alone: whoever has no email is chased through the
 * next row of this ladder, user → Delegated Administrators → Client Connect → operators.
 *
 * `deciders`: whoever may decide on a request of that kind, but its maker and whom it concerns. `maker`: who asked.
 */
export const WHOM_TO_TELL: Readonly<Record<NoticeKind, Holders | 'deciders' | 'maker'>> = {
  decide: 'deciders',
  authorise: authorisers,
  decided: 'maker',
  expired: 'maker',
  escalated: 'maker',
  // One person acted alone: who appointed him sees it.
  'single-control': connect,
  'user-locked': administrators,
  'user-mail-refused': administrators,
  'user-without-email': administrators,
  'user-card-ends': administrators,
  'user-emergency': administrators,
  // Operators changed somebody whom another firm has too: each of his firms hears of it.
  'user-of-several': administrators,
  'attestation-overdue': administrators,
  'administrator-locked': connect,
  'administrator-mail-refused': connect,
  'administrator-without-email': connect,
  'administrator-card-ends': connect,
  'administrator-emergency': connect,
  'connect-locked': operators,
  'connect-mail-refused': operators,
  'connect-without-email': operators,
  'branch-overdue': operators,
  // The hotline called back, and it is theirs to see to.
  'case-of-firm': administrators,
  'case-of-operators': operators,
}

/** Of a kind of change: what restricts is decided by who completes the two, so both sides hear of it (who-may.ts). */
export function deciders({
  chain,
  restricts,
  right,
}: Pick<CataloguedKind, 'chain' | 'restricts' | 'right'>): Holders {
  const roles = restricts ? rolesOf(chain) : rolesThatDecide(chain)
  return { at: chain === 'operators' ? 'desk' : 'firm', roles, right }
}
