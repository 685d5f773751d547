import type { AccountId } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore, isBefore } from '../kernel/instant.ts'
import type { LiveSession } from './check-session.ts'
import type { News } from './news-feed.ts'
import { idleLimit } from './rules/limits.ts'

/** What was found out about a live session, and for how long it holds unless news comes. */
export interface KnownSession {
  readonly session: LiveSession
  readonly functionOpen: boolean
  readonly knownFrom: Instant
  /** By this node. */
  seenAt: Instant
  /** The decision's next change; null while none is in sight. */
  readonly nextChange: Instant | null
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
  at(key: string, at: Instant): KnownSession | undefined {
    const known = this.#byKey.get(key)
    if (known === undefined || isBefore(at, known.knownFrom)) return undefined
    const idle = isAtOrBefore(known.seenAt.add(idleLimit(known.session.door)), at)
    const over = idle || isAtOrBefore(known.session.expiresAt, at)
    const decidedAnew = known.nextChange !== null && isAtOrBefore(known.nextChange, at)
    return over || decidedAnew ? undefined : known
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
