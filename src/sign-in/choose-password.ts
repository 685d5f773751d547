import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { CredentialId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { judgeNewPassword, type PasswordFault } from '../passwords/rules/judge-new-password.ts'
import { type Attempt, advanceAttempt } from './attempt-store.ts'
import { openDraft, sealDraft } from './initiation-draft.ts'
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
  const faults = await judge(world, read.value, typed)
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

async function judge(world: SignInWorld, attempt: Attempt, typed: { password: string; repeated: string }) {
  const holder = await world.database.read({ as: 'sign-in' }, (db) =>
    findHolder(db, { accountId: attempt.accountId, budget: attempt.budgetKey }),
  )
  if (holder === undefined) throw new Error(`attempt ${attempt.id} has no account`)
  return judgeNewPassword(world.passwordProfile, {
    typed: typed.password,
    repeated: typed.repeated,
    userId: holder.userId,
    names: namesAround(world, holder),
  })
}

/** Names an attacker would think of first: the person's, the firm's, the service's (ASVS 5.0 6.2.11). */
function namesAround(world: SignInWorld, holder: Holder): string[] {
  return [
    holder.displayName,
    ...holder.participants.flatMap((participant) => [participant.nameEn, participant.nameZh]),
    ...world.programme.systems.map((system) => system.name.en),
    world.programme.circular.issuer.en,
  ]
}
