import { reading, type Tx } from '../db/transaction.ts'
import { sameDigest } from '../kernel/digest.ts'
import type { AccountId, ParticipantId, PersonId, RequestNumber, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { RequestState } from '../kernel/vocabulary.ts'
import type { Asked, CataloguedKind, Drawn } from './catalogued.ts'
import { concernsHim } from './concerns-him.ts'
import { endRequest } from './end-request.ts'
import type { Authority, KindId, Known } from './kind.ts'
import { LONGEST_REMARK, scopeOf } from './make-request.ts'
import { hasSteppedUp, holdStill, readStanding, type Standing } from './read-standing.ts'
import { recordStep } from './record-step.ts'
import { digestOf } from './rules/digest-of.ts'
import { judgeDecision, type VoidBecause } from './rules/judge-decision.ts'
import { OPEN, type Stage, type Verdict } from './rules/request-state.ts'
import { standsAnew } from './stands-anew.ts'
import { findRequest, moveRequest, type RequestRow } from './store.ts'
import type { RequestWorld } from './world.ts'

export interface Deciding {
  readonly number: RequestNumber
  /** The firm he acts in; null: as an operator. */
  readonly participant: ParticipantId | null
  readonly verdict: Verdict
  readonly checker: AccountId
  /** The checker's logon session. */
  readonly session: SessionId
  /** Hexadecimal, as the page showed it. */
  readonly digest: string
  readonly remark: string
  readonly at: Instant
}

export interface Decided {
  readonly state: RequestState
}

export type DecideRefusal =
  | {
      readonly is:
        | 'not-found'
        | 'decided'
        | 'own-request'
        | 'not-entitled'
        | 'concerns-oneself'
        | 'not-as-shown'
        | 'step-up'
        | 'expired'
        | 'remark-too-long'
    }
  | { readonly is: 'void'; readonly because: VoidBecause }

/**
 * Decides on a request, in one transaction with its effect. Who asked and who decides are read again as they are at that
 * instant; the change is looked at and proposed again, and must be what was shown, to the byte.
 */
export async function decideRequest(
  world: RequestWorld,
  deciding: Deciding,
): Promise<Result<Decided, DecideRefusal>> {
  const decided = await world.database.write(scopeOf(deciding.participant), (tx) =>
    decideWithin(tx, world, deciding),
  )
  world.mailQueued()
  return decided
}

async function decideWithin(
  tx: Tx,
  world: RequestWorld,
  deciding: Deciding,
): Promise<Result<Decided, DecideRefusal>> {
  const found = await findRequest(reading(tx), deciding.number, deciding.participant)
  if (found === undefined) return refused({ is: 'not-found' })
  if (deciding.remark.length > LONGEST_REMARK) return refused({ is: 'remark-too-long' })
  const held = [found.maker, deciding.checker, ...(found.checker ? [found.checker] : [])]
  await holdStill(tx, found.participant_id, [...held, ...(found.concerns ?? [])])
  // Again, now that nobody else decides on it.
  const request = await findRequest(reading(tx), deciding.number, deciding.participant)
  if (request === undefined) return refused({ is: 'not-found' })
  const outcome = await settle(tx, world, request, deciding)
  if (!outcome.ok) {
    const { number, checker: by, at, verdict } = deciding
    const because = outcome.refusal.is === 'void' ? outcome.refusal.because : outcome.refusal.is
    const facts = { kind: request.kind, participant: request.participant_id, verdict, because }
    await recordStep(tx, world, { event: 'request.refused', at, by, number, facts })
  }
  return outcome
}

async function settle(
  tx: Tx,
  world: RequestWorld,
  request: RequestRow,
  deciding: Deciding,
): Promise<Result<Decided, DecideRefusal>> {
  const { kind, asked } = askedOf(world, request)
  const { at, verdict, participant, checker: account, session } = deciding
  // What two operators decide about a firm is not its people's, whose eyes do not even see who asked.
  if (kind.chain === 'operators' && participant !== null) return refused({ is: 'not-entitled' })
  const people = await readPeople(tx, request, deciding)
  const judgement = judgeDecision({
    ...people,
    asking: kind,
    state: request.state,
    dueAt: request.due_at,
    escalated: request.escalated_at !== null,
    atDesk: participant === null,
    concernsDecider: await concernsHim(reading(tx), asked, request.concerns ?? 'many', people.decider),
    steppedUp: await hasSteppedUp(tx, { account, session, at }),
    shownAsIs: deciding.digest === request.digest.toString('hex'),
    verdict,
    at,
  })
  if (judgement.is === 'ends') return end(tx, world, request, judgement, at)
  if (judgement.is !== 'goes-on') return refused({ is: judgement.is })
  const { to, stage } = judgement
  const turn = { request, deciding, person: people.decider.person, to, stage }
  if (verdict === 'lift')
    return carryOut(tx, world, turn, (await standsAnew(tx, request)) ? null : { apply: asked.lift })
  if (verdict !== 'approve') return carryOut(tx, world, turn, null)
  const drawn = await asked.draft(reading(tx), knownOf(world, request, at))
  if (!drawn.ok || !isAsShown(request, asked, drawn.value))
    return end(tx, world, request, { to: 'void', because: 'changed-meanwhile' }, at)
  return carryOut(tx, world, turn, to === 'applied' ? drawn.value : null)
}

/** What is stored was parsed when it was asked for; where it can't be any more, the program has changed since. */
function askedOf(world: RequestWorld, request: RequestRow): { kind: CataloguedKind; asked: Asked } {
  const kind = world.kinds.get(request.kind as KindId)
  const asked = kind?.parse(JSON.parse(request.input))
  if (kind === undefined || !asked?.ok) throw new Error(`${request.number}: no such kind, or no such input`)
  return { kind, asked: asked.value }
}

function knownOf(world: RequestWorld, request: RequestRow, at: Instant): Known {
  return { programme: world.programme, participant: request.participant_id, at }
}

async function readPeople(
  tx: Tx,
  request: RequestRow,
  { checker, at }: Deciding,
): Promise<{ maker: Standing; earlier: Standing | null; decider: Standing }> {
  const standing = async (account: AccountId) => {
    const found = await readStanding(reading(tx), { account, participant: request.participant_id, at })
    if (found === undefined) throw new Error('an account that made or decided something is there for good')
    return found
  }
  return {
    maker: await standing(request.maker),
    earlier: request.checker === null ? null : await standing(request.checker),
    decider: await standing(checker),
  }
}

function isAsShown(request: RequestRow, { input }: Asked, drawn: Drawn): boolean {
  const { participant_id: participant, digest } = request
  return sameDigest(digest, digestOf({ ...drawn, kind: request.kind as KindId, participant, input }))
}

interface Turn {
  readonly request: RequestRow
  readonly deciding: Deciding
  readonly person: PersonId
  readonly to: RequestState
  readonly stage: Stage
}

type Effect = Pick<Drawn, 'apply'>

async function carryOut(
  tx: Tx,
  world: RequestWorld,
  { request, deciding, person, to, stage }: Turn,
  effect: Effect | null,
): Promise<Result<Decided, DecideRefusal>> {
  const { checker: by, at, remark, number, participant } = deciding
  const moved = await moveRequest(tx, request, {
    state: to,
    ended_at: OPEN.includes(to) ? null : at,
    ...(stage === 'check'
      ? { checker: by, checker_person: person, checked_at: at, check_remark: remark }
      : { authoriser: by, authoriser_person: person, authorised_at: at, authorise_remark: remark }),
  })
  if (!moved) return refused({ is: 'decided' })
  const { kind, participant_id, digest, maker, escalated_at } = request
  const escalated = escalated_at !== null && participant === null && stage === 'check'
  const facts = { kind, participant: participant_id, digest: digest.toString('hex'), maker, escalated }
  await recordStep(tx, world, { event: `request.${to as Outcome}`, at, by, number, facts, remark })
  if (effect !== null) await effect.apply(tx, world, authorityOf(request, deciding, stage), at)
  return done({ state: to })
}

type Outcome = 'checked' | 'applied' | 'rejected' | 'confirmed' | 'lifted'

function authorityOf(request: RequestRow, { number, checker: by }: Deciding, stage: Stage): Authority {
  const people =
    stage === 'check'
      ? { maker: request.maker, checker: by, authoriser: null }
      : { maker: request.maker, checker: request.checker ?? by, authoriser: by }
  return { by: 'request', number, ...people, singleControl: false }
}

/** It came to nothing by itself, and the one who wanted to decide is told why. */
async function end(
  tx: Tx,
  world: RequestWorld,
  request: RequestRow,
  ending: { readonly to: 'expired' } | { readonly to: 'void'; readonly because: VoidBecause },
  at: Instant,
): Promise<Result<Decided, DecideRefusal>> {
  await endRequest(tx, world, request, ending, at)
  return refused(ending.to === 'expired' ? { is: 'expired' } : { is: 'void', because: ending.because })
}
