import { recordEvent } from '../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../changes/kind.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, EmergencyPasscodeId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Identified } from '../kernel/vocabulary.ts'
import { tellHolder } from '../resets/tell-holder.ts'
import { EMERGENCY_PASSCODE } from './rules/figures.ts'

export interface EmergencyGrant {
  readonly accountId: AccountId
  readonly participant: ParticipantId
  readonly identified: Identified
}

/** From now on, for an hour, its maker may have one drawn. One that was in force before is replaced (migration 0024). */
export async function grantPasscode(
  tx: Tx,
  world: ChangeWorld,
  { accountId, participant, identified }: EmergencyGrant,
  authority: Authority,
  at: Instant,
): Promise<void> {
  if (authority.by !== 'request') throw new Error('an emergency passcode is granted on a request alone')
  const id = world.randomness.uuid() as EmergencyPasscodeId
  const expiresAt = at.add(EMERGENCY_PASSCODE.lifetime)
  await tx
    .insertInto('emergency_passcode')
    .values({
      ...{ id, request: rowOf(authority.number), account_id: accountId, participant_id: participant },
      ...{ identified, granted_at: at, expires_at: expiresAt },
    })
    .execute()
  const facts = { ...authorityFacts(authority), passcode: id, identified, until: expiresAt.toString() }
  const event = { kind: 'emergency-passcode.granted', at, accountId, reference: null } as const
  await recordEvent(tx, world, { ...event, facts, particulars: {} })
  await tellHolder(tx, world, {
    account: accountId,
    told: { kind: 'changed-by-firm', change: 'emergency-passcode' },
    at,
  })
}
