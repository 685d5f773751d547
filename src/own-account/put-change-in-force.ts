import type { Holder } from '../accounts/find-holder.ts'
import type { EventKind } from '../audit/kinds.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import type { OwnChange } from '../kernel/vocabulary.ts'
import { endOtherSessions } from '../sessions/end-other-sessions.ts'
import { sendLetter } from '../sign-in/address-letter.ts'
import { draftCredential, openDraft } from '../sign-in/attempt-draft.ts'
import { endOpenAttempts } from '../sign-in/attempt-store.ts'
import { closeCredential, insertChannel, insertPassword } from '../sign-in/credential-store.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import type { ChangeAttempt } from './open-change.ts'
import { CLOSES } from './rules/may-change.ts'

export interface Changed {
  readonly change: OwnChange
  readonly sessionsEnded: number
}

interface Coming {
  readonly attempt: ChangeAttempt
  readonly holder: Holder
  readonly network: string
  readonly at: Instant
}

const EVENTS: Readonly<Record<OwnChange, EventKind>> = {
  password: 'password.changed',
  'add-app': 'channel.added',
  'replace-app': 'channel.replaced',
  'add-email': 'channel.added',
  'remove-app': 'channel.removed',
  'remove-email': 'channel.removed',
}

/**
 * The change, and all that follows from it, in the caller's transaction (attack 28): credentials are closed and begun,
 * never overwritten; every other logon session and every open attempt of the account ends; the holder is told by mail.
 * The credential comes first: a logon that is just beginning its session by the former one is waited for, and ended.
 */
export async function putChangeInForce(tx: Tx, world: SignInWorld, coming: Coming): Promise<Changed> {
  const { attempt, holder, network, at } = coming
  const { what, sessionId } = attempt.change
  await changeCredentials(tx, world, coming)
  await endOpenAttempts(tx, attempt.budgetKey, at)
  const ending = { accountId: holder.accountId, keep: sessionId, because: 'credentials-changed', at } as const
  const sessionsEnded = await endOtherSessions(tx, world, ending)
  await recordEvent(tx, world, {
    kind: EVENTS[what],
    at,
    accountId: holder.accountId,
    reference: null,
    facts: { door: attempt.door, session: sessionId, attempt: attempt.id, change: what, sessionsEnded },
    particulars: { network },
  })
  const letter = { holder, door: attempt.door, network, at, notAfter: at.add({ hours: 24 }), deliver: true }
  await sendLetter(tx, world, letter, { kind: 'account-changed', change: what })
  return { change: what, sessionsEnded }
}

async function changeCredentials(tx: Tx, world: SignInWorld, coming: Coming): Promise<void> {
  const { attempt, holder, at } = coming
  const { accountId } = holder
  const draft = openDraft(world.sealer, attempt)
  const former = holder.channels.find(({ kind }) => kind === CLOSES[attempt.change.what])
  if (former !== undefined) await closeCredential(tx, former.id, at)
  if (attempt.change.what === 'password') {
    if (holder.password === null || draft.password === null)
      throw new Error(`the change ${attempt.id} has no password`)
    await closeCredential(tx, holder.password.id, at)
    await insertPassword(tx, world, { ...draft.password, accountId, at })
  }
  const added = draftCredential(draft, accountId)
  if (draft.channel !== null && added !== undefined)
    await insertChannel(tx, world, { ...added, kind: draft.channel.kind, at })
}
