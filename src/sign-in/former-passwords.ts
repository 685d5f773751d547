import { credentialContext } from '../accounts/password-credential.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, CredentialId } from '../kernel/ids.ts'
import { preparePassword } from '../passwords/rules/prepare-password.ts'
import type { SignInWorld } from './world.ts'

interface Sealed {
  readonly id: CredentialId
  readonly sealed: Buffer
}

/** The last `last` passwords of an account, the one in force first. */
async function lastPasswords(db: ReadDb, accountId: AccountId, last: number): Promise<readonly Sealed[]> {
  const rows = await db
    .selectFrom('credential')
    .select(['id', 'sealed'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'password')
    .orderBy('valid_from', 'desc')
    .orderBy('valid_to', (order) => order.desc().nullsFirst())
    .limit(last)
    .execute()
  return rows.flatMap(({ id, sealed }) => (sealed === null ? [] : [{ id, sealed }]))
}

interface Asked {
  readonly accountId: AccountId
  readonly typed: string
  /** The one in force, where it was proven a moment ago: it is compared as text and costs no hash. */
  readonly proven: string | null
  readonly network: string
}

type History = Pick<SignInWorld, 'database' | 'sealer' | 'hasher' | 'passwordProfile'>

/**
 * Whether a new password is one of the last ones that the profile remembers. To be asked only of somebody who has proven
 * himself: the answer would tell a stranger what a password was. `busy`: the queue of hashes is full.
 */
export async function usedBefore(world: History, asked: Asked): Promise<boolean | 'busy'> {
  const { proven, typed, accountId, network } = asked
  if (proven !== null && preparePassword(typed) === preparePassword(proven)) return true
  const remembered = await world.database.read({ as: 'sign-in' }, (db) =>
    lastPasswords(db, accountId, world.passwordProfile.remembers),
  )
  for (const { id, sealed } of proven === null ? remembered : remembered.slice(1)) {
    const opened = world.sealer.open(credentialContext(id, accountId), sealed)
    // One that does not open has nothing to compare with; where it is in force, the logon has said so.
    if (!opened.ok) continue
    const same = await world.hasher.verify(opened.value.toString('utf8'), typed, network)
    if (!same.ok) return 'busy'
    if (same.value) return true
  }
  return false
}
