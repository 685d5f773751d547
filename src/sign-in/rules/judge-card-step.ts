import type { Instant } from '../../kernel/instant.ts'
import type { Decision } from '../../programme/rules/decide.ts'
import { admitted } from './judge-password-step.ts'
import type { RefusalReason } from './refusal.ts'

/** What was found out about a card and what was typed with it, all of it gathered at the same cost for everybody. */
export interface CardEvidence {
  readonly budget: 'taken' | 'locked'
  /** Null where there is no such account. */
  readonly decision: Decision | null
  /** The register's word on the card that was proven; null: it does not know it. */
  readonly card: { readonly isHis: boolean; readonly validTo: Instant | null } | null
  readonly password: 'right' | 'wrong' | 'none' | 'broken-seal'
  /** From one of the source networks that the person's participants have named, where they have. */
  readonly fromHere: boolean
}

type Check = (evidence: CardEvidence) => RefusalReason | null

/** In this order; the first that holds refuses. A page says none of them but the last, to whom all else is right. */
const CHECKS: readonly Check[] = [
  ({ budget }) => (budget === 'locked' ? 'locked' : null),
  ({ card }) => (card === null ? 'unknown-card' : null),
  ({ card }) => (card?.isHis === false ? 'other-card' : null),
  ({ card }) => (card?.validTo === null ? null : 'card-ended'),
  ({ decision }) => (decision === null ? 'unknown-user' : null),
  ({ password }) => (password === 'broken-seal' ? 'broken-seal' : null),
  ({ password }) => (password === 'none' ? 'no-card-password' : null),
  ({ password }) => (password === 'wrong' ? 'wrong-password' : null),
  ({ fromHere }) => (fromHere ? null : 'other-network'),
  ({ decision }) => admitted(decision),
]

/** Null when card and card password are right and the door admits the person. */
export function judgeCardStep(evidence: CardEvidence): RefusalReason | null {
  for (const check of CHECKS) {
    const reason = check(evidence)
    if (reason !== null) return reason
  }
  return null
}
