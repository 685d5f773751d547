import type { OwnChange } from '../../kernel/vocabulary.ts'

/** How many steps a person counts: a channel that is added has one more, its proof. */
export function stepsOf(change: OwnChange): 2 | 3 {
  return change === 'add-app' || change === 'replace-app' || change === 'add-email' ? 3 : 2
}
