import type { AuditWorld } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Result } from '../kernel/result.ts'

/** On whose word a change is applied. It is written into the change's audit event. */
export type Authority =
  | { readonly by: 'import'; readonly file: string }
  | { readonly by: 'two-people'; readonly maker: AccountId; readonly checker: AccountId }

/** A kind of privileged change. `Input` is what a person asks for, `Proposal` the exact bytes that are approved. */
export interface ChangeKind<Input, Proposal> {
  readonly id: string
  /** Changes that only restrict may act at once on one person's word and be confirmed later (spec §5). */
  readonly restricts: boolean
  /** Pure: what exactly would be done, or why it can't be. */
  propose(input: Input): Result<Proposal, string>
  /** Does exactly the proposal. A database refusal throws and rolls the change back whole. */
  apply(tx: Tx, world: ChangeWorld, proposal: Proposal, authority: Authority, at: Instant): Promise<void>
}

export type ChangeWorld = AuditWorld

/** The authority as an audit event states it. */
export function authorityFacts(authority: Authority): Record<string, string> {
  return authority.by === 'import'
    ? { by: 'import', file: authority.file }
    : { by: 'two-people', maker: authority.maker, checker: authority.checker }
}
