export interface RunningOutbox {
  /** Call after a commit that queued mail: it leaves at once instead of at the next poll. */
  nudge(): void
  /** Takes one batch more of what is due, and resolves when nothing is on its way any more. */
  stop(): Promise<void>
}

export const POLL_MILLISECONDS = 500
const BATCH = 20

/**
 * Runs `deliver` (deliver-due-mail.ts) over and over, one turn at a time: when nudged, and each half second for what
 * came due or what another process queued. A turn goes on until a batch was not full. A fault is handed to `onFault`,
 * and the next turn comes.
 */
export function runOutbox(
  deliver: (atMost: number) => Promise<number>,
  onFault: (fault: unknown) => void,
): RunningOutbox {
  let turn: Promise<void> | undefined
  let again = false
  let stopped = false
  const takeTurns = async () => {
    do {
      again = false
      await takeTurn(deliver, () => stopped).catch(onFault)
    } while (again)
    // In the same step as the last look at `again`, so that no nudge falls between.
    turn = undefined
  }
  const begin = () => {
    if (stopped) return
    again = turn !== undefined
    turn ??= takeTurns()
  }
  const poll = setInterval(begin, POLL_MILLISECONDS)
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

async function takeTurn(deliver: (atMost: number) => Promise<number>, stopped: () => boolean): Promise<void> {
  while ((await deliver(BATCH)) === BATCH && !stopped());
}
