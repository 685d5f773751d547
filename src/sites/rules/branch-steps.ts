/**
 * What opening and discarding a branch consist of, in order. A step that was done is recorded, so that whoever was killed
 * is followed by somebody who goes on behind it; each may be done once more without harm.
 */

/** `copied`: a server of its own runs. `marked`: it can't be taken for the authority. `digested`: what it began with is known. */
export const OPENING = ['ordered', 'copied', 'marked', 'digested', 'open'] as const

/**
 * `closed`: it lets nobody in. `digested-after`: what it ended with is known. `home`: its events are records here, and its
 * apps' codes spent. `compared`: what the authority changed meanwhile is named. `removed`: its server is no more.
 */
export const DISCARDING = [
  'discard-ordered',
  'closed',
  'digested-after',
  'home',
  'compared',
  'removed',
  'discarded',
] as const

export type BranchStep = (typeof OPENING)[number] | (typeof DISCARDING)[number]

/** The steps that are still to be done behind the one that was reached last. */
export function stepsAfter<Step extends BranchStep>(
  steps: readonly Step[],
  reached: BranchStep,
): readonly Step[] {
  const at = steps.indexOf(reached as Step)
  if (at < 0) throw new Error(`${reached} is none of ${steps.join(', ')}`)
  return steps.slice(at + 1)
}
