import { z } from 'zod'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import { accountId } from '../../changes/input-fields.ts'
import type { ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { done, refused } from '../../kernel/result.ts'
import { type CardsSeen, lookCards } from '../look-cards.ts'
import { type ClosedPassword, closePassword } from './close-password.ts'

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
