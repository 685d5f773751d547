import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { openPassword } from '../accounts/password-credential.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { takeTry } from '../attempts/take-try.ts'
import type { Turn } from '../attempts/turn.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { BudgetKey, CredentialId, Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Source } from '../kernel/source.ts'
import type { Language, OwnChange } from '../kernel/vocabulary.ts'
import { judgeNewPassword, type PasswordFault } from '../passwords/rules/judge-new-password.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { sealDraft } from '../sign-in/attempt-draft.ts'
import { insertAttempt } from '../sign-in/attempt-store.ts'
import { usedBefore } from '../sign-in/former-passwords.ts'
import { writeLockLetter } from '../sign-in/lock-letter.ts'
import { namesAround } from '../sign-in/names-around.ts'
import { channelsTaken } from '../sign-in/rules/channels-taken.ts'
import type { RefusalReason } from '../sign-in/rules/refusal.ts'
import { mailPasscode } from '../sign-in/send-passcode.ts'
import { lockFacts, settleLogon } from '../sign-in/settle-logon.ts'
import { newTicket, type Ticket } from '../sign-in/ticket.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import { changeableOf } from './changeable.ts'
import { judgePassword } from './rules/judge-proof.ts'
import { type ChangeObstacle, mayChange } from './rules/may-change.ts'

export interface ChangeAsked extends Source {
  readonly session: LiveSession
  readonly change: OwnChange
  readonly currentPassword: string
  /** Where the password is what is changed. */
  readonly newPassword: { readonly typed: string; readonly repeated: string } | null
  readonly language: Language
  readonly at: Instant
}

export type ChangeRefusal =
  | { readonly is: 'refused'; readonly reference: Reference }
  | { readonly is: 'busy' }
  | { readonly is: 'unfit'; readonly faults: readonly PasswordFault[] }
  | { readonly is: 'not-now'; readonly because: ChangeObstacle }

type Refusable<T> = Result<T, ChangeRefusal>

/**
 * First step of a change of one's own account: the current password, on the same budget and by the same rules as at a
 * logon (attack 14). Right: an attempt begins, bound to this logon session and, by its ticket, to this browser.
 *
 * What can be said of a new password by itself is said before a try is taken; whether it was used before only to whoever
 * has proven the current one.
 */
export async function beginChange(world: SignInWorld, asked: ChangeAsked): Promise<Refusable<Ticket>> {
  const key = budgetKeyOf(world.sealer, asked.session.userId)
  const { holder, obstacle } = await lookUp(world, asked, key)
  if (obstacle !== null) return refused({ is: 'not-now', because: obstacle })
  const faults = judgeTyped(world, asked, holder)
  if (faults.length > 0) return refused({ is: 'unfit', faults })
  const attempted = await takeTry(world.database, world.waiting, { ...asked, key, lane: 'logon' })
  if (!attempted.ok) return refused({ is: 'busy' })
  const step: Step = { asked, holder, settled: attempted.value }
  const password = openPassword(world.sealer, holder)
  const matched = await world.hasher.verify(password.phc, asked.currentPassword, asked.network)
  if (!matched.ok) return giveBack(world, step, { is: 'busy' })
  const reason = judgePassword({
    budget: step.settled.is,
    status: holder.status,
    brokenSeal: password.brokenSeal,
    matched: matched.value,
  })
  if (reason !== null) return refuse(world, step, reason, matched.value)
  const phc = await hashNew(world, asked, holder)
  return phc.ok ? accept(world, step, phc.value) : giveBack(world, step, phc.refusal)
}

interface Step {
  readonly asked: ChangeAsked
  readonly holder: Holder
  readonly settled: Turn
}

function lookUp(world: SignInWorld, { session, change, at }: ChangeAsked, budget: BudgetKey) {
  return world.database.read({ as: 'sign-in' }, async (db) => {
    const holder = await findHolder(db, { accountId: session.accountId, budget, at })
    if (holder === undefined) throw new Error(`the session ${session.id} has no account`)
    const { inForce } = await world.inForce(db)
    return { holder, obstacle: mayChange(change, changeableOf(world, inForce, holder, session, at)) }
  })
}

function judgeTyped(
  world: SignInWorld,
  { newPassword }: ChangeAsked,
  holder: Holder,
): readonly PasswordFault[] {
  if (newPassword === null) return []
  const names = namesAround(world.programme, holder)
  return judgeNewPassword(world.passwordProfile, { ...newPassword, userId: holder.userId, names })
}

/** The hash of the new password; null where no password is changed. */
async function hashNew(
  world: SignInWorld,
  { newPassword, currentPassword: proven, network }: ChangeAsked,
  { accountId }: Holder,
): Promise<Refusable<string | null>> {
  if (newPassword === null) return done(null)
  const used = await usedBefore(world, { accountId, typed: newPassword.typed, proven, network })
  if (used === 'busy') return refused({ is: 'busy' })
  const last = world.passwordProfile.remembers
  if (used) return refused({ is: 'unfit', faults: [{ code: 'used-before', last }] })
  const hashed = await world.hasher.hash(newPassword.typed, network)
  return hashed.ok ? hashed : refused({ is: 'busy' })
}

/** The current password was right, or was never compared: the try is not counted. */
async function giveBack(
  world: SignInWorld,
  { settled, asked }: Step,
  refusal: ChangeRefusal,
): Promise<Refusable<never>> {
  await world.database.write({ as: 'sign-in' }, (tx) => settleTry(tx, settled, 'passed', asked.at))
  return refused(refusal)
}

async function refuse(
  world: SignInWorld,
  { asked, holder, settled }: Step,
  reason: RefusalReason,
  matched: boolean,
): Promise<Refusable<never>> {
  const reference = newReference(world.randomness)
  const { session, change, network, at } = asked
  const mailed = await world.database.write({ as: 'sign-in' }, async (tx) => {
    const lockedUntil = await settleLogon(tx, settled, matched ? 'refused' : 'failed', at)
    await recordEvent(tx, world, {
      kind: 'change.password-refused',
      at,
      accountId: holder.accountId,
      reference,
      facts: {
        door: session.door,
        session: session.id,
        change,
        reason,
        ...lockFacts(settled.key, lockedUntil),
      },
      particulars: { network },
    })
    return writeLockLetter(tx, world, { holder, lockedUntil, door: session.door, network, at })
  })
  if (mailed) world.mailQueued()
  return refused({ is: 'refused', reference })
}

async function accept(world: SignInWorld, step: Step, phc: string | null): Promise<Refusable<Ticket>> {
  const ticket = newTicket(world.randomness, world.randomness.uuid() as Ticket['attemptId'])
  const { door, enteredAt } = step.asked.session
  const [channel] = channelsTaken(world.programme, step.holder, { door, enteredAt, at: step.asked.at })
  await world.database.write({ as: 'sign-in' }, async (tx) => {
    await settleTry(tx, step.settled, 'passed', step.asked.at)
    await open(tx, world, step, { ticket, phc, channel: channel?.kind ?? null })
    const { session, network, at } = step.asked
    const to = { holder: step.holder, attemptId: ticket.attemptId, door: session.door, network, at }
    if (channel?.kind === 'email') await mailPasscode(tx, world, to, 'change')
  })
  if (channel?.kind === 'email') world.mailQueued()
  return done(ticket)
}

interface Opened {
  readonly ticket: Ticket
  readonly phc: string | null
  readonly channel: 'email' | 'app' | null
}

async function open(
  tx: Tx,
  world: SignInWorld,
  { asked, holder, settled }: Step,
  opened: Opened,
): Promise<void> {
  const { session, change, network, language, at } = asked
  const { ticket, phc, channel } = opened
  const password = phc === null ? null : { id: world.randomness.uuid() as CredentialId, phc }
  await insertAttempt(tx, {
    ticket,
    journey: 'change',
    door: session.door,
    epoch: world.epoch,
    budgetKey: settled.key,
    accountId: holder.accountId,
    passwordId: holder.password?.id ?? null,
    step: 'change-passcode',
    channel,
    draft: sealDraft(world.sealer, ticket.attemptId, { password, channel: null }),
    change: { sessionId: session.id, what: change },
    network,
    language,
    at,
  })
  await recordEvent(tx, world, {
    kind: 'change.begun',
    at,
    accountId: holder.accountId,
    reference: null,
    facts: { door: session.door, session: session.id, attempt: ticket.attemptId, change },
    particulars: { network },
  })
}
