import type { Database } from '../../src/db/transaction.ts'
import type { AccountId, AttemptId, CredentialId, DoorId, Epoch } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { ChannelKind } from '../../src/kernel/vocabulary.ts'
import type { ChannelAsked } from '../../src/one-time-codes/channel.ts'

export const at = Temporal.Instant.from('2023-06-10T18:05:00+08:00')
const epoch = 'primary' as Epoch

/** A new person's attempt at a logon, and what a channel is asked in it. */
export async function anAttempt(
  database: Database,
  channel: ChannelKind,
  sealedFor: (id: CredentialId, accountId: AccountId) => Buffer | null,
): Promise<ChannelAsked> {
  const attemptId = systemRandomness.uuid() as AttemptId
  const id = systemRandomness.uuid() as CredentialId
  const accountId = systemRandomness.uuid() as AccountId
  await database.write({ as: 'sign-in' }, (tx) =>
    tx
      .insertInto('sign_in_attempt')
      .values({
        id: attemptId,
        journey: 'logon',
        door: 'ccms.otp.online' as DoorId,
        epoch,
        browser_digest: Buffer.alloc(32),
        budget_key: Buffer.alloc(32),
        account_id: null,
        password_id: null,
        step: 'passcode',
        channel,
        draft: null,
        source_network: '198.51.100.0/24',
        language: 'en',
        begun_at: at,
        expires_at: at.add({ hours: 1 }),
        ended_at: null,
      })
      .execute(),
  )
  return {
    attemptId,
    purpose: 'logon',
    epoch,
    at,
    credential: { id, accountId, sealed: sealedFor(id, accountId) },
  }
}
