import { sql } from 'kysely'
import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { AttemptId, DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import { EMAIL_CODE } from '../one-time-codes/rules/code-policy.ts'
import { sendLetter } from './address-letter.ts'
import { advanceAttempt } from './attempt-store.ts'
import { holdAttempt, type Presented } from './open-attempt.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import { channelsTaken } from './rules/channels-taken.ts'
import type { SignInWorld } from './world.ts'

/** `enough-sent`: this account was sent as many passcodes as are allowed in a quarter of an hour (attack 66). */
export type SendRefusal = AttemptRefusal | 'enough-sent' | 'no-such-channel'

const PER_QUARTER_HOUR = 5

/** What a passcode is for: it counts for that alone, and its letter says so. All share one limit of letters. */
export const PASSCODES = {
  logon: { step: 'passcode', purpose: 'logon', letter: 'logon-code', event: 'logon.passcode-sent' },
  change: {
    step: 'change-passcode',
    purpose: 'change',
    letter: 'change-code',
    event: 'change.passcode-sent',
  },
  'step-up': {
    step: 'step-up-passcode',
    purpose: 'step-up',
    letter: 'step-up-code',
    event: 'step-up.passcode-sent',
  },
} as const

/**
 * Sends another passcode, or goes over to another of the person's channels that this door takes. Earlier passcodes live
 * to their own expiry; the tries of the attempt are not refilled.
 */
export async function sendPasscode(
  world: SignInWorld,
  presented: Presented,
  kind: ChannelKind,
  what: keyof typeof PASSCODES = 'logon',
): Promise<Result<null, SendRefusal>> {
  const sent = await world.database.write(
    { as: 'sign-in' },
    async (tx): Promise<Result<null, SendRefusal>> => {
      const held = await holdAttempt(tx, world, presented, [PASSCODES[what].step])
      if (!held.ok) return held
      const attempt = held.value
      const holder = await findHolder(reading(tx), {
        accountId: attempt.accountId,
        budget: attempt.budgetKey,
        at: presented.at,
      })
      const visit = { door: attempt.door, enteredAt: attempt.begunAt, at: presented.at }
      const taken = holder === undefined ? [] : channelsTaken(world.programme, holder, visit)
      if (holder === undefined || !taken.some((channel) => channel.kind === kind))
        return refused('no-such-channel')
      if (attempt.channel !== kind) await advanceAttempt(tx, attempt.id, { channel: kind })
      if (kind === 'app') return done(null)
      if (await enoughSent(tx, holder, presented.at)) return refused('enough-sent')
      await mailPasscode(tx, world, { holder, attemptId: attempt.id, ...presented }, what)
      return done(null)
    },
  )
  if (sent.ok) world.mailQueued()
  return sent
}

async function enoughSent(tx: Tx, holder: Holder, at: Instant): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox_mail')
    .select(sql<number>`count(*)`.as('sent'))
    .where('account_id', '=', holder.accountId)
    .where(
      'kind',
      'in',
      Object.values(PASSCODES).map(({ letter }) => letter),
    )
    .where('created_at', '>', at.subtract({ minutes: 15 }))
    .executeTakeFirstOrThrow()
  return row.sent >= PER_QUARTER_HOUR
}

interface Sending {
  readonly holder: Holder
  readonly attemptId: AttemptId
  readonly door: DoorId
  readonly network: string
  readonly at: Instant
}

/** Issues a passcode for the email channel and queues its letter. Past the limit nothing is sent: earlier ones still live. */
export async function mailPasscode(
  tx: Tx,
  world: SignInWorld,
  { holder, attemptId, door, network, at }: Sending,
  what: keyof typeof PASSCODES,
): Promise<void> {
  const { purpose, letter: kind, event } = PASSCODES[what]
  const credential = holder.channels.find(({ kind }) => kind === 'email')
  if (credential === undefined || (await enoughSent(tx, holder, at))) return
  const asked = { attemptId, purpose, epoch: world.epoch, at }
  const issued = await world.channels.email.begin(tx, {
    ...asked,
    credential: { ...credential, accountId: holder.accountId },
  })
  if (issued === null) throw new Error('the email channel issued no code')
  const letter = { holder, door, network, at, notAfter: issued.expiresAt, deliver: true }
  await sendLetter(tx, world, letter, {
    kind,
    code: issued.code,
    minutes: EMAIL_CODE.lifetime.minutes,
  })
  await recordEvent(tx, world, {
    kind: event,
    at,
    accountId: holder.accountId,
    reference: null,
    facts: { door, attempt: attemptId, channel: 'email' },
    particulars: { network },
  })
}
