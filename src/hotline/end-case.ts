import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Database } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { sayCase } from './case-number.ts'

export interface InHand {
  readonly number: number
  /** In whose scope; null at the desk. */
  readonly participant: ParticipantId | null
  readonly by: AccountId
  readonly at: Instant
}

const scopeOf = (participant: ParticipantId | null) =>
  participant === null ? ({ as: 'operations' } as const) : ({ as: 'participant', participant } as const)

/** Closes a case with what came of it, once. Of a firm it is found only while it is the firm's to see to. */
export function closeCase(
  world: AuditWorld & { readonly database: Database },
  { number, participant, by, at, outcome }: InHand & { readonly outcome: string },
): Promise<Result<null, 'not-open' | 'nothing-said'>> {
  return world.database.write(scopeOf(participant), async (tx) => {
    if (outcome === '') return refused('nothing-said')
    const closed = await tx
      .updateTable('hotline_case')
      .set({ closed_by: by, closed_at: at, outcome })
      .where('number', '=', number)
      .where('closed_at', 'is', null)
      .returning('account_id')
      .executeTakeFirst()
    if (closed === undefined) return refused('not-open')
    await recordEvent(tx, world, {
      ...{ kind: 'case.closed', at, accountId: closed.account_id, reference: null },
      facts: { case: sayCase(number), by },
      particulars: { outcome },
    })
    return done(null)
  })
}

/** Hands an open case of a firm to the operators: its administrators can't see to it after all. */
export function passToOperators(
  world: AuditWorld & { readonly database: Database },
  { number, by, at }: Omit<InHand, 'participant'>,
): Promise<Result<null, 'not-open'>> {
  return world.database.write({ as: 'operations' }, async (tx) => {
    const passed = await tx
      .updateTable('hotline_case')
      .set({ route: 'operators' })
      .where('number', '=', number)
      .where('closed_at', 'is', null)
      .where('route', '=', 'firm')
      .returning('account_id')
      .executeTakeFirst()
    if (passed === undefined) return refused('not-open')
    await recordEvent(tx, world, {
      ...{ kind: 'case.routed', at, accountId: passed.account_id, reference: null, particulars: {} },
      facts: { case: sayCase(number), route: 'operators', by },
    })
    return done(null)
  })
}
