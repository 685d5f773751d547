import type { Holder } from '../accounts/find-holder.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import { newAppCredential } from '../one-time-codes/app-secret.ts'
import type { ChannelCredential } from '../one-time-codes/channel.ts'
import { EMAIL_CODE } from '../one-time-codes/rules/code-policy.ts'
import { sendLetter } from './address-letter.ts'
import type { Attempt } from './attempt-store.ts'
import type { SignInWorld } from './world.ts'

const CODES_PER_ATTEMPT = 5

/** The credential that a channel will have once it is proven. */
export function newChannelCredential(
  world: SignInWorld,
  accountId: AccountId,
  kind: ChannelKind,
): ChannelCredential {
  if (kind === 'app') return newAppCredential(world, accountId)
  return { id: world.randomness.uuid() as CredentialId, accountId, sealed: null }
}

/** Whether this attempt was sent as many codes to prove email with as are allowed. */
export async function enoughProofCodes(tx: Tx, attempt: Attempt): Promise<boolean> {
  const row = await tx
    .selectFrom('one_time_code')
    .select((eb) => eb.fn.countAll<number>().as('sent'))
    .where('attempt_id', '=', attempt.id)
    .where('purpose', '=', 'channel-proof')
    .executeTakeFirstOrThrow()
  return row.sent >= CODES_PER_ATTEMPT
}

interface Proof {
  readonly attempt: Attempt
  readonly holder: Holder
  readonly credential: ChannelCredential
  readonly network: string
  readonly at: Instant
}

/** Mails the code by which email is proven as a channel, before it is one. */
export async function sendProofCode(
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
