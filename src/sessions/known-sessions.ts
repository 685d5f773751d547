import type { AccountId } from '../kernel/ids.ts'
import { earlierOf, type Instant } from '../kernel/instant.ts'
import type { LiveSession } from './check-session.ts'
import type { News } from './news-feed.ts'
import { idleMilliseconds } from './rules/limits.ts'

/**
 * What was found out about a live session, and for how long it holds unless news comes. Instants are milliseconds here:
 * at fifty thousand checks a second Temporal's arithmetic would be a fifth of each.
 */
export interface KnownSession {
  readonly session: LiveSession
  readonly functionOpen: boolean
  readonly from: number
  /** The session's end or the decision's next change, whichever is first. */
  readonly until: number
  readonly idle: number
  /** By this node. */
  seen: number
  /** The last use that the database knows of, or will with the next notes. */
  noted: number
}

export function knownSession(
  session: LiveSession,
  { functionOpen, nextChange }: { readonly functionOpen: boolean; readonly nextChange: Instant | null },
  at: Instant,
): KnownSession {
  const from = at.epochMilliseconds
  const until = earlierOf(session.expiresAt, nextChange ?? session.expiresAt).epochMilliseconds
  const idle = idleMilliseconds(session.door)
  return { session, functionOpen, from, until, idle, seen: from, noted: from }
}

/** Some 1 kB each: 20 MB at most. */
const MOST_KNOWN = 20_000

/** Live sessions by the digest of their token. Full, it drops the one learnt longest ago: it is only read again. */
export class KnownSessions {
  readonly #byKey = new Map<string, KnownSession>()
  readonly #keysOf = new Map<AccountId, Set<string>>()
  /** How often there was news: whoever reads the database while there is may have read too early. */
  turn = 0

  /** What is known at an instant of the programme clock; one that was set back, in the demo, knows nothing. */
  at(key: string, at: number): KnownSession | undefined {
    const known = this.#byKey.get(key)
    const holds = known !== undefined && known.from <= at && at < known.until && at < known.seen + known.idle
    return holds ? known : undefined
  }

  learn(key: string, known: KnownSession): void {
    const [oldest] = this.#byKey.keys()
    if (this.#byKey.size >= MOST_KNOWN && oldest !== undefined) this.#forget(oldest)
    this.#byKey.set(key, known)
    const { accountId } = known.session
    const keys = this.#keysOf.get(accountId)
    if (keys === undefined) this.#keysOf.set(accountId, new Set([key]))
    else keys.add(key)
  }

  hear(news: News): void {
    this.turn += 1
    if (news === 'everybody') {
      this.#byKey.clear()
      this.#keysOf.clear()
      return
    }
    for (const account of news.accounts) for (const key of this.#keysOf.get(account) ?? []) this.#forget(key)
  }

  #forget(key: string): void {
    const accountId = this.#byKey.get(key)?.session.accountId
    this.#byKey.delete(key)
    if (accountId === undefined) return
    const keys = this.#keysOf.get(accountId)
    keys?.delete(key)
    if (keys?.size === 0) this.#keysOf.delete(accountId)
  }
}
