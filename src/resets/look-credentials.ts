import { firmOf } from '../accounts/firm-of.ts'
import { lookUser, type UserSeen } from '../accounts/look-user.ts'
import type { Known } from '../changes/kind.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, CredentialId } from '../kernel/ids.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'

/** A user of the firm with what he logs on by: kinds and ids, never a secret. */
export interface CredentialsSeen {
  readonly user: UserSeen | null
  readonly credentials: readonly Credential[]
}

export interface Credential {
  readonly id: CredentialId
  readonly kind: 'password' | ChannelKind
}

export async function lookCredentials(
  db: ReadDb,
  account: AccountId,
  { participant }: Known,
): Promise<CredentialsSeen> {
  const user = await lookUser(db, firmOf(participant), { account })
  if (user === null) return { user, credentials: [] }
  const credentials = await db
    .selectFrom('credential')
    .select(['id', 'kind'])
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .orderBy('kind')
    .execute()
  return { user, credentials }
}
