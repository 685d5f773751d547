/** The figures of both lanes, in one place. NIST SP 800-63B-4 section 3.2.2 allows at most 100 failures in a row. */
export const LOGON = {
  tries: 10,
  /** How long the n-th lock in a row lasts; the last one repeats. */
  lockMinutes: [1, 2, 5, 15, 30],
} as const

export const INITIATION = {
  triesPerDay: 50,
  /** Past the day's tries one try is let through each minute: slow, but never locked (a stranger could do that). */
  delaySeconds: 60,
} as const

/** A try not settled for so long belongs to a process that died; it stays counted, but nobody waits for it. */
export const PENDING_SECONDS = 10

/** How long a caller waits while only pending tries fill the budget. */
export const WAIT_MILLISECONDS = 3000
