import type { Holder } from '../accounts/find-holder.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { EmergencyUsed } from '../emergency/use-passcode.ts'
import type { NewSession } from '../sessions/open-session.ts'
import { sendLetter } from './address-letter.ts'
import type { SignInWorld } from './world.ts'

interface Logon {
  readonly session: NewSession
  readonly holder: Holder | undefined
  /** Null: it was by one of his own channels. */
  readonly used: EmergencyUsed | null
}

/** A logon by emergency passcode has an event of its own, so that each is found, and a letter, so that its holder hears of it. */
export async function recordEmergency(
  tx: Tx,
  world: SignInWorld,
  { session, holder, used }: Logon,
): Promise<void> {
  if (used === null) return
  const { id, accountId, door, network, at } = session
  await recordEvent(tx, world, {
    kind: 'emergency-passcode.used',
    at,
    accountId,
    reference: null,
    facts: { door, session: id, passcode: used.id, request: used.request },
    particulars: { network },
  })
  const letter = { holder, door, network, at, notAfter: at.add({ hours: 24 }), deliver: true }
  await sendLetter(tx, world, letter, { kind: 'emergency-passcode-used' })
}
