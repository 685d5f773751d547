import type { InForceNow } from './read-in-force.ts'

export interface RecentInForce {
  /** As last heard: a launch decision of the last quarter of a second may be missing. */
  now(): Promise<InForceNow>
  /** There is news. */
  outdate(): void
}

/**
 * What is in force, from memory while the revocation feed is heard (adr/0014), else read. It is for what lets nobody in by
 * itself: what a door's page shows, the first step of a logon. Whoever begins a logon session reads it in its transaction.
 */
export function recentInForce(read: () => Promise<InForceNow>, isHeard: () => boolean): RecentInForce {
  let known: InForceNow | null = null
  let turn = 0
  return {
    now: async () => {
      if (known !== null && isHeard()) return known
      const asked = turn
      const found = await read()
      // News that came meanwhile may be of a decision that was not seen yet.
      if (turn === asked && isHeard()) known = found
      return found
    },
    outdate: () => {
      turn += 1
      known = null
    },
  }
}
