import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import type { ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { done, refused } from '../../kernel/result.ts'
import { type CardsSeen, lookCards } from '../look-cards.ts'
import { saySerial } from '../rules/say-serial.ts'
import { liftRevocation, type OneCard, oneCard, revokeNow } from './end-one-card.ts'

/**
 * A card that is lost or seen in other hands is of no use at once, on one person's word; what it opened ends with it.
 * Another confirms that, or lifts it: the card was in its owner's pocket after all, and is his and in force again.
 */
export const revokeCard: ChangeKind<OneCard, CardsSeen, OneCard> = {
  id: 'card.revoke',
  chain: 'firm',
  restricts: true,
  input: oneCard,
  look: (db, { accountId: account }, known) => lookCards(db, account, known),
  propose: (asked, { user, card }) => {
    const may = mayChangeUser(user, 'account')
    if (!may.ok) return refused({ code: may.refusal })
    if (card === null || card.id !== asked.card) return refused({ code: 'no-card' })
    const { userId: about, accounts } = may.value
    return done({
      proposal: asked,
      concerns: accounts,
      lines: [{ about, field: 'card', before: saySerial(card.serial), after: null }],
      more: 0,
      before: canonicalJson({ user, card: card.id }),
    })
  },
  apply: revokeNow,
  lift: liftRevocation,
}
