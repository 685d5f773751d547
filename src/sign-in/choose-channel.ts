import { findHolder } from '../accounts/find-holder.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading } from '../db/transaction.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import { draftChannel, openDraft, sealDraft } from './attempt-draft.ts'
import { advanceAttempt } from './attempt-store.ts'
import { holdAttempt, type Presented } from './open-attempt.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import { channelsOffered, provesByOwn } from './rules/channels-offered.ts'
import { enoughProofCodes, newChannelCredential, sendProofCode } from './send-proof-code.ts'
import type { SignInWorld } from './world.ts'

/** `enough-sent`: this attempt was sent as many codes as are allowed. `not-offered`: see `channelsOffered`. */
export type ChannelRefusal = AttemptRefusal | 'enough-sent' | 'not-offered'

/**
 * Chooses the OTP channel to prove next; chosen again, it begins again (another code, another secret). The first channel
 * or, once that is in force, a second one; after a reset of the password, one of those that stayed.
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
        at: presented.at,
      })
      const offered = holder && channelsOffered(world.programme, holder, attempt.door, presented.at)
      if (holder === undefined || !offered?.some((one) => one.kind === kind)) return refused('not-offered')
      if (kind === 'email' && (await enoughProofCodes(tx, attempt))) return refused('enough-sent')
      const kept = provesByOwn(holder) ? holder.channels.find((channel) => channel.kind === kind) : undefined
      const { accountId } = holder
      const credential = kept ? { ...kept, accountId } : newChannelCredential(world, accountId, kind)
      const second = attempt.step === 'set-up' || attempt.step === 'second-proof'
      await advanceAttempt(tx, attempt.id, {
        step: second ? 'second-proof' : 'proof',
        channel: kind,
        draft: sealDraft(world.sealer, attempt.id, {
          ...openDraft(world.sealer, attempt),
          channel: draftChannel(kind, credential, kept !== undefined),
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
