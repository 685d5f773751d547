import { type Instant, isBefore, laterOf } from '../../kernel/instant.ts'
import type { Programme, TestSession } from '../programme.ts'
import type { InForce, LaunchDecision } from './in-force.ts'

type Extension = LaunchDecision & { readonly kind: 'extension' }

/**
 * What is in force by a file and what was decided about it: the file's test sessions last as long as they were extended, each
 * with its last entry. A session is extended only while it runs, so that nothing before the decision is told otherwise.
 */
export function inForceOf(programme: Programme, decisions: readonly LaunchDecision[]): InForce {
  const extensions = decisions.filter(isExtension).filter(({ maker, checker }) => maker !== checker)
  if (extensions.length === 0) return { programme, decisions }
  const sessions = programme.sessions.map((session) => extended(session, extensions))
  const moved = sessions.flatMap(({ lastEntryAt, closesAt }) => [lastEntryAt, closesAt])
  return { programme: { ...programme, sessions, turns: inOrder([...programme.turns, ...moved]) }, decisions }
}

function isExtension(decision: LaunchDecision): decision is Extension {
  return decision.kind === 'extension'
}

function extended(session: TestSession, extensions: readonly Extension[]): TestSession {
  const closesAt = extensions
    .filter((one) => one.session === session.id)
    .reduce<Instant>((end, { until }) => laterOf(end, until), session.closesAt)
  if (closesAt.equals(session.closesAt)) return session
  return { ...session, closesAt, lastEntryAt: session.lastEntryAt.add(session.closesAt.until(closesAt)) }
}

/** The same turn twice is no turn: each stands once. */
function inOrder(instants: readonly Instant[]): readonly Instant[] {
  const ordered = [...instants].sort(Temporal.Instant.compare)
  return ordered.filter((at, index) => {
    const before = ordered[index - 1]
    return before === undefined || isBefore(before, at)
  })
}
