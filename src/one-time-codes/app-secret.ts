import type { AccountId, CredentialId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Result } from '../kernel/result.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { ChannelCredential } from './channel.ts'
import { APP_CODE } from './rules/code-policy.ts'

type Owner = Pick<ChannelCredential, 'id' | 'accountId'>

/** The secret as `credential.sealed` holds it: it opens in its own row and for its own account only (attack 70). */
export function sealAppSecret(sealer: Sealer, owner: Owner, secret: Uint8Array): Buffer {
  return sealer.seal(contextOf(owner), secret)
}

export function openAppSecret(sealer: Sealer, credential: ChannelCredential): Result<Buffer, 'broken-seal'> {
  return sealer.open(contextOf(credential), credential.sealed ?? Buffer.alloc(0))
}

/** A new secret under the id its credential will have; stored as it is once the app has proven it. */
export function newAppCredential(
  { sealer, randomness }: { readonly sealer: Sealer; readonly randomness: Randomness },
  accountId: AccountId,
): ChannelCredential {
  const owner = { id: randomness.uuid() as CredentialId, accountId }
  return { ...owner, sealed: sealAppSecret(sealer, owner, randomness.bytes(APP_CODE.secretBytes)) }
}

function contextOf({ id, accountId }: Owner): readonly string[] {
  return ['credential', id, accountId]
}
