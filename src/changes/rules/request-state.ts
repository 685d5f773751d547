import type { Chain, RequestState } from '../../kernel/vocabulary.ts'

/** What a second, or third, person may say of a request. */
export type Verdict = 'approve' | 'reject' | 'confirm' | 'lift'

/** Whose turn it is: another one on the maker's side, or the operator who authorises what a firm has checked. */
export type Stage = 'check' | 'authorise'

/**
 * From where to where, by what. What is not here is refused: by these rules, and by the database once more (0014).
 *
 * | state      | approve                             | reject     | confirm     | lift     | by its maker | by itself         |
 * | ---------- | ----------------------------------- | ---------- | ----------- | -------- | ------------ | ----------------- |
 * | `pending`  | `applied`; chain connect: `checked` | `rejected` |             |          | `withdrawn`  | `expired`, `void` |
 * | `checked`  | `applied`                           | `rejected` |             |          | `withdrawn`  | `expired`, `void` |
 * | `in-force` |                                     |            | `confirmed` | `lifted` |              |                   |
 *
 * What restricts stays in force until somebody decides: it is overdue, never expired.
 */
export function stateAfter(state: RequestState, verdict: Verdict, chain: Chain): RequestState | null {
  switch (state) {
    case 'pending':
    case 'checked':
      if (verdict === 'reject') return 'rejected'
      if (verdict !== 'approve') return null
      return chain === 'connect' && state === 'pending' ? 'checked' : 'applied'
    case 'in-force':
      if (verdict === 'confirm') return 'confirmed'
      return verdict === 'lift' ? 'lifted' : null
    default:
      return null
  }
}

/** The states in which it waits for somebody. */
export const OPEN: readonly RequestState[] = ['pending', 'checked', 'in-force']

/** What its maker may take back, what expires, and what is void once something has changed. */
export const WAITING: readonly RequestState[] = ['pending', 'checked']

/** What came to nothing and may be asked for anew in one step. */
export const RESUBMITTED: readonly RequestState[] = ['rejected', 'withdrawn', 'expired', 'void']

export function stageOf(state: RequestState): Stage {
  return state === 'checked' ? 'authorise' : 'check'
}

export function verdictsOn(state: RequestState): readonly Verdict[] {
  const all: readonly Verdict[] = ['approve', 'reject', 'confirm', 'lift']
  return all.filter((verdict) => stateAfter(state, verdict, 'firm') !== null)
}

/** Rejecting changes nothing, so it asks for no step-up (spec 5). */
export function needsStepUp(verdict: Verdict): boolean {
  return verdict !== 'reject'
}
