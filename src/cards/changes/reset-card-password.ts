import { z } from 'zod'
import { endSessionsOf } from '../../accounts/end-sessions-of.ts'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { type Authority, authorityFacts, type ChangeKind, type ChangeWorld } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { AccountId, CardPasswordId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { tellHolder } from '../../resets/tell-holder.ts'
import { type CardsSeen, lookCards } from '../look-cards.ts'
import { closeCardPassword } from '../store.ts'

/** An account, and nothing else: who resets a password never chooses or sees one (ASVS 6.4.6). */
const input = z.strictObject({ accountId })
type OneUser = z.infer<typeof input>

/**
 * "Reset Smartcard Password" (domain F5.5): closes the card password. Nobody of the firm draws the next one: it comes from
 * the card office with the directory, or is not needed any more, because he initiates 2FA (adr/0037).
 */
export const resetCardPassword: ChangeKind<OneUser, CardsSeen, ClosedPassword> = {
  id: 'card.reset-password',
  chain: 'firm',
  restricts: false,
  input,
  look: (db, { accountId: account }, known) => lookCards(db, account, known),
  propose: (_, { user, password }) => {
    const may = mayChangeUser(user, 'account')
    if (!may.ok) return refused({ code: may.refusal })
    if (password === null) return refused({ code: 'no-card-password' })
    const { userId: about, accounts, accountId: account } = may.value
    return done({
      proposal: { accountId: account, closed: password },
      concerns: accounts,
      lines: [{ about, field: 'card-password', before: 'set', after: null }],
      more: 0,
      before: canonicalJson({ user, password }),
    })
  },
  apply: closePassword,
}

export interface ClosedPassword {
  readonly accountId: AccountId
  readonly closed: CardPasswordId
}

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
  await tellHolder(tx, world, { account, change: 'card-password-reset', at })
}
