import type { EmergencyStanding } from '../../kernel/vocabulary.ts'

export interface Showing {
  readonly standing: EmergencyStanding
  /** Whoever asked for it, and nobody else: one person knows it beside its holder. */
  readonly isMaker: boolean
  /** He may ask for such a thing still. */
  readonly mayMake: boolean
  /** How often one was drawn, and how often by what his page said. */
  readonly drawn: number
  readonly seen: number
  readonly steppedUp: boolean
}

/** `shown-meanwhile`: a reload, a second click, another tab. It must not put an end to what he has just told somebody. */
export type ShowingRefusal = 'not-found' | 'not-entitled' | 'over' | 'shown-meanwhile' | 'step-up'

type Check = (showing: Showing) => ShowingRefusal | null

/** In this order; the first that holds refuses. Last what only he can mend. */
const CHECKS: readonly Check[] = [
  ({ isMaker }) => (isMaker ? null : 'not-found'),
  ({ mayMake }) => (mayMake ? null : 'not-entitled'),
  ({ standing }) => (standing === 'to-be-shown' || standing === 'in-force' ? null : 'over'),
  ({ drawn, seen }) => (drawn === seen ? null : 'shown-meanwhile'),
  ({ steppedUp }) => (steppedUp ? null : 'step-up'),
]

/** Null where one is drawn and shown. */
export function judgeShowing(showing: Showing): ShowingRefusal | null {
  for (const check of CHECKS) {
    const refusal = check(showing)
    if (refusal !== null) return refusal
  }
  return null
}
