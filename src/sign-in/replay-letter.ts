import type { Holder } from '../accounts/find-holder.ts'
import type { Tx } from '../db/transaction.ts'
import type { DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { sendLetter } from './address-letter.ts'
import type { SignInWorld } from './world.ts'

interface Replayed {
  readonly holder: Holder | undefined
  readonly door: DoorId
  readonly network: string
  readonly at: Instant
}

/** Tells the holder that a used passcode was tried again (attack 21); once in a quarter of an hour, not once a try. */
export async function writeReplayLetter(tx: Tx, world: SignInWorld, to: Replayed): Promise<void> {
  const told = await tx
    .selectFrom('outbox_mail')
    .select('id')
    .where('account_id', '=', to.holder?.accountId ?? null)
    .where('kind', '=', 'passcode-replayed')
    .where('created_at', '>', to.at.subtract({ minutes: 15 }))
    .limit(1)
    .executeTakeFirst()
  const letter = { ...to, notAfter: to.at.add({ hours: 24 }), deliver: told === undefined }
  await sendLetter(tx, world, letter, { kind: 'passcode-replayed' })
}
