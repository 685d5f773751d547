import type { AccountId, CredentialId } from '../kernel/ids.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { Holder } from './find-holder.ts'

/** The context a credential is sealed in: its row and its owner, so that a row copied to another account won't open. */
export function credentialContext(id: CredentialId, accountId: AccountId): readonly string[] {
  return ['credential', id, accountId]
}

export interface OpenedPassword {
  /** The stored PHC string; null where there is none to compare with. */
  readonly phc: string | null
  /** The row was altered or copied from elsewhere: nothing is compared, and its evidence is an alarm (attack 70). */
  readonly brokenSeal: boolean
}

export function openPassword(sealer: Sealer, holder: Holder | undefined): OpenedPassword {
  if (holder?.password == null) return { phc: null, brokenSeal: false }
  const opened = sealer.open(credentialContext(holder.password.id, holder.accountId), holder.password.sealed)
  return opened.ok
    ? { phc: opened.value.toString('utf8'), brokenSeal: false }
    : { phc: null, brokenSeal: true }
}
