import { sql } from 'kysely'
import { factsOf } from '../accounts/facts-of.ts'
import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { countAsk, failuresAt } from '../attempts/count-failures.ts'
import { delayAtSource } from '../attempts/rules/delay-at-source.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type ReadDb, reading, selectRows, type Tx } from '../db/transaction.ts'
import { type BudgetKey, type DoorId, parseUserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Source } from '../kernel/source.ts'
import type { Language } from '../kernel/vocabulary.ts'
import type { Occasion } from '../mail/letters.ts'
import { issueCode } from '../one-time-codes/issue-code.ts'
import { EMAIL_CODE } from '../one-time-codes/rules/code-policy.ts'
import { decide } from '../programme/rules/decide.ts'
import { sendLetter } from './address-letter.ts'
import { type Attempt, insertAttempt } from './attempt-store.ts'
import { holdAttempt, type Presented } from './open-attempt.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import {
  type CodesIssued,
  type InitiationVerdict,
  judgeInitiation,
  withinMailLimits,
} from './rules/judge-initiation.ts'
import { newTicket, type Ticket } from './ticket.ts'
import type { SignInWorld } from './world.ts'

export interface InitiationAsked extends Source {
  readonly door: DoorId
  readonly typedUserId: string
  readonly language: Language
  readonly at: Instant
}

/**
 * First step of an initiation: anybody may ask for any User ID and gets the same answer at the same cost (attack 3).
 * The attempt is bound to this browser: codes asked for elsewhere never touch it. Only an account that may initiate is
 * written into the attempt, so that no code, guessed or right, leads on for another.
 */
export async function askInitiation(
  world: SignInWorld,
  asked: InitiationAsked,
): Promise<Result<Ticket, 'busy'>> {
  const key = budgetKeyOf(world.sealer, asked.typedUserId)
  const ticket = newTicket(world.randomness, world.randomness.uuid() as Ticket['attemptId'])
  const found = await world.database.read({ as: 'sign-in' }, (db) => lookUp(db, world, asked, key))
  if (!(await world.waiting.hold(asked.network, found.delay))) return refused('busy')
  const holder = found.verdict === 'may-initiate' ? found.holder : undefined
  await world.database.write({ as: 'sign-in' }, async (tx) => {
    await insertAttempt(tx, {
      ticket,
      journey: 'initiation',
      door: asked.door,
      epoch: world.epoch,
      budgetKey: key,
      accountId: holder?.accountId ?? null,
      passwordId: null,
      step: 'registered-email',
      channel: null,
      network: asked.network,
      language: asked.language,
      at: asked.at,
    })
    await answer(tx, world, { ...asked, ...found, key, attemptId: ticket.attemptId })
  })
  world.mailQueued()
  return done(ticket)
}

/** Sends another code for the same attempt. Earlier codes live to their own expiry; the tries are not refilled. */
export async function askInitiationAgain(
  world: SignInWorld,
  presented: Presented,
): Promise<Result<null, AttemptRefusal>> {
  const sent = await world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = await holdAttempt(tx, world, presented, ['registered-email'])
    if (!held.ok) return held
    const attempt = held.value
    const holder = await findHolder(reading(tx), {
      accountId: attempt.accountId,
      budget: attempt.budgetKey,
      at: presented.at,
    })
    const found = {
      holder,
      ...(await judge(reading(tx), world, { ...attempt, ...presented, key: attempt.budgetKey }, holder)),
    }
    const to = { ...attempt, ...presented, ...found, key: attempt.budgetKey }
    await answer(tx, world, { ...to, attemptId: attempt.id, typedUserId: '' })
    return done(null)
  })
  if (!sent.ok) return refused(sent.refusal)
  world.mailQueued()
  return sent
}

async function lookUp(db: ReadDb, world: SignInWorld, asked: InitiationAsked, key: BudgetKey) {
  const holder = await findHolder(db, { userId: parseUserId(asked.typedUserId), budget: key, at: asked.at })
  return { holder, ...(await judge(db, world, { ...asked, key }, holder)) }
}

interface Judged {
  readonly verdict: InitiationVerdict
  readonly withinLimits: boolean
  /** What this source network has to wait, in milliseconds. */
  readonly delay: number
}

async function judge(
  db: ReadDb,
  world: SignInWorld,
  asked: Pick<InitiationAsked, 'door' | 'network' | 'ip' | 'at'> & { readonly key: BudgetKey },
  holder: Holder | undefined,
): Promise<Judged> {
  const { inForce } = await world.inForce(db)
  const fromHere = holder === undefined || mayComeFrom(holder, asked.ip)
  const facts = holder === undefined ? null : factsOf(holder, null)
  const decision = facts === null ? null : decide(inForce, facts, asked.door, world.site, asked.at)
  const sent = await countCodes(db, asked)
  return {
    verdict: judgeInitiation(facts, decision, fromHere),
    withinLimits: withinMailLimits(sent),
    delay: delayAtSource(sent.failuresHere),
  }
}

/** Codes issued for this ID, known or not, in the last hour; and what this source network has left behind. */
async function countCodes(
  db: ReadDb,
  { key, network, at }: { readonly key: BudgetKey; readonly network: string; readonly at: Instant },
): Promise<CodesIssued & { readonly failuresHere: number }> {
  const rows = await selectRows(
    db,
    sql<{ from_here: number; from_here_in_hour: number; in_all: number; failures_here: number }>`
    select count(*) filter (where a.source_network = ${network}
        and c.issued_at > ${at.subtract({ minutes: 15 })}) as from_here, count(*) as in_all,
      count(*) filter (where a.source_network = ${network}) as from_here_in_hour, ${failuresAt(network, at)} as failures_here
    from sign_in_attempt a join one_time_code c on c.attempt_id = a.id
    where a.budget_key = decode(${key}, 'hex') and a.begun_at > ${at.subtract({ hours: 2 })}
      and c.purpose = 'registered-email' and c.issued_at > ${at.subtract({ hours: 1 })}`,
  )
  const [row] = rows
  return {
    fromHere: row?.from_here ?? 0,
    fromHereInHour: row?.from_here_in_hour ?? 0,
    inAll: row?.in_all ?? 0,
    failuresHere: row?.failures_here ?? 0,
  }
}

interface Answer extends Judged {
  readonly key: BudgetKey
  readonly attemptId: Attempt['id']
  readonly holder: Holder | undefined
  readonly door: DoorId
  readonly typedUserId: string
  readonly network: string
  readonly at: Instant
}

/** Issues the code (for nobody, too) and writes the letter that fits; past the mail limits neither. */
async function answer(tx: Tx, world: SignInWorld, to: Answer): Promise<void> {
  const { holder, door, network, at } = to
  if (to.withinLimits) {
    const issued = await issueCode(tx, world, {
      attemptId: to.attemptId,
      purpose: 'registered-email',
      epoch: world.epoch,
      at,
    })
    const occasion: Occasion =
      to.verdict === 'already-initiated'
        ? { kind: 'already-initiated' }
        : { kind: 'initiation-code', code: issued.code, minutes: EMAIL_CODE.lifetime.minutes }
    const deliver = to.verdict !== 'may-not'
    await sendLetter(tx, world, { holder, door, network, at, notAfter: issued.expiresAt, deliver }, occasion)
  }
  await recordEvent(tx, world, {
    kind: 'initiation.asked',
    at,
    accountId: holder?.accountId ?? null,
    reference: null,
    facts: { door, attempt: to.attemptId, verdict: to.verdict, mailLimit: !to.withinLimits },
    particulars: { typed: to.typedUserId.slice(0, 64), network },
  })
  await countAsk(tx, to)
}
