import { registerEmail } from '../accounts/changes.ts'
import type { Authority, ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export interface RegisteredAddress {
  readonly id: string
  readonly accountId: AccountId
  readonly address: string
  readonly participant: ParticipantId | null
}

/** An address is put in force in one way, whoever decided on it. */
export function putEmail(
  tx: Tx,
  world: ChangeWorld,
  { id, accountId, address }: RegisteredAddress,
  authority: Authority,
  at: Instant,
): Promise<void> {
  return registerEmail.apply(tx, world, { id, accountId, address }, authority, at)
}
