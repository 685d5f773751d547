import { budgetKeyBytes, budgetKeyOf } from '../attempts/budget-key.ts'
import { LOGON } from '../attempts/rules/figures.ts'
import type { Tx } from '../db/transaction.ts'
import type { CredentialId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { sealAppSecret } from '../one-time-codes/app-secret.ts'
import { base32 } from '../one-time-codes/rules/base32.ts'
import { APP_CODE } from '../one-time-codes/rules/code-policy.ts'
import type { PasswordHasher } from '../passwords/hash-passwords.ts'
import type { Sealer } from '../sealing/seal.ts'
import { credentialContext } from '../sign-in/password-credential.ts'
import { makePassphrase } from './make-passphrase.ts'
import type { SeededAccount } from './seed-directory.ts'

export interface SeededCredentials {
  readonly password: string
  readonly totpSecret: string | undefined
}

interface SeedWorld {
  readonly epoch: Epoch
  readonly randomness: Randomness
  readonly sealer: Sealer
  readonly hasher: PasswordHasher
}

/** After the briefings of April 2023: a pilot group that has set up 2FA already. */
const INITIATED_AT = Temporal.Instant.from('2023-04-24T10:00+08:00')

/** Gives an account of the pilot group its password and channels, as an initiation would have. */
export async function seedCredentials(
  tx: Tx,
  world: SeedWorld,
  account: SeededAccount,
): Promise<SeededCredentials | undefined> {
  const { accountId, person } = account
  if (person.channels.length === 0) return undefined
  const password = makePassphrase(world.randomness)
  const hashed = await world.hasher.hash(password, person.userId)
  if (!hashed.ok) throw new Error('the hashing queue of an idle program is full')
  const row = { account_id: accountId, epoch: world.epoch, valid_from: INITIATED_AT, valid_to: null }
  const id = () => world.randomness.uuid() as CredentialId
  const passwordId = id()
  const sealed = world.sealer.seal(credentialContext(passwordId, accountId), Buffer.from(hashed.value))
  await tx
    .insertInto('credential')
    .values({ ...row, id: passwordId, kind: 'password', sealed })
    .execute()
  let totpSecret: string | undefined
  for (const kind of person.channels) {
    const owner = { id: id(), accountId }
    const secret = world.randomness.bytes(APP_CODE.secretBytes)
    const appSecret = kind === 'app' ? sealAppSecret(world.sealer, owner, secret) : null
    if (kind === 'app') totpSecret = base32(secret)
    await tx
      .insertInto('credential')
      .values({ ...row, id: owner.id, kind, sealed: appSecret })
      .execute()
  }
  return { password, totpSecret }
}

/** Somebody's budget is used up as the demo begins, at the longest lock there is. */
export async function seedLock(
  tx: Tx,
  world: SeedWorld,
  { person }: SeededAccount,
  at: Instant,
): Promise<void> {
  const level = LOGON.lockMinutes.length
  await tx
    .insertInto('attempt_budget')
    .values({
      key: budgetKeyBytes(budgetKeyOf(world.sealer, person.userId)),
      lane: 'logon',
      failures: LOGON.tries,
      lock_level: level,
      locked_until: at.add({ minutes: LOGON.lockMinutes[level - 1] ?? 0 }),
      verdict: 'locked',
      window_at: at,
      updated_at: at,
    })
    .execute()
}
