import type { ChangeKind, KindId } from '../changes/kind.ts'

export type Deed =
  | 'appoint'
  | 'cover'
  | 'amend'
  | 'register-email'
  | 'reset'
  | 'remove'
  | 'suspend'
  | 'reinstate'
  | 'card-assign'
  | 'card-replace'
  | 'card-revoke'
  | 'card-reset-password'

/** Through whose hands a change of delegates goes, and the name it has then. */
export interface Hands {
  of(deed: Deed): Pick<ChangeKind<never, never, never>, 'id' | 'chain' | 'right'>
}

/** Two of the firm's Client Connect users and an operator: eService DA 3. */
export const byFirm: Hands = {
  of: (deed) => ({ id: `da.${deed}` satisfies KindId, chain: 'connect', right: 'EU_UserMaintenance' }),
}

/** Two operators, for a firm that has too few Client Connect users, such as a sole proprietor's. */
export const byOperators: Hands = {
  of: (deed) => ({ id: `operators.da-${deed}` satisfies KindId, chain: 'operators' }),
}
