/** The figures of all budgets, in one place; ADR 12 says why. NIST SP 800-63B-4 section 3.2.2 speaks of 100 failures in a row. */
export interface Budget {
  readonly tries: number
  /** How long the n-th lock in a row lasts; the last one repeats. */
  readonly lockMinutes: readonly number[]
}

export const LOGON: Budget = { tries: 10, lockMinutes: [1, 2, 5, 15, 30] }

/** Of one browser that has completed a logon to the account. Locked over and over it lets 20 tries an hour through, as LOGON does. */
export const RESERVE: Budget = { tries: 5, lockMinutes: [1, 5, 15] }

/** Of one account, for who has proven its card: a stranger, who has none, never touches it. */
export const CARD: Budget = { tries: 5, lockMinutes: [1, 5, 15] }

/** A browser that has not completed a logon for so long is as unknown as any. */
export const KNOWN_DAYS = 90

/** Of one User ID from one source network. */
export const INITIATION = {
  triesPerDay: 50,
  /** Past the day's tries one try is let through each minute: slow, but never locked (a stranger could do that). */
  delaySeconds: 60,
} as const

/** A try not settled for so long belongs to a process that died; it stays counted, but nobody waits for it. */
export const PENDING_SECONDS = 10

/** How long a caller waits while only pending tries fill the budget. */
export const WAIT_MILLISECONDS = 3000

/** Failed tries from one source network. Limits by address delay and never refuse: many honest people share one. */
export const AT_SOURCE = {
  /** A failure counts half after so long. */
  halfLifeSeconds: 600,
  /** 300 people who initiate and log on, and mistype one answer in ten, leave 150. */
  free: 150,
  /** What asking for a code to initiate with counts: it sends mail, and fails at nothing. */
  ask: 0.1,
  millisecondsEach: 10,
  mostMilliseconds: 3000,
  /** Callers of one network that a process holds at a time; who comes on top is told to come back (503). */
  mostHeld: 32,
} as const

/** Failed tries from everywhere: so many, counted as above, raise an alarm, and again after so long. */
export const EVERYWHERE = { alarmAt: 1000, againMinutes: 10 } as const
