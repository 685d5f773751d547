/** Work that is in the database and taken in batches, by a loop of this process. */
export interface RunningTurns {
  /** Call after a commit that brought work: it is taken at once instead of at the next poll. */
  nudge(): void
  /** Takes one batch more of what is due, and resolves when nothing is under way any more. */
  stop(): Promise<void>
}

export interface Turns {
  /** Takes at most so many, and answers how many it took. */
  readonly take: (atMost: number) => Promise<number>
  readonly batch: number
  readonly onFault: (fault: unknown) => void
  /** Half a second where it is left out: somebody waits. */
  readonly pollMilliseconds?: number
}

export const POLL_MILLISECONDS = 500

/**
 * Runs `take` over and over, one turn at a time: when nudged, and at every poll for what came due or what another
 * process brought. A turn goes on until a batch was not full. A fault is handed to `onFault`, and the next turn comes.
 */
export function runTurns(turns: Turns): RunningTurns {
  let turn: Promise<void> | undefined
  let again = false
  let stopped = false
  const takeTurns = async () => {
    do {
      again = false
      await takeTurn(turns, () => stopped).catch(turns.onFault)
    } while (again)
    // In the same step as the last look at `again`, so that no nudge falls between.
    turn = undefined
  }
  const begin = () => {
    if (stopped) return
    again = turn !== undefined
    turn ??= takeTurns()
  }
  const poll = setInterval(begin, turns.pollMilliseconds ?? POLL_MILLISECONDS)
  return {
    nudge: begin,
    stop: async () => {
      begin()
      stopped = true
      clearInterval(poll)
      await turn
    },
  }
}

async function takeTurn({ take, batch }: Turns, stopped: () => boolean): Promise<void> {
  while ((await take(batch)) === batch && !stopped());
}
