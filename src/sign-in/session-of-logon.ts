import type { Holder } from '../accounts/find-holder.ts'
import type { SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { InForceNow } from '../launch/read-in-force.ts'
import type { Decision } from '../programme/rules/decide.ts'
import { sessionEnd } from '../programme/rules/situation.ts'
import type { NewSession } from '../sessions/open-session.ts'
import { absoluteEnd } from '../sessions/rules/limits.ts'
import type { OpenedSession } from '../sessions/session-gate.ts'
import type { Attempt } from './attempt-store.ts'
import type { SignInWorld } from './world.ts'

/** What a logon was decided by. */
export interface Found {
  readonly holder: Holder | undefined
  readonly now: InForceNow
  readonly decision: Decision | null
}

/** As the session check is told of it. */
export function openedSession(session: NewSession, { holder, decision }: Found): OpenedSession {
  if (holder === undefined || decision === null) throw new Error('logged on without a holder')
  const { id, token, accountId, door, amr, acr, enteredAt, at, expiresAt } = session
  const { userId, displayName } = holder
  const live = { id, accountId, userId, displayName, door, amr, acr, enteredAt, createdAt: at, expiresAt }
  const functionOpen = decision.outcome === 'signed-in'
  return { token, session: live, functionOpen, nextChange: decision.nextChange, at }
}

/** By what somebody logged on: how it is told, and what ends the session when it ends. */
export type LoggedOnBy = Pick<NewSession, 'amr' | 'acr' | 'credentials'>

/** What begins when both factors were right. */
export function newSession(
  world: SignInWorld,
  attempt: Attempt,
  { holder, now, decision }: Found,
  { at, network, by }: { readonly at: Instant; readonly network: string; readonly by: LoggedOnBy },
): NewSession {
  if (holder === undefined || decision === null) throw new Error('logged on without a holder')
  return {
    id: world.randomness.uuid() as SessionId,
    token: Buffer.from(world.randomness.bytes(32)).toString('base64url'),
    accountId: holder.accountId,
    door: attempt.door,
    epoch: world.epoch,
    ...by,
    attemptId: attempt.id,
    network,
    enteredAt: attempt.begunAt,
    at,
    expiresAt: absoluteEnd(at, sessionEnd(now.inForce, attempt.door, world.site, at, attempt.begunAt)),
    nextChange: decision.nextChange,
    revision: now.revision,
    programmeId: world.programme.id,
  }
}
