import type { EventKind } from '../audit/kinds.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChangeWorld } from './kind.ts'

export interface Step {
  readonly event: Extract<EventKind, `request.${string}`>
  readonly at: Instant
  /** Who did it; null: nobody, it came by itself. */
  readonly by: AccountId | null
  readonly number: RequestNumber | null
  readonly facts: Readonly<Record<string, string | boolean | null>>
  readonly remark?: string
}

/** Writes what happened to a request, in the transaction in which it did. */
export function recordStep(tx: Tx, world: ChangeWorld, step: Step): Promise<void> {
  const { event: kind, at, by: accountId, number, facts, remark } = step
  return recordEvent(tx, world, {
    ...{ kind, at, accountId, reference: null },
    facts: { ...facts, request: number },
    particulars: remark ? { remark } : {},
  })
}
