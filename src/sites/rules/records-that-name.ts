import type { EventKind } from '../../audit/kinds.ts'

/** What a digest of an account is made of, each by itself (`account_digests()`, migration 0036). */
export const FACETS = ['credentials', 'emails', 'rights', 'status'] as const
export type Facet = (typeof FACETS)[number]

/**
 * Which records account for a difference in what. A kind that is not here names nothing: then the difference stands unnamed,
 * blocks the go, and somebody looks (design 3.9).
 */
const NAMES: Partial<Readonly<Record<EventKind, readonly Facet[]>>> = {
  'initiation.completed': ['credentials'],
  'initiation.channel-added': ['credentials'],
  'password.changed': ['credentials'],
  'password.rehashed': ['credentials'],
  'password.reset': ['credentials'],
  'channel.added': ['credentials'],
  'channel.replaced': ['credentials'],
  'channel.removed': ['credentials'],
  'credentials.reset': ['credentials'],
  'card.assigned': ['credentials'],
  'card.replaced': ['credentials'],
  'card.revoked': ['credentials'],
  'card.restored': ['credentials'],
  'card-password.reset': ['credentials'],
  'email.registered': ['emails'],
  'email.withdrawn': ['emails'],
  'account.opened': FACETS,
  'account.suspended': ['status'],
  'account.reinstated': ['status'],
  'account.removed': FACETS,
  'membership.granted': ['rights'],
  'membership.regrouped': ['rights'],
  // Whoever has no role left has no card left.
  'membership.ended': ['rights', 'credentials'],
  'access-rights.amended': ['rights'],
}

/** Of everybody who is in a user group: the event names the group. */
export const NAMES_A_GROUP: EventKind = 'group.recorded'

export interface Naming {
  readonly kind: string
  readonly facet: Facet
}

export const NAMINGS: readonly Naming[] = Object.entries(NAMES).flatMap(([kind, facets]) =>
  facets.map((facet) => ({ kind, facet })),
)
