import type { ChangeKind } from '../changes/kind.ts'
import type { SystemId } from '../kernel/ids.ts'
import { type Instant, isBefore } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Programme } from '../programme/programme.ts'
import { type Course, hasSwitched } from '../programme/rules/launch.ts'
import { knowsGrace } from '../programme/rules/smartcard-days.ts'
import { recordDecision, type Signed, type SomeId } from './record-decision.ts'

export interface LaunchDecisionProposal extends Signed {
  readonly decision: 'go' | 'no-go'
}

/** Go or no-go for a launch, signed by two operators (spec §2). */
export const decideLaunch: ChangeKind<LaunchDecisionProposal, LaunchDecisionProposal> = {
  id: 'launch.decide',
  restricts: false,
  propose: bySeveral,
  apply: (tx, world, proposal, authority, at) => {
    const decision = { event: 'launch.decided', kind: proposal.decision, of: 'everybody', says: {} } as const
    return recordDecision(tx, world, proposal, decision, authority, at)
  },
}

export type PostponementProposal = Signed & { readonly switchesAt: Instant } & (
    | { readonly of: 'everybody'; readonly decideBy: Instant }
    | { readonly of: SomeId }
  )

/** How the launch stands now for those who are to be postponed. */
export interface Standing {
  readonly course: Course
  readonly at: Instant
}

/** A later day, for everybody or for some. For everybody the launch is decided anew, by a new decision time. */
export const postponeLaunch: ChangeKind<PostponementProposal & Standing, PostponementProposal> = {
  id: 'launch.postpone',
  restricts: false,
  propose: ({ course, at, ...proposal }) => {
    if (hasSwitched(course, at)) return refused('the switch has happened: it can only be rolled back')
    if (course.switchesAt !== null && !isBefore(course.switchesAt, proposal.switchesAt))
      return refused('a postponement names a later day than the one that stands')
    if (!isBefore(at, proposal.switchesAt)) return refused('the new day has passed already')
    if (proposal.of === 'everybody' && isBefore(proposal.switchesAt, proposal.decideBy))
      return refused('the decision would be due after the switch')
    return bySeveral(proposal)
  },
  apply: (tx, world, proposal, authority, at) => {
    const days = {
      switches_at: proposal.switchesAt,
      decide_by: proposal.of === 'everybody' ? proposal.decideBy : null,
    }
    const decision = { event: 'launch.postponed', kind: 'postponement', of: proposal.of, says: days } as const
    return recordDecision(tx, world, proposal, decision, authority, at)
  },
}

export interface RollbackProposal extends Signed {
  readonly of: 'everybody' | SomeId
}

/** Back to the doors from before the switch. What people have initiated stays theirs. */
export const rollBackLaunch: ChangeKind<RollbackProposal, RollbackProposal> = {
  id: 'launch.roll-back',
  restricts: false,
  propose: bySeveral,
  apply: (tx, world, proposal, authority, at) => {
    const decision = { event: 'launch.rolled-back', kind: 'rollback', of: proposal.of, says: {} } as const
    return recordDecision(tx, world, proposal, decision, authority, at)
  },
}

export interface GraceProposal extends Signed {
  readonly of: SomeId
  readonly system: SystemId
  readonly businessDays: number
}

/** The smartcard doors of a system, open again for one participant or one person, for some business days. */
export const grantGrace: ChangeKind<GraceProposal & { readonly programme: Programme }, GraceProposal> = {
  id: 'launch.grant-grace',
  restricts: false,
  propose: ({ programme, ...proposal }) => {
    const { system, businessDays } = proposal
    if (!knowsGrace(programme, system)) return refused(`no smartcard door of \`${system}\` ever closes`)
    if (!Number.isInteger(businessDays) || businessDays < 1 || businessDays > 20)
      return refused('a grace is of 1 to 20 business days')
    return bySeveral(proposal)
  },
  apply: (tx, world, proposal, authority, at) => {
    const says = { system: proposal.system, business_days: proposal.businessDays }
    const decision = { event: 'launch.grace-granted', kind: 'grace', of: proposal.of, says } as const
    return recordDecision(tx, world, proposal, decision, authority, at)
  },
}

/** The database refuses it as well. */
function bySeveral<Proposal extends Signed>(proposal: Proposal): Result<Proposal, string> {
  return proposal.maker === proposal.checker ? refused('maker and checker are one person') : done(proposal)
}
