import { appointing } from './appoint.ts'
import { bringingCard, resettingCardPassword, revokingCard } from './change-card.ts'
import {
  amending,
  registeringEmail,
  reinstating,
  removing,
  resetting,
  suspending,
} from './change-delegate.ts'
import { byFirm, byOperators, type Hands } from './hands.ts'

/** The kinds of change of this room. */
function through(hands: Hands) {
  return {
    appoint: appointing(hands, 'appoint'),
    cover: appointing(hands, 'cover'),
    amend: amending(hands),
    registerEmail: registeringEmail(hands),
    reset: resetting(hands),
    remove: removing(hands),
    suspend: suspending(hands),
    reinstate: reinstating(hands),
    assignCard: bringingCard(hands, 'assign'),
    replaceCard: bringingCard(hands, 'replace'),
    revokeCard: revokingCard(hands),
    resetCardPassword: resettingCardPassword(hands),
  } as const
}

/** eService DA 3. */
export const da3 = through(byFirm)
export const da3ByOperators = through(byOperators)
