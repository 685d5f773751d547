import { done, type Result, refused } from '../../kernel/result.ts'

/** What an import means for the people of one participant; one who is in two counts in both. */
export interface Tally {
  readonly participant: string
  /** Lines of people.csv that name it. */
  readonly rows: number
  readonly before: number
  readonly after: number
  /** Each person is in exactly one of these; the first that fits, in this order. */
  readonly added: number
  readonly left: number
  readonly missing: number
  readonly conflicts: number
  readonly changed: number
  readonly unchanged: number
  readonly errors: number
  /** SHA-256 of what is in force for this participant afterwards. */
  readonly digest: string
}

type Count = Exclude<keyof Tally, 'participant' | 'digest'>

export const COUNTS: readonly Count[] = [
  'rows',
  'before',
  'after',
  'added',
  'left',
  'missing',
  'conflicts',
  'changed',
  'unchanged',
  'errors',
]

/** The sums over all participants, if every line adds up: who was there is accounted for, and so is who will be. */
export function addUp(tallies: readonly Tally[]): Result<Readonly<Record<Count, number>>, string> {
  for (const { participant, before, after, added, left, ...rest } of tallies) {
    const stayed = rest.conflicts + rest.missing + rest.changed + rest.unchanged
    if (before !== left + stayed)
      return refused(`${participant}: ${before} before, ${left + stayed} accounted for`)
    if (after !== added + stayed)
      return refused(`${participant}: ${after} after, ${added + stayed} accounted for`)
  }
  const sums = COUNTS.map((count) => [count, tallies.reduce((sum, tally) => sum + tally[count], 0)] as const)
  return done(Object.fromEntries(sums) as Record<Count, number>)
}
