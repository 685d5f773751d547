import type { Holder } from '../accounts/find-holder.ts'
import type { Turn } from '../attempts/turn.ts'
import type { Tx } from '../db/transaction.ts'
import { EMERGENCY_PROOF } from '../emergency/rules/figures.ts'
import { type EmergencyUsed, emergencyPasscodeIn, useEmergencyPasscode } from '../emergency/use-passcode.ts'
import type { CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Passcode } from '../one-time-codes/rules/normalise-passcode.ts'
import type { Attempt } from './attempt-store.ts'
import type { RefusalReason } from './rules/refusal.ts'
import type { SignInWorld } from './world.ts'

export interface PasscodeTry {
  readonly attempt: Attempt
  readonly settled: Turn
  readonly typed: string
  readonly at: Instant
}

/** What a right passcode proves, for the logon session it begins. */
export interface Proven {
  readonly amr: readonly string[]
  readonly acr: string
  /** The credentials it rests on beside the password. */
  readonly credentials: readonly CredentialId[]
  readonly emergency: EmergencyUsed | null
}

/**
 * The passcode of a logon: of the channel that was chosen, or an emergency passcode, which has another length. `barred`: the
 * logon fails whatever it is. Without a try nothing is checked. `spending`: as the channels have it.
 */
export async function checkLogonPasscode(
  tx: Tx,
  world: SignInWorld,
  trying: PasscodeTry,
  holder: Holder | undefined,
  barred: boolean,
  spending?: (proven: Proven) => void,
): Promise<Result<Proven, RefusalReason>> {
  const { attempt, settled, typed, at } = trying
  const channel = holder?.channels.find(({ kind }) => kind === attempt.channel)
  if (settled.is === 'locked' || holder === undefined || channel === undefined) return refused('wrong')
  const emergency = emergencyPasscodeIn(typed)
  if (emergency !== undefined) return byEmergency(tx, world, trying, emergency, !barred)
  const { amr, acr, check } = world.channels[channel.kind]
  const asked = { attemptId: attempt.id, purpose: 'logon', epoch: world.epoch, at } as const
  const credential = { ...channel, accountId: holder.accountId }
  const proven: Proven = { amr, acr, credentials: [channel.id], emergency: null }
  const checked = await check(tx, { ...asked, credential }, typed, spending && (() => spending(proven)))
  return checked.ok ? done(proven) : checked
}

async function byEmergency(
  tx: Tx,
  world: SignInWorld,
  { attempt, at }: PasscodeTry,
  passcode: Passcode,
  spends: boolean,
): Promise<Result<Proven, RefusalReason>> {
  const { id: attemptId, passwordId } = attempt
  if (passwordId === null) return refused('wrong')
  const use = { attemptId, epoch: world.epoch, passcode, passwordId, spends, at }
  const used = await useEmergencyPasscode(tx, world.sealer, use)
  return used.ok ? done({ ...EMERGENCY_PROOF, credentials: [], emergency: used.value }) : used
}
