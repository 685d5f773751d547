import { credentialContext } from '../accounts/password-credential.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, CredentialId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import type { Sealer } from '../sealing/seal.ts'

interface World {
  readonly epoch: Epoch
  readonly sealer: Sealer
}

interface NewPassword {
  readonly id: CredentialId
  readonly accountId: AccountId
  readonly phc: string
  readonly at: Instant
}

/** Puts a password in force. One already in force is refused by the database: it is closed before. */
export async function insertPassword(tx: Tx, world: World, password: NewPassword): Promise<void> {
  const { id, accountId, phc, at } = password
  const sealed = world.sealer.seal(credentialContext(id, accountId), Buffer.from(phc))
  await insert(tx, world, { id, accountId, kind: 'password', sealed, at })
}

export interface NewChannel {
  readonly id: CredentialId
  readonly accountId: AccountId
  readonly kind: ChannelKind
  /** An app's secret, sealed for this row. */
  readonly sealed: Buffer | null
  readonly at: Instant
}

/** Puts a channel in force; of each kind there is one. */
export async function insertChannel(tx: Tx, world: World, channel: NewChannel): Promise<void> {
  await insert(tx, world, channel)
}

interface NewCredential extends Omit<NewChannel, 'kind'> {
  readonly kind: 'password' | ChannelKind
}

async function insert(tx: Tx, { epoch }: World, credential: NewCredential): Promise<void> {
  const { id, accountId, kind, sealed, at } = credential
  await tx
    .insertInto('credential')
    .values({ id, account_id: accountId, kind, sealed, epoch, valid_from: at, valid_to: null })
    .execute()
}

/** Closes a credential in force. Throws where it no longer is: the caller has locked what could have closed it. */
export async function closeCredential(tx: Tx, id: CredentialId, at: Instant): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('credential')
    .set({ valid_to: at })
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`credential ${id} was closed meanwhile`)
}
