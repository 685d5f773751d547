import { z } from 'zod'
import { accountId, instant, participantId } from '../changes/input-fields.ts'
import type { ChangeKind, ChangeLine, Draft, Problem } from '../changes/kind.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { SystemId } from '../kernel/ids.ts'
import { type Instant, isBefore } from '../kernel/instant.ts'
import { done, refused } from '../kernel/result.ts'
import { hasSwitched, type LaunchState } from '../programme/rules/launch.ts'
import { knowsGrace } from '../programme/rules/smartcard-days.ts'
import type { BranchesJudged } from './judge-branches.ts'
import { type LaunchAsSeen, lookAtLaunch } from './look-at-launch.ts'
import { recordDecision } from './record-decision.ts'

type Seen = LaunchAsSeen | undefined
const NOT_FOUND = { code: 'not-found', field: 'of' } as const

const remark = z.string().max(1000)
const someone = z.union([
  z.strictObject({ participant: participantId }),
  z.strictObject({ person: accountId }),
])
const anybody = z.union([z.literal('everybody'), someone])

const decideInput = z.object({ programmeId: z.string(), decision: z.enum(['go', 'no-go']), remark })
type Decide = z.infer<typeof decideInput>

/** Go or no-go for a launch, signed by two operators (spec §2). */
export const decideLaunch: ChangeKind<Decide, Seen, Decide> = {
  id: 'launch.decide',
  chain: 'operators',
  restricts: false,
  input: decideInput,
  look: (db, { programmeId }, known) => lookAtLaunch(db, known, programmeId, 'everybody'),
  propose: (input, seen) => {
    if (seen === undefined) return refused(NOT_FOUND)
    const { course, at } = seen
    const isGo = input.decision === 'go'
    if (isGo && course.switchesAt === null) return refused({ code: 'no-day' })
    if (isGo && isBefore(course.decideBy, at)) return refused({ code: 'decision-time-passed' })
    const blocked = isGo ? blockedBy(seen.branches) : null
    if (blocked !== null) return refused(blocked)
    const lines = [decisionOf(seen, input.decision), ...switchTo(seen, isGo)]
    return done(drafted(input, seen, isGo ? [...lines, ...branchesOf(seen)] : lines))
  },
  apply: (tx, world, { decision: kind, ...says }, authority, at) =>
    recordDecision(tx, world, { ...says, event: 'launch.decided', kind, of: 'everybody' }, authority, at),
}

const postponeInput = z.object({
  programmeId: z.string(),
  of: anybody,
  switchesAt: instant,
  /** Of everybody: the launch is decided anew, by then. */
  decideBy: instant.nullable(),
  remark,
})
type Postpone = z.infer<typeof postponeInput>

/** A later day, for everybody or for some. For everybody the launch is decided anew, by a new decision time. */
export const postponeLaunch: ChangeKind<Postpone, Seen, Postpone> = {
  id: 'launch.postpone',
  chain: 'operators',
  restricts: false,
  input: postponeInput,
  look: (db, { programmeId, of }, known) => lookAtLaunch(db, known, programmeId, of),
  propose: (input, seen) => {
    if (seen === undefined) return refused(NOT_FOUND)
    const { course, at } = seen
    const { of, switchesAt, decideBy } = input
    if ((of === 'everybody') !== (decideBy !== null)) return refused({ code: 'malformed', field: 'decideBy' })
    if (hasSwitched(course, at)) return refused({ code: 'switch-happened' })
    if (course.switchesAt !== null && !isBefore(course.switchesAt, switchesAt))
      return refused({ code: 'not-later', field: 'switchesAt' })
    if (!isBefore(at, switchesAt)) return refused({ code: 'day-passed', field: 'switchesAt' })
    if (decideBy !== null && isBefore(switchesAt, decideBy))
      return refused({ code: 'decided-after-switch', field: 'decideBy' })
    const lines = [line(seen, 'switch', said(switchesAt), said(course.switchesAt))]
    return done(
      drafted(input, seen, decideBy === null ? lines : [...lines, line(seen, 'decide-by', said(decideBy))]),
    )
  },
  apply: (tx, world, { switchesAt, decideBy, ...says }, authority, at) => {
    const days = { switches_at: switchesAt, decide_by: decideBy }
    const decision = { ...says, event: 'launch.postponed', kind: 'postponement', days } as const
    return recordDecision(tx, world, decision, authority, at)
  },
}

const rollBackInput = z.object({ programmeId: z.string(), of: anybody, remark })
type RollBack = z.infer<typeof rollBackInput>

/** Back to the doors from before the switch. What people have initiated stays theirs. */
export const rollBackLaunch: ChangeKind<RollBack, Seen, RollBack> = {
  id: 'launch.roll-back',
  chain: 'operators',
  restricts: false,
  input: rollBackInput,
  look: (db, { programmeId, of }, known) => lookAtLaunch(db, known, programmeId, of),
  propose: (input, seen) => {
    if (seen === undefined) return refused(NOT_FOUND)
    return done(drafted(input, seen, [decisionOf(seen, 'rollback'), ...switchTo(seen, false)]))
  },
  apply: (tx, world, says, authority, at) =>
    recordDecision(tx, world, { ...says, event: 'launch.rolled-back', kind: 'rollback' }, authority, at),
}

const graceInput = z.object({
  programmeId: z.string(),
  of: someone,
  system: z.string().transform((id) => id as SystemId),
  businessDays: z.int().min(1).max(20),
  remark,
})
type Grace = z.infer<typeof graceInput>

/** The smartcard doors of a system, open again for one participant or one person, for some business days. */
export const grantGrace: ChangeKind<Grace, Seen, Grace> = {
  id: 'launch.grant-grace',
  chain: 'operators',
  restricts: false,
  input: graceInput,
  look: (db, { programmeId, of }, known) => lookAtLaunch(db, known, programmeId, of),
  propose: (input, seen) => {
    if (seen === undefined) return refused(NOT_FOUND)
    const { system, businessDays } = input
    if (!knowsGrace(seen.programme, system))
      return refused({ code: 'no-such-smartcard-door', field: 'system' })
    return done(drafted(input, seen, [line(seen, 'grace', `${system}: ${businessDays}`)]))
  },
  apply: (tx, world, { system, businessDays, ...says }, authority, at) => {
    const days = { system, business_days: businessDays }
    const decision = { ...says, event: 'launch.grace-granted', kind: 'grace', days } as const
    return recordDecision(tx, world, decision, authority, at)
  },
}

/** Nobody goes live beside a rehearsal, nor on data that changed meanwhile and nobody knows why (spec 2, 6). */
function blockedBy({ undiscarded, unexplained }: BranchesJudged): Problem | null {
  if (undiscarded !== null) return { code: 'branch-not-discarded', about: String(undiscarded) }
  if (unexplained !== null) return { code: 'branch-unexplained', about: String(unexplained) }
  return null
}

function branchesOf(seen: LaunchAsSeen): readonly ChangeLine[] {
  const { discarded } = seen.branches
  return discarded.length === 0 ? [] : [line(seen, 'branches', discarded.join(', '))]
}

type Decided = 'go' | 'no-go' | 'rollback'

/** Beside what stands now; null: nothing is decided. */
function decisionOf(seen: LaunchAsSeen, after: Decided): ChangeLine {
  return line(seen, 'decision', after, STANDS[seen.course.state])
}

const STANDS: Readonly<Record<LaunchState, Decided | null>> = {
  open: null,
  lapsed: null,
  approved: 'go',
  stopped: 'no-go',
  'rolled-back': 'rollback',
}

/** Every decision rests on those before it: whoever decides meanwhile makes it void. */
function drafted<Proposal>(
  proposal: Proposal,
  { concerns, revision }: LaunchAsSeen,
  lines: readonly ChangeLine[],
): Draft<Proposal> {
  return { proposal, concerns, lines, more: 0, before: canonicalJson({ revision }) }
}

/** The day as it stands, which a go approves; or that it falls away, if there is one. */
function switchTo(seen: LaunchAsSeen, stays: boolean): readonly ChangeLine[] {
  const day = said(seen.course.switchesAt)
  if (day === null) return []
  return [stays ? line(seen, 'switch', day) : line(seen, 'switch', null, day)]
}

function line(
  { about }: LaunchAsSeen,
  field: ChangeLine['field'],
  after: string | null,
  before: string | null = null,
): ChangeLine {
  return { about, field, before, after }
}

function said(at: Instant | null): string | null {
  return at?.toString() ?? null
}
