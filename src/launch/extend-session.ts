import { z } from 'zod'
import type { ChangeKind } from '../changes/kind.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { type Instant, isAtOrBefore, isBefore } from '../kernel/instant.ts'
import { done, refused } from '../kernel/result.ts'
import type { TestSession } from '../programme/programme.ts'
import { inForceOf } from '../programme/rules/extended.ts'
import { finishBy } from '../programme/rules/situation.ts'
import { prolongSessions } from '../sessions/prolong-sessions.ts'
import { readDecisions } from './read-in-force.ts'
import { recordDecision } from './record-decision.ts'

/** Minutes; what one decision may add, and how far all together may go beyond the file (spec §2: 15 or 30). */
const STEPS = ['15', '30'] as const
const MOST = 120

const input = z.object({
  programmeId: z.string(),
  session: z.string(),
  minutes: z.enum(STEPS),
  remark: z.string().max(1000),
})
type Extend = z.infer<typeof input>

interface Seen {
  readonly session: TestSession
  /** Its end by the file. */
  readonly planned: Instant
  /** When the next one at that site opens. */
  readonly next: Instant | null
  readonly finish: (closedAt: Instant) => Instant
  readonly revision: number
  readonly at: Instant
}

interface Extension {
  readonly programmeId: string
  readonly session: string
  readonly until: Instant
  /** The ends of logon sessions made under the window as it was, and as it will be. */
  readonly ends: { readonly from: Instant; readonly to: Instant }
  readonly remark: string
}

/** Lets a test session that runs go on, and who is logged on in it stay, for 15 or 30 minutes: one action of two operators. */
export const extendSession: ChangeKind<Extend, Seen | undefined, Extension> = {
  id: 'launch.extend-session',
  chain: 'operators',
  restricts: false,
  input,
  look: async (db, { programmeId, session: id }, { programme, at }) => {
    const { decisions, revision } = await readDecisions(db, programmeId)
    const { sessions } = inForceOf(programme, decisions).programme
    const session = sessions.find((one) => one.id === id)
    const planned = programme.sessions.find((one) => one.id === id)
    if (session === undefined || planned === undefined) return undefined
    const next = sessions.find(
      ({ site, opensAt }) => site === session.site && isBefore(session.opensAt, opensAt),
    )
    const finish = (closedAt: Instant) => finishBy(programme, closedAt)
    return { session, planned: planned.closesAt, next: next?.opensAt ?? null, finish, revision, at }
  },
  propose: ({ minutes, ...says }, seen) => {
    if (seen === undefined) return refused({ code: 'not-found', field: 'session' })
    const { session, planned, next, finish, revision, at } = seen
    const { opensAt, closesAt } = session
    if (isBefore(at, opensAt) || !isBefore(at, closesAt)) return refused({ code: 'session-not-running' })
    const until = closesAt.add({ minutes: Number(minutes) })
    if (next !== null && isBefore(next, until)) return refused({ code: 'next-session-begins' })
    if (!isAtOrBefore(until, planned.add({ minutes: MOST }))) return refused({ code: 'extended-enough' })
    const proposal = { ...says, until, ends: { from: finish(closesAt), to: finish(until) } }
    const line = { about: session.title.en, field: 'session-end', before: closesAt.toString() } as const
    const before = canonicalJson({ revision })
    return done({ proposal, concerns: [], lines: [{ ...line, after: until.toString() }], more: 0, before })
  },
  apply: async (tx, world, { session, until, ends, ...says }, authority, at) => {
    const decision = {
      ...says,
      event: 'launch.session-extended',
      kind: 'extension',
      of: 'everybody',
    } as const
    await recordDecision(tx, world, { ...decision, days: { session, until } }, authority, at)
    await prolongSessions(tx, ends, at)
  },
}
