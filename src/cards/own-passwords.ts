import type { Tx } from '../db/transaction.ts'
import type { AccountId, CardPasswordId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done } from '../kernel/result.ts'
import type { PasswordHasher } from '../passwords/hash-passwords.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { CardPasswordAnswer, CardPasswordCheck } from './card-password.ts'
import { type CardPassword, readCardPassword } from './store.ts'

/** Our own store: argon2id as for any password, sealed in the context of its row and account. */
export function ownCardPasswords(sealer: Sealer, hasher: PasswordHasher): CardPasswordCheck {
  return {
    check: async (read, { account, asOf, typed, turn }) => {
      const found = await read((db) => readCardPassword(db, account, asOf))
      const opened = openCardPassword(sealer, found)
      const matched = await hasher.verify(opened.phc, typed, turn)
      if (!matched.ok) return matched
      return done(answerOf(found, opened, matched.value))
    },
  }
}

function answerOf(
  found: CardPassword | undefined,
  { phc, brokenSeal }: { readonly phc: string | null; readonly brokenSeal: boolean },
  matched: boolean,
): CardPasswordAnswer {
  if (found === undefined || phc === null) return { is: 'none', brokenSeal }
  return matched ? { is: 'right', id: found.id } : { is: 'wrong' }
}

function openCardPassword(sealer: Sealer, found: CardPassword | undefined) {
  if (found === undefined) return { phc: null, brokenSeal: false }
  const opened = sealer.open(cardPasswordContext(found.id, found.accountId), found.sealed)
  return opened.ok
    ? { phc: opened.value.toString('utf8'), brokenSeal: false }
    : { phc: null, brokenSeal: true }
}

export function cardPasswordContext(id: CardPasswordId, account: AccountId): readonly string[] {
  return ['card-password', id, account]
}

export interface NewCardPassword {
  readonly id: CardPasswordId
  readonly accountId: AccountId
  readonly phc: string
  readonly at: Instant
}

/** Puts a card password in force, in place of the one before. */
export async function putCardPassword(
  tx: Tx,
  { sealer, epoch }: { readonly sealer: Sealer; readonly epoch: Epoch },
  { id, accountId, phc, at }: NewCardPassword,
): Promise<void> {
  const sealed = sealer.seal(cardPasswordContext(id, accountId), Buffer.from(phc))
  await tx
    .updateTable('card_password')
    .set({ valid_to: at })
    .where('account_id', '=', accountId)
    .where('valid_to', 'is', null)
    .execute()
  await tx
    .insertInto('card_password')
    .values({ id, account_id: accountId, sealed, epoch, valid_from: at, valid_to: null })
    .execute()
}
