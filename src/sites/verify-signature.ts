import { sql } from 'kysely'
import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, CredentialId, PersonId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { openAppSecret } from '../one-time-codes/app-secret.ts'
import { computeTotp } from '../one-time-codes/compute-totp.ts'
import { checkTotp } from '../one-time-codes/rules/check-totp.ts'
import { APP_CODE } from '../one-time-codes/rules/code-policy.ts'
import { normalisePasscode } from '../one-time-codes/rules/normalise-passcode.ts'
import { acceptedSteps } from '../one-time-codes/rules/totp-steps.ts'
import type { PasswordHasher } from '../passwords/hash-passwords.ts'
import type { Sealer } from '../sealing/seal.ts'
import { openPassword } from '../sign-in/password-credential.ts'

/** What an operator types at the host. */
export interface Typed {
  readonly userId: UserId
  readonly password: string
  readonly passcode: string
}

/** Who signed, and the step of his app's secret that is spent for it. */
export interface Signature {
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly userId: UserId
  readonly credentialId: CredentialId
  readonly step: number
}

export interface SigningWorld {
  readonly sealer: Sealer
  readonly hasher: PasswordHasher
}

/**
 * Both factors of one operator, by a database that can be read and, just now, not written: so nothing is counted here. Whoever
 * can ask has the database's password and the sealing keys. The passcode is spent with the record of what was signed.
 */
export async function verifySignature(
  db: ReadDb,
  { sealer, hasher }: SigningWorld,
  { userId, password, passcode }: Typed,
  role: 'operator-maker' | 'operator-checker',
  at: Instant,
): Promise<Result<Signature, string>> {
  const holder = await findHolder(db, { userId, budget: budgetKeyOf(sealer, userId), at })
  if (holder?.status !== 'active' || !holder.roles.includes(role))
    return refused(`${userId} is not an active ${role.replace('-', ' ')}`)
  const { phc } = openPassword(sealer, holder)
  const right = await hasher.verify(phc, password, userId)
  const step = stepOf(sealer, holder, passcode, at)
  if (!right.ok || !right.value) return refused(`the password of ${userId} is not right`)
  if (!step.ok) return step
  const [person] = await selectRows(
    db,
    sql<{ id: PersonId; spent: boolean }>`
    select person_id as id, exists (select from spent_totp_step
      where credential_id = ${step.value.credentialId} and step = ${step.value.step}) as spent
    from account where id = ${holder.accountId}`,
  )
  if (person === undefined || person.spent) return refused(`the passcode of ${userId} was used before`)
  return done({ accountId: holder.accountId, personId: person.id, userId, ...step.value })
}

function stepOf(sealer: Sealer, { accountId, userId, channels }: Holder, typed: string, at: Instant) {
  const app = channels.find(({ kind }) => kind === 'app')
  if (app === undefined) return refused(`${userId} has no authenticator app, and no mail can be sent now`)
  const secret = openAppSecret(sealer, { ...app, accountId })
  const passcode = normalisePasscode(typed, APP_CODE.digits)
  if (!secret.ok || !passcode.ok) return refused(`the passcode of ${userId} is not right`)
  const candidates = acceptedSteps(at).map((step) => ({ step, passcode: computeTotp(secret.value, step) }))
  const matching = checkTotp(candidates, passcode.value)
  if (!matching.ok) return refused(`the passcode of ${userId} is not right`)
  return done({ credentialId: app.id, step: matching.value })
}
