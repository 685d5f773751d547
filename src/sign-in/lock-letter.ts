import type { Holder } from '../accounts/find-holder.ts'
import type { Tx } from '../db/transaction.ts'
import type { DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'
import { sendLetter } from './address-letter.ts'
import type { SignInWorld } from './world.ts'

interface Locked {
  readonly holder: Holder | undefined
  /** Null: this refusal locked nothing, and nothing is mailed. */
  readonly lockedUntil: Instant | null
  readonly door: DoorId
  readonly network: string
  readonly at: Instant
}

/** Tells the holder that logon by OTP is locked, until when, and who can unlock it. True when a letter was queued. */
export function writeLockLetter(
  tx: Tx,
  world: SignInWorld,
  { lockedUntil, ...to }: Locked,
): Promise<boolean> {
  const until = sayTimeInZone(world.programme.clock, lockedUntil ?? to.at)
  const letter = { ...to, notAfter: to.at.add({ hours: 24 }), deliver: lockedUntil !== null }
  return sendLetter(tx, world, letter, { kind: 'logon-locked', until })
}
