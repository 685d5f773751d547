import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { CredentialId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import { newAppCredential } from '../one-time-codes/app-secret.ts'
import type { ChannelCredential } from '../one-time-codes/channel.ts'
import { EMAIL_CODE } from '../one-time-codes/rules/code-policy.ts'
import { sendLetter } from './address-letter.ts'
import { type Attempt, advanceAttempt } from './attempt-store.ts'
import { openDraft, sealDraft } from './initiation-draft.ts'
import { holdAttempt, type Presented } from './open-attempt.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import { mayChoose } from './rules/may-choose-channel.ts'
import type { SignInWorld } from './world.ts'

/** `enough-sent`: this attempt was sent as many codes as are allowed. `not-offered`: in force already, or no email. */
export type ChannelRefusal = AttemptRefusal | 'enough-sent' | 'not-offered'

const CODES_PER_ATTEMPT = 5

/**
 * Chooses the OTP channel to prove next; chosen again, it begins again (another code, another secret). The first channel
 * or, once that is in force, a second one.
 */
export async function chooseChannel(
  world: SignInWorld,
  presented: Presented,
  kind: ChannelKind,
): Promise<Result<null, ChannelRefusal>> {
  const chosen = await world.database.write(
    { as: 'sign-in' },
    async (tx): Promise<Result<null, ChannelRefusal>> => {
      const held = await holdAttempt(tx, world, presented, ['channel', 'proof', 'set-up', 'second-proof'])
      if (!held.ok) return held
      const attempt = held.value
      const holder = await findHolder(reading(tx), {
        accountId: attempt.accountId,
        budget: attempt.budgetKey,
      })
      if (holder === undefined || !mayChoose(holder, kind)) return refused('not-offered')
      if (kind === 'email' && (await codesSent(tx, attempt)) >= CODES_PER_ATTEMPT)
        return refused('enough-sent')
      const credential = newCredential(world, holder, kind)
      const second = attempt.step === 'set-up' || attempt.step === 'second-proof'
      await advanceAttempt(tx, attempt.id, {
        step: second ? 'second-proof' : 'proof',
        channel: kind,
        draft: sealDraft(world.sealer, attempt.id, {
          ...openDraft(world.sealer, attempt),
          channel: { id: credential.id, kind, sealed: credential.sealed?.toString('base64') ?? null },
        }),
      })
      if (kind === 'email') await sendProofCode(tx, world, { attempt, holder, credential, ...presented })
      await recordEvent(tx, world, {
        kind: 'initiation.channel-chosen',
        at: presented.at,
        accountId: holder.accountId,
        reference: null,
        facts: { door: attempt.door, attempt: attempt.id, channel: kind, credential: credential.id },
        particulars: { network: presented.network },
      })
      return done(null)
    },
  )
  if (chosen.ok) world.mailQueued()
  return chosen
}

function newCredential(world: SignInWorld, holder: Holder, kind: ChannelKind): ChannelCredential {
  if (kind === 'app') return newAppCredential(world, holder.accountId)
  return { id: world.randomness.uuid() as CredentialId, accountId: holder.accountId, sealed: null }
}

async function codesSent(tx: Tx, attempt: Attempt): Promise<number> {
  const row = await tx
    .selectFrom('one_time_code')
    .select((eb) => eb.fn.countAll<number>().as('sent'))
    .where('attempt_id', '=', attempt.id)
    .where('purpose', '=', 'channel-proof')
    .executeTakeFirstOrThrow()
  return row.sent
}

interface Proof extends Presented {
  readonly attempt: Attempt
  readonly holder: Holder
  readonly credential: ChannelCredential
}

async function sendProofCode(
  tx: Tx,
  world: SignInWorld,
  { attempt, holder, credential, network, at }: Proof,
): Promise<void> {
  const asked = {
    attemptId: attempt.id,
    purpose: 'channel-proof',
    epoch: world.epoch,
    at,
    credential,
  } as const
  const issued = await world.channels.email.begin(tx, asked)
  if (issued === null) throw new Error('the email channel issued no code')
  const letter = { holder, door: attempt.door, network, at, notAfter: issued.expiresAt, deliver: true }
  await sendLetter(tx, world, letter, {
    kind: 'channel-proof',
    code: issued.code,
    minutes: EMAIL_CODE.lifetime.minutes,
  })
}
