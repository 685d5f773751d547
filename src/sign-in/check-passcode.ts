import type { Holder } from '../accounts/find-holder.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import type { ChannelAsked, ChannelCredential } from '../one-time-codes/channel.ts'
import type { Attempt } from './attempt-store.ts'
import type { RefusalReason } from './rules/refusal.ts'
import type { SignInWorld } from './world.ts'

interface Checked {
  readonly attempt: Attempt
  readonly holder: Holder
  readonly purpose: ChannelAsked['purpose']
  readonly passcode: string
  readonly at: Instant
  /** By which it is to be right; undefined where it is none of his any more, or is not taken here. */
  readonly by: (Omit<ChannelCredential, 'accountId'> & { readonly kind: ChannelKind }) | undefined
}

/** Counts a passcode on its attempt, compares and spends it, for a caller who has a try. Null: it was right. */
export async function checkPasscode(
  tx: Tx,
  world: SignInWorld,
  { attempt, holder, purpose, passcode, at, by }: Checked,
): Promise<RefusalReason | null> {
  if (by === undefined) return 'channel-refused'
  const { kind, id, sealed } = by
  const credential = { id, sealed, accountId: holder.accountId }
  const asked = { attemptId: attempt.id, purpose, epoch: world.epoch, at, credential }
  const checked = await world.channels[kind].check(tx, asked, passcode)
  return checked.ok ? null : checked.refusal
}
