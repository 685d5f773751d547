import type { Holder } from '../accounts/find-holder.ts'
import { credentialContext } from '../accounts/password-credential.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import type { SignInWorld } from './world.ts'

interface Proven {
  /** The stored hash that the password was right for. */
  readonly phc: string | null
  readonly password: string
  readonly network: string
}

/**
 * The same password by the parameters in force; null where it is so already, or where too many wait: the next logon will
 * do. Asked while no transaction is open, and after the password was right: what is proven by then is all a hash holds.
 */
export async function hashAnew(
  world: SignInWorld,
  { phc, password, network }: Proven,
): Promise<string | null> {
  if (phc === null || !world.hasher.isOutdated(phc)) return null
  const hashed = await world.hasher.hash(password, network)
  return hashed.ok ? hashed.value : null
}

/** Replaces the hash under the same credential, if it is still the one that was compared with. */
export async function renewHash(
  tx: Tx,
  world: SignInWorld,
  { accountId, password }: Holder,
  renewed: { readonly phc: string; readonly at: Instant },
): Promise<void> {
  if (password === null) return
  const { id } = password
  const sealed = world.sealer.seal(credentialContext(id, accountId), Buffer.from(renewed.phc))
  const { numUpdatedRows } = await tx
    .updateTable('credential')
    .set({ sealed })
    .where('id', '=', id)
    .where('sealed', '=', password.sealed)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await recordEvent(tx, world, {
    kind: 'password.rehashed',
    at: renewed.at,
    accountId,
    reference: null,
    facts: { credential: id },
    particulars: {},
  })
}
