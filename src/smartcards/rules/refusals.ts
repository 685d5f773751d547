/**
 * Why a card is not believed: the reason of the audit event, and what it is to the person. `none`: he came without a card
 * (or cancelled at the PIN), so the page says that and nothing of a bad one. `card`: something is wrong with the card.
 * `ours`: the card may be sound and we can't tell; an operator should look.
 */
export const CARD_REFUSALS = {
  'no-card': 'none',
  'resumed-connection': 'ours',
  malformed: 'card',
  'unknown-issuer': 'card',
  'bad-signature': 'card',
  'weak-signature': 'card',
  'weak-key': 'card',
  'not-yet-valid': 'card',
  expired: 'card',
  'not-understood': 'card',
  'not-an-authority': 'card',
  'path-too-long': 'card',
  'name-not-permitted': 'card',
  'policy-not-met': 'card',
  'wrong-purpose': 'card',
  revoked: 'card',
  'revocation-unknown': 'ours',
  /** Our rules took what OpenSSL at the handshake did not: one of the two is wrong. */
  'handshake-refused': 'ours',
} as const satisfies Record<string, 'none' | 'card' | 'ours'>

export type CardRefusal = keyof typeof CARD_REFUSALS
