import { endSessionsOf } from '../../accounts/end-sessions-of.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import type { AccountId, CardPasswordId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { tellHolder } from '../../resets/tell-holder.ts'
import { closeCardPassword } from '../store.ts'

export interface ClosedPassword {
  readonly accountId: AccountId
  readonly closed: CardPasswordId
}

/** Ends the card password and the logon sessions, and tells the holder. Who resets a password never chooses or sees one. */
export async function closePassword(
  tx: Tx,
  world: ChangeWorld,
  { accountId: account, closed }: ClosedPassword,
  authority: Authority,
  at: Instant,
): Promise<void> {
  if (!(await closeCardPassword(tx, closed, at))) throw new Error(`card password ${closed} ended meanwhile`)
  await endSessionsOf(tx, world, account, authority, at)
  const facts = authorityFacts(authority)
  await recordEvent(tx, world, {
    ...{ kind: 'card-password.reset', at, accountId: account, reference: null },
    ...{ facts, particulars: {} },
  })
  await tellHolder(tx, world, {
    account,
    told: { kind: 'changed-by-firm', change: 'card-password-reset' },
    at,
  })
}
