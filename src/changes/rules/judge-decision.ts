import { type Instant, isAtOrBefore } from '../../kernel/instant.ts'
import type { RequestState } from '../../kernel/vocabulary.ts'
import { needsStepUp, OPEN, type Stage, stageOf, stateAfter, type Verdict, WAITING } from './request-state.ts'
import { type Asking, type Held, mayAuthorise, mayCheck, mayMake } from './who-may.ts'

/** Everything a decision depends on but the target of the change itself. */
export interface DecisionFacts {
  readonly asking: Asking
  readonly state: RequestState
  readonly dueAt: Instant
  readonly escalated: boolean
  readonly maker: Someone
  /** Who checked it for the firm, where an operator's authorisation is next. */
  readonly earlier: Someone | null
  readonly decider: Someone
  /** He acts as an operator, at the desk; not in the firm. */
  readonly atDesk: boolean
  /** Whether the change concerns an account of the decider's person. */
  readonly concernsDecider: boolean
  readonly steppedUp: boolean
  /** Whether the digest he was shown is that of the request. */
  readonly shownAsIs: boolean
  readonly verdict: Verdict
  readonly at: Instant
}

export interface Someone extends Held {
  readonly person: string
}

export type VoidBecause = 'maker-not-entitled' | 'checker-not-entitled' | 'changed-meanwhile'

export type Judgement =
  | { readonly is: 'goes-on'; readonly to: RequestState; readonly stage: Stage }
  | { readonly is: 'ends'; readonly to: 'expired' }
  | { readonly is: 'ends'; readonly to: 'void'; readonly because: VoidBecause }
  | {
      readonly is:
        | 'decided'
        | 'own-request'
        | 'not-entitled'
        | 'concerns-oneself'
        | 'not-as-shown'
        | 'step-up'
    }

/** In this order: what ended; who he is; then what became of the request; last what only he can mend. */
export function judgeDecision(facts: DecisionFacts): Judgement {
  const { asking, state, verdict, decider, maker, earlier, at } = facts
  const to = stateAfter(state, verdict, asking.chain)
  if (!OPEN.includes(state) || to === null) return { is: 'decided' }
  if (decider.person === maker.person || decider.person === earlier?.person) return { is: 'own-request' }
  if (!isHis(facts)) return { is: 'not-entitled' }
  if (facts.concernsDecider) return { is: 'concerns-oneself' }
  if (WAITING.includes(state) && isAtOrBefore(facts.dueAt, at)) return { is: 'ends', to: 'expired' }
  if (!facts.shownAsIs) return { is: 'not-as-shown' }
  if (verdict === 'approve' && !mayMake(asking, maker))
    return { is: 'ends', to: 'void', because: 'maker-not-entitled' }
  if (verdict === 'approve' && earlier !== null && !mayStandBy(facts, earlier))
    return { is: 'ends', to: 'void', because: 'checker-not-entitled' }
  if (needsStepUp(verdict) && !facts.steppedUp) return { is: 'step-up' }
  return { is: 'goes-on', to, stage: stageOf(state) }
}

/** Whose turn it is: the firm's checker; the operator for what the firm has checked, or has nobody to check. */
function isHis({ asking, state, escalated, atDesk, decider, maker }: DecisionFacts): boolean {
  if (asking.chain === 'operators') return atDesk && mayCheck(asking, decider, maker)
  if (atDesk) return (state === 'checked' || escalated) && mayAuthorise(decider)
  return state !== 'checked' && mayCheck(asking, decider, maker)
}

/** Whoever checked it may still do so; an operator, where he stood in for the firm's. */
function mayStandBy({ asking, maker, escalated }: DecisionFacts, earlier: Someone): boolean {
  return mayCheck(asking, earlier, maker) || (escalated && mayAuthorise(earlier))
}
