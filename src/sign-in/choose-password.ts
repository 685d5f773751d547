import { findHolder } from '../accounts/find-holder.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { judgeNewPassword, type PasswordFault } from '../passwords/rules/judge-new-password.ts'
import { openDraft, sealDraft } from './attempt-draft.ts'
import { type Attempt, advanceAttempt } from './attempt-store.ts'
import { usedBefore } from './former-passwords.ts'
import { namesAround } from './names-around.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import type { StepRefusal } from './rules/refusal.ts'
import type { SignInWorld } from './world.ts'

/** The steps at which a password may be chosen: again, too, as long as nothing is in force (the back button). */
const STEPS = ['password', 'channel', 'proof'] as const

export type ChoiceRefusal = StepRefusal | { readonly is: 'unfit'; readonly faults: readonly PasswordFault[] }

/** Third step of an initiation. The password is hashed and kept in the sealed draft; it comes into force with the channel. */
export async function choosePassword(
  world: SignInWorld,
  presented: Presented,
  typed: { readonly password: string; readonly repeated: string },
): Promise<Result<null, ChoiceRefusal>> {
  const read = await readAttempt(world, presented, STEPS)
  if (!read.ok) return refused({ is: 'attempt', because: read.refusal })
  const faults = await judge(world, read.value, typed, presented.at)
  if (faults === 'busy') return refused({ is: 'busy' })
  if (faults.length > 0) return refused({ is: 'unfit', faults })
  const hashed = await world.hasher.hash(typed.password, read.value.network)
  if (!hashed.ok) return refused({ is: 'busy' })
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = await holdAttempt(tx, world, presented, STEPS)
    if (!held.ok) return refused({ is: 'attempt', because: held.refusal } as const)
    const attempt = held.value
    const password = { id: world.randomness.uuid() as CredentialId, phc: hashed.value }
    const draft = sealDraft(world.sealer, attempt.id, { ...openDraft(world.sealer, attempt), password })
    await advanceAttempt(tx, attempt.id, { step: 'channel', draft })
    await recordEvent(tx, world, {
      kind: 'initiation.password-chosen',
      at: presented.at,
      accountId: attempt.accountId,
      reference: null,
      facts: { door: attempt.door, attempt: attempt.id },
      particulars: {},
    })
    return done(null)
  })
}

async function judge(
  world: SignInWorld,
  attempt: Attempt,
  typed: { password: string; repeated: string },
  at: Instant,
): Promise<readonly PasswordFault[] | 'busy'> {
  const holder = await world.database.read({ as: 'sign-in' }, (db) =>
    findHolder(db, { accountId: attempt.accountId, budget: attempt.budgetKey, at }),
  )
  if (holder === undefined) throw new Error(`attempt ${attempt.id} has no account`)
  const faults = judgeNewPassword(world.passwordProfile, {
    typed: typed.password,
    repeated: typed.repeated,
    userId: holder.userId,
    names: namesAround(world.programme, holder),
  })
  if (faults.length > 0) return faults
  // After a reset there are former ones.
  const { accountId } = holder
  const used = await usedBefore(world, {
    accountId,
    typed: typed.password,
    proven: null,
    network: attempt.network,
  })
  if (used === 'busy') return 'busy'
  return used ? [{ code: 'used-before', last: world.passwordProfile.remembers }] : []
}
