import { credentialContext } from '../accounts/password-credential.ts'
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
import type { DemoPerson } from './directory/people.ts'
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

export interface DrawnPassword {
  readonly password: string
  readonly hash: string
}

/** A password for each of the pilot group, hashed side by side. It needs no database, and takes as long as all the rest. */
export async function drawPasswords(
  { hasher, randomness }: Pick<SeedWorld, 'hasher' | 'randomness'>,
  people: readonly Pick<DemoPerson, 'userId' | 'channels'>[],
): Promise<ReadonlyMap<string, DrawnPassword>> {
  const initiated = people.filter(({ channels }) => channels.length > 0)
  const drawn = initiated.map(async ({ userId }) => {
    const password = makePassphrase(randomness)
    const hashed = await hasher.hash(password, userId)
    if (!hashed.ok) throw new Error('the hashing queue of an idle program is full')
    return [userId, { password, hash: hashed.value }] as const
  })
  return new Map(await Promise.all(drawn))
}

/** Gives the accounts of the pilot group their passwords and channels, as an initiation would have. */
export async function seedCredentials(
  tx: Tx,
  world: SeedWorld,
  accounts: readonly Pick<SeededAccount, 'accountId' | 'person'>[],
  passwords: ReadonlyMap<string, DrawnPassword>,
): Promise<ReadonlyMap<string, SeededCredentials>> {
  const made = accounts.flatMap((account) => {
    const drawn = passwords.get(account.person.userId)
    return drawn === undefined ? [] : [credentialsOf(world, account, drawn)]
  })
  const rows = made.flatMap((one) => one.rows)
  if (rows.length > 0) await tx.insertInto('credential').values(rows).execute()
  return new Map(made.map(({ userId, seeded }) => [userId, seeded]))
}

function credentialsOf(
  { epoch, randomness, sealer }: SeedWorld,
  { accountId, person }: Pick<SeededAccount, 'accountId' | 'person'>,
  { password, hash }: DrawnPassword,
) {
  const id = () => randomness.uuid() as CredentialId
  const row = { account_id: accountId, epoch, valid_from: INITIATED_AT, valid_to: null }
  const passwordId = id()
  const sealed = sealer.seal(credentialContext(passwordId, accountId), Buffer.from(hash))
  const secret = person.channels.includes('app') ? randomness.bytes(APP_CODE.secretBytes) : undefined
  const channels = person.channels.map((kind) => {
    const owner = { id: id(), accountId }
    const held = kind === 'app' && secret !== undefined ? sealAppSecret(sealer, owner, secret) : null
    return { ...row, id: owner.id, kind, sealed: held }
  })
  const totpSecret = secret && base32(secret)
  return {
    userId: person.userId,
    rows: [{ ...row, id: passwordId, kind: 'password' as const, sealed }, ...channels],
    seeded: { password, totpSecret },
  }
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
