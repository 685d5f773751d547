import { factsOf } from '../accounts/facts-of.ts'
import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { rememberBrowser } from '../attempts/known-browser.ts'
import type { Turn } from '../attempts/turn.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { AccountId, CredentialId } from '../kernel/ids.ts'
import { earlierOf, type Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { decide } from '../programme/rules/decide.ts'
import { sendLetter } from './address-letter.ts'
import { type AttemptDraft, draftCredential, openDraft, sealDraft } from './attempt-draft.ts'
import { type Attempt, advanceAttempt } from './attempt-store.ts'
import { insertChannel, insertPassword } from './credential-store.ts'
import { writeLockLetter } from './lock-letter.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import { channelsOffered, provesByOwn } from './rules/channels-offered.ts'
import { admitted } from './rules/judge-password-step.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import { holdSession } from './session-of-initiation.ts'
import { lockFacts, settleLogon } from './settle-logon.ts'
import { newTicket, type Ticket } from './ticket.ts'
import { tryStep } from './try-step.ts'
import type { SignInWorld } from './world.ts'

const STEPS = ['proof', 'second-proof'] as const
/** A terminal is shared: the offer of a second channel does not wait for whoever comes next. */
const SECOND_CHANNEL_OFFER = { minutes: 5 }

export interface Proof extends Presented {
  readonly passcode: string
}

/**
 * Last step of an initiation: the chosen channel is proven by using it (P16), and only then do password and channel come
 * into force, together, in the transaction that spends the passcode. A second channel is proven in the same way. A channel
 * that stayed after a reset of the password is in force already: guessing at it counts where a logon's guesses count.
 */
export async function proveChannel(world: SignInWorld, asked: Proof): Promise<Result<Ticket, StepRefusal>> {
  const read = await readAttempt(world, asked, STEPS)
  if (!read.ok) return refused({ is: 'attempt', because: read.refusal })
  const { budgetKey: key } = read.value
  const proven = await tryStep(world, asked, {
    read,
    lane: openDraft(world.sealer, read.value).channel?.kept ? 'logon' : 'initiation',
    withoutTry: 'slow-down',
    hold: (tx) => holdAttempt(tx, world, asked, STEPS),
    prove: (tx, attempt, turn) => prove(tx, world, asked, attempt, turn),
  })
  if (!proven.ok) return proven
  const { ticket, passwordId } = proven.value
  // Not within: a logon of this browser takes this row first and ends the initiation last, and each would wait for the other.
  await world.database.writeAtOnce({ as: 'sign-in' }, (tx) =>
    rememberBrowser(tx, { ...asked, key, passwordId }),
  )
  return done(ticket)
}

interface Proven {
  readonly ticket: Ticket
  /** The password that this browser is known by from now on. */
  readonly passwordId: CredentialId
}

async function prove(
  tx: Tx,
  world: SignInWorld,
  asked: Proof,
  attempt: Attempt,
  settled: Turn,
): Promise<Result<Proven, StepRefusal>> {
  const holder = await holdAccount(tx, attempt, asked.at)
  const draft = openDraft(world.sealer, attempt)
  const reason =
    (await admits(tx, world, asked, { attempt, draft }, holder)) ??
    (await check(tx, world, asked, attempt, draft))
  const outcome = reason === null || reason === 'malformed' ? 'passed' : 'failed'
  const lockedUntil = await settleLogon(tx, settled, outcome, asked.at)
  if (reason !== null) return refuse(tx, world, asked, { attempt, holder }, { reason, lockedUntil })
  if (holder === undefined) throw new Error(`attempt ${attempt.id} was admitted without an account`)
  const first = attempt.step === 'proof'
  await putInForce(tx, world, { holder, draft, first, at: asked.at })
  const passwordId = draft.password?.id ?? holder.password?.id
  if (passwordId === undefined) throw new Error('a channel came into force without a password')
  return done({ ticket: await setUp(tx, world, { asked, attempt, holder, draft, first }), passwordId })
}

/**
 * Two initiations of one account that end at once come one after the other; the second finds it initiated. Not FOR UPDATE:
 * a logon session refers to the account, and its logon then waits for this initiation's attempt.
 */
async function holdAccount(tx: Tx, attempt: Attempt, at: Instant): Promise<Holder | undefined> {
  await tx.selectFrom('account').select('id').where('id', '=', attempt.accountId).forNoKeyUpdate().execute()
  return findHolder(reading(tx), { accountId: attempt.accountId, budget: attempt.budgetKey, at })
}

async function admits(
  tx: Tx,
  world: SignInWorld,
  { at, ip }: Proof,
  { attempt, draft }: { readonly attempt: Attempt; readonly draft: AttemptDraft },
  holder: Holder | undefined,
): Promise<RefusalReason | null> {
  if (holder === undefined) return 'unknown-user'
  if (!mayComeFrom(holder, ip)) return 'other-network'
  if (attempt.step === 'proof' && attempt.sessionId !== null && !(await holdSession(tx, attempt.sessionId)))
    return 'session-ended'
  const reason = await stillAdmitted(tx, world, attempt, holder, at)
  if (reason !== null) return reason
  if (!isAsDrawn(draft, holder)) return 'not-offered'
  const offered = channelsOffered(world.programme, holder, attempt.door, at)
  return offered.some(({ kind }) => kind === attempt.channel) ? null : 'not-offered'
}

/** What was drawn up before yet another reset is neither to be set up nor his any more. */
function isAsDrawn({ channel }: AttemptDraft, holder: Holder): boolean {
  if (!provesByOwn(holder)) return channel?.kept === false
  return channel?.kept === true && holder.channels.some(({ id }) => id === channel.id)
}

/** The offer of a second channel needs no open door: who has proven one stands inside. Reset meanwhile, he does not. */
async function stillAdmitted(
  tx: Tx,
  world: SignInWorld,
  attempt: Attempt,
  holder: Holder,
  at: Instant,
): Promise<RefusalReason | null> {
  if (attempt.step === 'second-proof') {
    if (holder.status !== 'active') return 'suspended'
    return factsOf(holder, null).initiated ? null : 'not-initiated'
  }
  const { inForce } = await world.inForce(reading(tx))
  return admitted(decide(inForce, factsOf(holder, attempt.begunAt), attempt.door, world.site, at))
}

async function check(
  tx: Tx,
  world: SignInWorld,
  asked: Proof,
  attempt: Attempt,
  draft: AttemptDraft,
): Promise<RefusalReason | null> {
  const credential = draftCredential(draft, attempt.accountId as AccountId)
  if (credential === undefined || draft.channel === null) return 'other-step'
  const checked = await world.channels[draft.channel.kind].check(
    tx,
    { attemptId: attempt.id, purpose: 'channel-proof', epoch: world.epoch, at: asked.at, credential },
    asked.passcode,
  )
  return checked.ok ? null : checked.refusal
}

interface Coming {
  readonly holder: Holder
  readonly draft: AttemptDraft
  readonly first: boolean
  readonly at: Instant
}

async function putInForce(tx: Tx, world: SignInWorld, { holder, draft, first, at }: Coming): Promise<void> {
  const { password, channel } = draft
  const { accountId } = holder
  if (first) {
    if (password === null) throw new Error('a channel was proven before a password was chosen')
    await insertPassword(tx, world, { ...password, accountId, at })
  }
  const proven = draftCredential(draft, accountId)
  if (channel === null || proven === undefined) throw new Error('no channel was chosen')
  if (!channel.kept) await insertChannel(tx, world, { ...proven, kind: channel.kind, at })
}

interface Done extends Omit<Coming, 'at'> {
  readonly asked: Proof
  readonly attempt: Attempt
}

async function setUp(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt, holder, draft, first }: Done,
): Promise<Ticket> {
  const { at, network } = asked
  const kind = draft.channel?.kind ?? 'app'
  const ticket = newTicket(world.randomness, attempt.id)
  const emptied = sealDraft(world.sealer, attempt.id, { password: null, channel: null })
  await advanceAttempt(tx, attempt.id, {
    step: 'set-up',
    ticket,
    draft: emptied,
    expiresAt: earlierOf(attempt.expiresAt, at.add(SECOND_CHANNEL_OFFER)),
  })
  await recordEvent(tx, world, {
    kind: first ? 'initiation.completed' : 'initiation.channel-added',
    at,
    accountId: holder.accountId,
    reference: null,
    facts: {
      ...{ door: attempt.door, attempt: attempt.id, channel: kind, credential: draft.channel?.id ?? null },
      kept: draft.channel?.kept ?? false,
      provenBy: attempt.sessionId === null ? 'registered-email' : 'smartcard',
    },
    particulars: { network },
  })
  const letter = { holder, door: attempt.door, network, at, notAfter: at.add({ hours: 24 }), deliver: true }
  await sendLetter(tx, world, letter, { kind: 'two-factor-set-up', channel: kind })
  return ticket
}

async function refuse(
  tx: Tx,
  world: SignInWorld,
  { at, network }: Proof,
  { attempt, holder }: { readonly attempt: Attempt; readonly holder: Holder | undefined },
  { reason, lockedUntil }: { readonly reason: RefusalReason; readonly lockedUntil: Instant | null },
): Promise<Result<never, StepRefusal>> {
  const reference = newReference(world.randomness)
  await writeLockLetter(tx, world, { holder, lockedUntil, door: attempt.door, network, at })
  await recordEvent(tx, world, {
    kind: 'initiation.proof-refused',
    at,
    accountId: attempt.accountId,
    reference,
    facts: {
      ...{ door: attempt.door, attempt: attempt.id, reason },
      ...lockFacts(attempt.budgetKey, lockedUntil),
    },
    particulars: { network },
  })
  return refused({ is: 'refused', reference })
}
