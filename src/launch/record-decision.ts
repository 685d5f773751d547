import type { EventKind } from '../audit/kinds.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../changes/kind.ts'
import type { LaunchDecisionTable } from '../db/launch-tables.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Whom a decision is about, where it is not about everybody. */
export type SomeId = { readonly participant: ParticipantId } | { readonly person: AccountId }

type Particulars = Partial<
  Pick<LaunchDecisionTable, 'switches_at' | 'decide_by' | 'system' | 'business_days' | 'session' | 'until'>
>

export interface Decision {
  readonly event: EventKind
  readonly programmeId: string
  readonly kind: LaunchDecisionTable['kind']
  readonly of: 'everybody' | SomeId
  readonly days?: Particulars
  readonly remark: string
}

/** Writes a decision and its event. It is dated by the moment it is recorded: nothing is decided for the past. */
export async function recordDecision(
  tx: Tx,
  world: ChangeWorld,
  { event, programmeId, kind, of, days = {}, remark }: Decision,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const subject = {
    participant_id: of !== 'everybody' && 'participant' in of ? of.participant : null,
    account_id: of !== 'everybody' && 'person' in of ? of.person : null,
  }
  const { maker, checker } = signersOf(authority)
  await tx
    .insertInto('launch_decision')
    .values({ programme_id: programmeId, kind, decided_at: at, maker, checker, remark, ...subject, ...days })
    .execute()
  await recordEvent(tx, world, {
    kind: event,
    at,
    accountId: subject.account_id,
    reference: null,
    facts: {
      ...authorityFacts(authority),
      programme: programmeId,
      decision: kind,
      participant: subject.participant_id,
      switchesAt: days.switches_at?.toString() ?? null,
      decideBy: days.decide_by?.toString() ?? null,
      system: days.system ?? null,
      businessDays: days.business_days ?? null,
      session: days.session ?? null,
      until: days.until?.toString() ?? null,
    },
    particulars: { remark },
  })
}

/** The two operators who signed it; the database refuses one who signed for both. */
function signersOf(authority: Authority): { readonly maker: AccountId; readonly checker: AccountId } {
  const signed = authority.by === 'import' ? authority.signed : authority
  if (signed === undefined || !('checker' in signed)) throw new Error('a launch is decided by two people')
  return signed
}
