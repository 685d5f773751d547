import type { Holder } from '../accounts/find-holder.ts'
import type { Turn } from '../attempts/turn.ts'
import type { EventKind } from '../audit/kinds.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { type Result, refused } from '../kernel/result.ts'
import type { Attempt } from './attempt-store.ts'
import { writeLockLetter } from './lock-letter.ts'
import { writeReplayLetter } from './replay-letter.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import { lockFacts, settleLogon } from './settle-logon.ts'
import type { SignInWorld } from './world.ts'

interface Refused {
  readonly event: EventKind
  readonly attempt: Attempt
  /** The logon session in which it was asked for. */
  readonly session: SessionId
  readonly holder: Holder
  readonly settled: Turn
  readonly reason: RefusalReason
  readonly network: string
  readonly at: Instant
}

/** All that follows from a passcode refused inside a logon session: the try counted, its evidence, and word to the holder. */
export async function refusePasscode(
  tx: Tx,
  world: SignInWorld,
  { event, attempt, session, holder, settled, reason, network, at }: Refused,
): Promise<Result<never, StepRefusal>> {
  const reference = newReference(world.randomness)
  // What is no passcode at all is a slip of the hand, not a guess.
  const lockedUntil = await settleLogon(tx, settled, reason === 'malformed' ? 'passed' : 'failed', at)
  const { door, id } = attempt
  await recordEvent(tx, world, {
    ...{ kind: event, at, accountId: holder.accountId, reference, particulars: { network } },
    facts: { door, session, attempt: id, reason, ...lockFacts(settled.key, lockedUntil) },
  })
  const to = { holder, door, network, at }
  await writeLockLetter(tx, world, { ...to, lockedUntil })
  if (reason === 'already-used') await writeReplayLetter(tx, world, to)
  return refused({ is: 'refused', reference })
}
