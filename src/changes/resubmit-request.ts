import { reading } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber, SessionId } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import { type Result, refused } from '../kernel/result.ts'
import { endRequest } from './end-request.ts'
import type { KindId } from './kind.ts'
import { type Made, type MakeRefusal, makeWithin, scopeOf } from './make-request.ts'
import { holdStill } from './read-standing.ts'
import { RESUBMITTED, WAITING } from './rules/request-state.ts'
import { findRequest, isResubmitted } from './store.ts'
import type { RequestWorld } from './world.ts'

export interface Resubmitting {
  readonly number: RequestNumber
  readonly participant: ParticipantId | null
  readonly maker: AccountId
  readonly session: SessionId
  readonly remark: string
  readonly at: Instant
}

export type ResubmitRefusal = MakeRefusal | { readonly is: 'not-found' | 'not-resubmitted' }

/**
 * Asks anew, in one step, for what came to nothing: a request of its own, by whoever may ask for it now, looked at and
 * proposed as things stand now. Each is asked for anew once.
 */
export async function resubmitRequest(
  world: RequestWorld,
  { number, ...asking }: Resubmitting,
): Promise<Result<Made, ResubmitRefusal>> {
  const { participant, maker, at } = asking
  const made = await world.database.write<Result<Made, ResubmitRefusal>>(scopeOf(participant), async (tx) => {
    await holdStill(tx, participant, [maker])
    const request = await findRequest(reading(tx), number, participant)
    if (request === undefined) return refused({ is: 'not-found' })
    const kind = world.kinds.get(request.kind as KindId)
    if (kind === undefined) throw new Error(`${number}: there is no kind ${request.kind} any more`)
    const lapsed = WAITING.includes(request.state) && isAtOrBefore(request.due_at, at)
    if (lapsed) await endRequest(tx, world, request, { to: 'expired' }, at)
    const ended = lapsed || RESUBMITTED.includes(request.state)
    if (!ended || (await isResubmitted(reading(tx), number))) return refused({ is: 'not-resubmitted' })
    const input: unknown = JSON.parse(request.input)
    // What operators ask of a firm is asked of that firm again.
    const about = kind.chain === 'operators' ? request.participant_id : participant
    return makeWithin(tx, world, { ...asking, participant: about, kind, input, resubmits: number })
  })
  world.mailQueued()
  return made
}
