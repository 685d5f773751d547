import type { EventKind } from '../audit/kinds.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../changes/kind.ts'
import type { LaunchDecisionTable } from '../db/launch-tables.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What every decision about a launch says: whose launch, by which two operators, and why. */
export interface Signed {
  readonly programmeId: string
  readonly maker: AccountId
  readonly checker: AccountId
  readonly remark: string
}

/** Whom a decision is about, where it is not about everybody. */
export type SomeId = { readonly participant: ParticipantId } | { readonly person: AccountId }

type Particulars = Partial<
  Pick<LaunchDecisionTable, 'switches_at' | 'decide_by' | 'system' | 'business_days'>
>

export interface Decision {
  readonly event: EventKind
  readonly kind: LaunchDecisionTable['kind']
  readonly of: 'everybody' | SomeId
  readonly says: Particulars
}

/** Writes a decision and its event. It is dated by the moment it is recorded: nothing is decided for the past. */
export async function recordDecision(
  tx: Tx,
  world: ChangeWorld,
  signed: Signed,
  decision: Decision,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const { programmeId, maker, checker, remark } = signed
  const { kind, of, says } = decision
  const subject = {
    participant_id: of !== 'everybody' && 'participant' in of ? of.participant : null,
    account_id: of !== 'everybody' && 'person' in of ? of.person : null,
  }
  await tx
    .insertInto('launch_decision')
    .values({ programme_id: programmeId, kind, decided_at: at, maker, checker, remark, ...subject, ...says })
    .execute()
  await recordEvent(tx, world, {
    kind: decision.event,
    at,
    accountId: subject.account_id,
    reference: null,
    facts: {
      ...authorityFacts(authority),
      programme: programmeId,
      decision: kind,
      participant: subject.participant_id,
      switchesAt: says.switches_at?.toString() ?? null,
      decideBy: says.decide_by?.toString() ?? null,
      system: says.system ?? null,
      businessDays: says.business_days ?? null,
    },
    particulars: { remark },
  })
}
