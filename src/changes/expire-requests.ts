import type { Instant } from '../kernel/instant.ts'
import { endRequest } from './end-request.ts'
import { WAITING } from './rules/request-state.ts'
import type { RequestWorld } from './world.ts'

/** In one turn: a firm's whole week comes to its due time at the same midnight. */
const AT_MOST = 500

/** Ends what nobody decided by its due time. Two nodes at it at once end each request once. */
export function expireRequests(world: Omit<RequestWorld, 'kinds'>, at: Instant): Promise<number> {
  return world.database.write({ as: 'operations' }, async (tx) => {
    const due = await tx
      .selectFrom('change_request')
      .select(['number', 'state', 'kind', 'participant_id'])
      .where('ended_at', 'is', null)
      .where('state', 'in', WAITING)
      .where('due_at', '<=', at)
      .orderBy('number')
      .limit(AT_MOST)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const request of due) await endRequest(tx, world, request, { to: 'expired' }, at)
    return due.length
  })
}
