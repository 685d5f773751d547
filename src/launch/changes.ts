import { recordEvent } from '../audit/record-event.ts'
import { authorityFacts, type ChangeKind } from '../changes/kind.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, refused } from '../kernel/result.ts'

export interface LaunchDecisionProposal {
  readonly programmeId: string
  readonly decision: 'go' | 'no-go'
  readonly decidedAt: Instant
  readonly maker: AccountId
  readonly checker: AccountId
  readonly remark: string
}

/** Go or no-go for a launch, signed by two operators (spec §2). */
export const decideLaunch: ChangeKind<LaunchDecisionProposal, LaunchDecisionProposal> = {
  id: 'launch.decide',
  restricts: false,
  propose: (input) =>
    input.maker === input.checker ? refused('maker and checker are one person') : done(input),
  apply: async (tx, world, proposal, authority, at) => {
    await tx
      .insertInto('launch_decision')
      .values({
        programme_id: proposal.programmeId,
        kind: proposal.decision,
        decided_at: proposal.decidedAt,
        maker: proposal.maker,
        checker: proposal.checker,
        remark: proposal.remark,
      })
      .execute()
    await recordEvent(tx, world, {
      kind: 'launch.decided',
      at,
      accountId: null,
      reference: null,
      facts: {
        ...authorityFacts(authority),
        decision: proposal.decision,
        decidedAt: proposal.decidedAt.toString(),
      },
      particulars: { remark: proposal.remark },
    })
  },
}
