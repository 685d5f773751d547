import type { AuditWorld } from '../audit/record-event.ts'
import type { Database } from '../db/transaction.ts'
import { sha256Base64 } from '../kernel/digest.ts'
import { makeFairQueue } from '../kernel/fair-queue.ts'
import type { DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { checkSession, type LiveSession } from './check-session.ts'
import { type KnownSession, KnownSessions, knownSession } from './known-sessions.ts'
import type { NewsFeed } from './news-feed.ts'
import type { SeenNotes } from './note-seen.ts'
import { mustBeNotedAtOnce, NOTED_MILLISECONDS } from './rules/limits.ts'

/** `not-available`: logged on, but no function behind this door is open to this person now. */
export type GateAnswer = 'open' | 'not-available' | 'none' | 'busy'

export interface Presented {
  readonly token: string
  readonly door: DoorId
  readonly at: Instant
  /** The source network: who takes turns with whom where the database has to be read. */
  readonly network: () => string
}

export interface GateParts {
  readonly database: Database
  readonly world: AuditWorld
  readonly feed: (onNews: KnownSessions['hear']) => NewsFeed
  readonly seen: SeenNotes
  /** Whether a function is open to who holds this session, and until when that holds. */
  readonly decide: (
    session: LiveSession,
    at: Instant,
  ) => Promise<{ readonly functionOpen: boolean; readonly nextChange: Instant | null }>
}

/** A logon session that this node has just begun. */
export interface OpenedSession {
  readonly token: string
  readonly session: LiveSession
  readonly functionOpen: boolean
  readonly nextChange: Instant | null
  readonly at: Instant
}

export interface SessionGate {
  /** Throws DatabaseUnavailable where neither the feed nor the database says anything. */
  check(presented: Presented): Promise<GateAnswer> | GateAnswer
  /** Before a logon session is begun; what it returns, once that is committed. News in between, and it is not believed. */
  expect(): (opened: OpenedSession) => void
  /** For tests and for who can't wait a quarter of a second: settles when all that was committed is known here. */
  catchUp(): Promise<void>
  stop(): Promise<void>
}

/**
 * What of the pool's twenty connections the gate may have at once. Made-up tokens cost one indexed read each; behind
 * this they wait for one another, by source network, and take nothing from who logs on (attack 31).
 */
const READING = { running: 4, waiting: 1000 }

/** The session check for who asks at every request: from memory while the revocation feed is heard, else the database. */
export function makeSessionGate({ database, world, feed: follow, seen, decide }: GateParts): SessionGate {
  const known = new KnownSessions()
  const feed = follow((news) => known.hear(news))
  const readings = makeFairQueue(READING)

  const read = async ({ token, door, at }: Presented, key: string): Promise<GateAnswer> => {
    const { turn } = known
    const checked = await checkSession(database, world, { token, door, at })
    if (checked.state !== 'live') return 'none'
    const { session } = checked
    const decided = await decide(session, at)
    // News that came meanwhile may be of this session, read too early.
    if (known.turn === turn) known.learn(key, knownSession(session, decided, at))
    return answerOf(decided)
  }

  const use = (found: KnownSession, at: Instant): GateAnswer | Promise<GateAnswer> => {
    const now = at.epochMilliseconds
    const hurry = mustBeNotedAtOnce(found.idle, found.seen, now)
    found.seen = Math.max(found.seen, now)
    if (hurry || now >= found.noted + NOTED_MILLISECONDS) {
      found.noted = now
      seen.note(found.session.id, at)
    }
    return hurry ? seen.flush().then(() => answerOf(found)) : answerOf(found)
  }

  return {
    check: (presented) => {
      const key = keyOf(presented.door, presented.token)
      const found = feed.isHeard() ? known.at(key, presented.at.epochMilliseconds) : undefined
      if (found !== undefined) return use(found, presented.at)
      return readings
        .run(presented.network(), () => read(presented, key))
        .then((answered) => (answered.ok ? answered.value : 'busy'))
    },
    expect: () => {
      const { turn } = known
      return ({ token, session, at, ...decided }) => {
        if (known.turn === turn) known.learn(keyOf(session.door, token), knownSession(session, decided, at))
      }
    },
    catchUp: () => feed.ask(),
    stop: async () => {
      await feed.stop()
      await seen.stop()
    },
  }
}

function keyOf(door: DoorId, token: string): string {
  return `${door} ${sha256Base64(token)}`
}

function answerOf({ functionOpen }: { readonly functionOpen: boolean }): GateAnswer {
  return functionOpen ? 'open' : 'not-available'
}
