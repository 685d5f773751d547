import { done, type Result, refused } from '../kernel/result.ts'
import { draftCredential, openDraft } from '../sign-in/attempt-draft.ts'
import type { AttemptRefusal } from '../sign-in/rules/attempt-standing.ts'
import { enoughProofCodes, sendProofCode } from '../sign-in/send-proof-code.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import { circumstancesOf, holdChange, type PresentedChange, readChange } from './open-change.ts'

/** Another code to prove email with, before it is a channel. `enough-sent`: earlier ones still count. */
export async function sendProofAgain(
  world: SignInWorld,
  presented: PresentedChange,
): Promise<Result<null, AttemptRefusal | 'enough-sent'>> {
  const read = await readChange(world, presented, ['change-proof'])
  if (!read.ok) return read
  const sent = await world.database.write(
    { as: 'sign-in' },
    async (tx): Promise<Result<null, AttemptRefusal | 'enough-sent'>> => {
      const held = await holdChange(tx, world, presented, read.value)
      if (!held.ok) return held
      const { holder } = await circumstancesOf(tx, world, held.value, presented)
      const credential = draftCredential(openDraft(world.sealer, held.value), holder.accountId)
      if (held.value.channel !== 'email' || credential === undefined) return refused('other-step')
      if (await enoughProofCodes(tx, held.value)) return refused('enough-sent')
      await sendProofCode(tx, world, { ...presented, attempt: held.value, holder, credential })
      return done(null)
    },
  )
  if (sent.ok) world.mailQueued()
  return sent
}
