import type { Holder } from '../accounts/find-holder.ts'
import { clearBudget } from '../attempts/clear-budget.ts'
import { settleTry } from '../attempts/settle-try.ts'
import type { Turn } from '../attempts/turn.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result } from '../kernel/result.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import { draftCredential, openDraft, sealDraft } from '../sign-in/attempt-draft.ts'
import { advanceAttempt } from '../sign-in/attempt-store.ts'
import { checkPasscode } from '../sign-in/check-passcode.ts'
import { refusePasscode } from '../sign-in/refuse-passcode.ts'
import { channelsTaken } from '../sign-in/rules/channels-taken.ts'
import type { RefusalReason, StepRefusal } from '../sign-in/rules/refusal.ts'
import { newChannelCredential, sendProofCode } from '../sign-in/send-proof-code.ts'
import type { ChangeStep } from '../sign-in/steps.ts'
import { newTicket, type Ticket } from '../sign-in/ticket.ts'
import { tryStep } from '../sign-in/try-step.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import {
  type ChangeAttempt,
  circumstancesOf,
  holdChange,
  type PresentedChange,
  readChange,
} from './open-change.ts'
import { type Changed, putChangeInForce } from './put-change-in-force.ts'
import { judgePasscode } from './rules/judge-proof.ts'
import { ADDS } from './rules/may-change.ts'

export interface ChangeProof extends PresentedChange {
  readonly passcode: string
}

/** The change is in force; or, where a channel is added, that channel is to be proven next, under another ticket. */
export type Proven =
  | ({ readonly is: 'changed' } & Changed)
  | { readonly is: 'to-be-proven'; readonly ticket: Ticket }

/**
 * What is proven at each step, and by which budget. The person by a channel he has: as at a logon, and as there both
 * factors clear it. The channel that is added, by whoever has just proven both: as at an initiation.
 */
const STEPS = {
  'change-passcode': {
    lane: 'logon',
    withoutTry: 'goes-on',
    purpose: 'change',
    right: 'completed',
    event: 'change.passcode-refused',
  },
  'change-proof': {
    lane: 'initiation',
    withoutTry: 'slow-down',
    purpose: 'channel-proof',
    right: 'passed',
    event: 'change.proof-refused',
  },
} as const

/** A passcode of a change of one's own account: counted, checked and spent, in the transaction of what it brings about. */
export async function proveChange(
  world: SignInWorld,
  asked: ChangeProof,
  step: ChangeStep,
): Promise<Result<Proven, StepRefusal>> {
  const { lane, withoutTry } = STEPS[step]
  return tryStep(world, asked, {
    read: await readChange(world, asked, [step]),
    ...{ lane, withoutTry },
    hold: (tx, read) => holdChange(tx, world, asked, read),
    prove: (tx, attempt, settled) => prove(tx, world, { asked, step, attempt, settled }),
  })
}

interface Proving {
  readonly asked: ChangeProof
  readonly step: ChangeStep
  readonly attempt: ChangeAttempt
  readonly settled: Turn
}

async function prove(tx: Tx, world: SignInWorld, proving: Proving): Promise<Result<Proven, StepRefusal>> {
  const { asked, step, attempt, settled } = proving
  const { holder, circumstances } = await circumstancesOf(tx, world, attempt, asked)
  const reason = judgePasscode({
    ...circumstances,
    budget: settled.is,
    passcode: settled.is === 'locked' ? 'wrong' : await check(tx, world, proving, holder),
  })
  if (reason !== null) return refuse(tx, world, proving, holder, reason)
  await settleRight(tx, proving)
  const adds = ADDS[attempt.change.what]
  if (step === 'change-passcode' && adds !== null)
    return done({ is: 'to-be-proven', ticket: await goOn(tx, world, proving, holder, adds) })
  const { network, at } = asked
  return done({ is: 'changed', ...(await putChangeInForce(tx, world, { attempt, holder, network, at })) })
}

async function settleRight(tx: Tx, { asked, step, attempt, settled }: Proving): Promise<void> {
  if (STEPS[step].right === 'passed') {
    await settleTry(tx, settled, 'passed', asked.at)
    return
  }
  if (settled.is === 'locked' || attempt.passwordId === null)
    throw new Error('a change was proven without a try or a password')
  await clearBudget(tx, settled, attempt.passwordId, asked.at)
}

function check(tx: Tx, world: SignInWorld, { asked, step, attempt }: Proving, holder: Holder) {
  const { at, passcode } = asked
  const { purpose } = STEPS[step]
  const by = step === 'change-proof' ? toBeAdded(world, attempt) : takenOf(world, attempt, holder, at)
  return checkPasscode(tx, world, { attempt, holder, purpose, passcode, at, by })
}

/** The channel that waits in the draft for its own proof. */
function toBeAdded(world: SignInWorld, attempt: ChangeAttempt) {
  const kind = ADDS[attempt.change.what]
  const credential = draftCredential(openDraft(world.sealer, attempt), attempt.accountId as AccountId)
  return kind === null || credential === undefined ? undefined : { ...credential, kind }
}

/** The channel he proves himself by, if the door takes it still. */
function takenOf(world: SignInWorld, attempt: ChangeAttempt, holder: Holder, at: Instant) {
  const visit = { door: attempt.door, enteredAt: attempt.begunAt, at }
  return channelsTaken(world.programme, holder, visit).find(({ kind }) => kind === attempt.channel)
}

/** Both factors are proven: the channel to be added is made, and waits in the draft for its own proof (P16). */
async function goOn(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt }: Proving,
  holder: Holder,
  kind: ChannelKind,
): Promise<Ticket> {
  const { network, at } = asked
  const ticket = newTicket(world.randomness, attempt.id)
  const credential = newChannelCredential(world, holder.accountId, kind)
  const sealed = credential.sealed?.toString('base64') ?? null
  const draft = sealDraft(world.sealer, attempt.id, {
    password: null,
    channel: { id: credential.id, kind, sealed, kept: false },
  })
  await advanceAttempt(tx, attempt.id, { step: 'change-proof', channel: kind, draft, ticket })
  await recordEvent(tx, world, {
    kind: 'change.confirmed',
    at,
    accountId: holder.accountId,
    reference: null,
    facts: { door: attempt.door, session: attempt.change.sessionId, attempt: attempt.id, channel: kind },
    particulars: { network },
  })
  if (kind === 'email') await sendProofCode(tx, world, { attempt, holder, credential, network, at })
  return ticket
}

function refuse(
  tx: Tx,
  world: SignInWorld,
  { asked, step, attempt, settled }: Proving,
  holder: Holder,
  reason: RefusalReason,
) {
  const { network, at } = asked
  const { sessionId: session } = attempt.change
  const refusal = { attempt, session, holder, settled, reason, network, at }
  return refusePasscode(tx, world, { event: STEPS[step].event, ...refusal })
}
