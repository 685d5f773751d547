import type { Tx } from '../db/transaction.ts'
import type { OneTimeCodeTable } from '../db/types.ts'
import type { AccountId, AttemptId, CredentialId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Result } from '../kernel/result.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import type { CodeRefusal } from './rules/check-code.ts'
import type { Passcode } from './rules/normalise-passcode.ts'

/** Which passcode is meant: a code counts for one purpose of one attempt in one epoch. */
export interface Asked {
  readonly attemptId: AttemptId
  readonly purpose: OneTimeCodeTable['purpose']
  readonly epoch: Epoch
  readonly at: Instant
}

/**
 * What a channel proves: a credential in force at a logon; at initiation one that is to be stored once proven, under the
 * id it has here. `sealed` is the app's secret as the row has it; an email channel has none.
 */
export interface ChannelCredential {
  readonly id: CredentialId
  readonly accountId: AccountId
  readonly sealed: Buffer | null
}

export interface ChannelAsked extends Asked {
  readonly credential: ChannelCredential
}

/** A code on its way to the person; the only time it is seen in clear. */
export interface CodeToSend {
  readonly code: Passcode
  readonly expiresAt: Instant
}

/**
 * `already-used` is a replay, or the same page sent twice; its holder is told. `broken-seal`: the secret's row was
 * tampered with, or its key is gone. For the record: a page never says which.
 */
export type PasscodeRefusal = CodeRefusal | 'malformed' | 'broken-seal'

/** Port: a way of getting a one-time passcode. Every one keeps test/contracts/otp-channel.contract.ts. */
export interface OtpChannel {
  readonly kind: ChannelKind
  /** RFC 8176 names of what a logon by password and this channel has proven. */
  readonly amr: readonly string[]
  /** The strength of such a logon: `pwd+totp` is more than `pwd+email`. */
  readonly acr: string
  /** Once before the first check, and for each "send it again". Hands over a code to send; null where there is none. */
  begin(tx: Tx, asked: ChannelAsked): Promise<CodeToSend | null>
  /**
   * Counts the try, checks, and spends what was right, all in `tx`, which must commit refusals too. Given `spending`, a
   * channel may foresee that a right passcode was never used: it is called right behind the statement that spends it, and sends what
   * follows. Nobody waits then: where it was used, that statement fails, and all behind it (`isNotAsForeseen`).
   */
  check(
    tx: Tx,
    asked: ChannelAsked,
    typed: string,
    spending?: () => void,
  ): Promise<Result<'accepted', PasscodeRefusal>>
}
