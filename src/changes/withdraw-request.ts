import { reading } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { endRequest } from './end-request.ts'
import { LONGEST_REMARK, scopeOf } from './make-request.ts'
import { holdStill, readStanding } from './read-standing.ts'
import { WAITING } from './rules/request-state.ts'
import { findRequest } from './store.ts'
import type { RequestWorld } from './world.ts'

export interface Withdrawing {
  readonly number: RequestNumber
  readonly participant: ParticipantId | null
  readonly maker: AccountId
  readonly remark: string
  readonly at: Instant
}

export type WithdrawRefusal = { readonly is: 'not-found' | 'not-entitled' | 'decided' | 'remark-too-long' }

/** Its maker takes a request back while it waits. What restricts is in force: that another person lifts. */
export function withdrawRequest(
  world: RequestWorld,
  { number, participant, maker: account, remark, at }: Withdrawing,
): Promise<Result<{ readonly state: 'withdrawn' }, WithdrawRefusal>> {
  return world.database.write(scopeOf(participant), async (tx) => {
    if (remark.length > LONGEST_REMARK) return refused({ is: 'remark-too-long' })
    await holdStill(tx, participant, [account])
    const request = await findRequest(reading(tx), number, participant)
    if (request === undefined) return refused({ is: 'not-found' })
    const maker = await readStanding(reading(tx), { account, participant, at })
    if (maker?.person !== request.maker_person) return refused({ is: 'not-entitled' })
    if (!WAITING.includes(request.state)) return refused({ is: 'decided' })
    const withdrawn = await endRequest(tx, world, request, { to: 'withdrawn', by: account, remark }, at)
    return withdrawn ? done({ state: 'withdrawn' }) : refused({ is: 'decided' })
  })
}
