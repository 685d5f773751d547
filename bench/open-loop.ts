import { setTimeout as pause } from 'node:timers/promises'

export interface Outcome {
  /** `done`, `told to wait`, or what went wrong. */
  readonly as: string
  readonly milliseconds: number
}

/** Whoever is told to come back later has been served: nothing went wrong, and he knows when. */
export const TOLD_TO_WAIT = 'told to wait'
export class ToldToWait extends Error {}

/**
 * People arrive at even intervals, whether or not those before them are done: a server that falls behind gets no mercy. Settles when
 * the last is done.
 */
export async function arrive(
  people: number,
  milliseconds: number,
  journey: (n: number) => Promise<void>,
): Promise<readonly Outcome[]> {
  const began = performance.now()
  return Promise.all(
    Array.from({ length: people }, async (_, n) => {
      const due = (n * milliseconds) / people
      await pause(Math.max(0, due - (performance.now() - began)))
      const from = performance.now()
      const as = await journey(n).then(() => 'done', sayFault)
      return { as, milliseconds: performance.now() - from }
    }),
  )
}

function sayFault(fault: unknown): string {
  if (fault instanceof ToldToWait) return TOLD_TO_WAIT
  return fault instanceof Error ? fault.message : String(fault)
}

/** How many ended in which way. */
export function tally(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { as } of outcomes) counts[as] = (counts[as] ?? 0) + 1
  return counts
}
