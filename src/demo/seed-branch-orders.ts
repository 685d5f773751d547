import type { Insertable } from 'kysely'
import type { z } from 'zod'
import { decideRequest } from '../changes/decide-request.ts'
import { makeRequest } from '../changes/make-request.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import type { RequestWorld } from '../changes/world.ts'
import type { LogonSessionTable } from '../db/types.ts'
import { sha256 } from '../kernel/digest.ts'
import type { AccountId, AttemptId, DoorId, RequestNumber, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Role } from '../kernel/vocabulary.ts'
import type { TestSession } from '../programme/programme.ts'
import { finishBy } from '../programme/rules/situation.ts'
import { discardBranch, openBranch } from '../sites/changes.ts'
import type { SeededAccount } from './seed-directory.ts'

/** What two operators approved beforehand for a session that is not carried forward. */
export interface BranchOrders {
  readonly session: TestSession
  readonly opensAt: Instant
  /** Who came in may finish: then it is discarded. */
  readonly closesAt: Instant
  readonly open: RequestNumber
  readonly discard: RequestNumber
}

const HOURS_BEFORE = 30
const HOURS_AFTER = 24

/** Asked for and approved as on the desk, the evening before. */
export async function seedBranchOrders(
  world: RequestWorld,
  accounts: readonly SeededAccount[],
): Promise<readonly BranchOrders[]> {
  const { programme } = world
  const orders: BranchOrders[] = []
  for (const session of programme.sessions.filter((one) => !one.carriedForward)) {
    const { opensAt } = session
    const closesAt = finishBy(programme, session.closesAt)
    const desk = await sitDown(world, accounts, opensAt.subtract({ hours: HOURS_BEFORE }))
    const open = await approved(world, desk, openBranch, {
      session: session.id,
      from: opensAt,
      until: closesAt,
    })
    const until = closesAt.add({ hours: HOURS_AFTER })
    const discard = await approved(world, desk, discardBranch, { session: session.id, from: opensAt, until })
    await desk.leave()
    orders.push({ session, opensAt, closesAt, open, discard })
  }
  return orders
}

interface Desk {
  readonly maker: AccountId
  readonly checker: AccountId
  /** The checker's, stepped up. Nobody holds its token. */
  readonly session: SessionId
  readonly at: Instant
  leave(): Promise<void>
}

async function sitDown(
  { database, randomness, epoch }: RequestWorld,
  accounts: readonly SeededAccount[],
  at: Instant,
): Promise<Desk> {
  const find = (role: Role) => accounts.find(({ person }) => person.role === role)?.accountId
  const [maker, checker] = [find('operator-maker'), find('operator-checker')]
  if (maker === undefined || checker === undefined) throw new Error('the demo directory has no two operators')
  const id = randomness.uuid() as SessionId
  const session: Insertable<LogonSessionTable> = {
    ...{ id, token_digest: sha256(id), account_id: checker, door: 'ops' as DoorId, epoch },
    ...{
      amr: ['pwd', 'otp'],
      acr: 'pwd+totp',
      attempt_id: randomness.uuid() as AttemptId,
      source_network: '',
    },
    ...{ entered_at: at, created_at: at, last_seen_at: at, stepped_up_at: at, decision_holds_until: null },
    ...{ expires_at: at.add({ hours: 8 }), ended_at: null, ended_because: null },
  }
  await database.write({ as: 'sign-in' }, (tx) => tx.insertInto('logon_session').values(session).execute())
  const over = { ended_at: at, ended_because: 'logged-out' } as const
  const leave = () =>
    database.write({ as: 'sign-in' }, async (tx) => {
      await tx.updateTable('logon_session').set(over).where('id', '=', id).execute()
    })
  return { maker, checker, session: id, at, leave }
}

async function approved(
  world: RequestWorld,
  { maker, checker, session, at }: Desk,
  kind: typeof openBranch,
  input: z.infer<typeof openBranch.input>,
): Promise<RequestNumber> {
  const by = { session, participant: null, at }
  const made = await makeRequest(world, { kind, input, maker, remark: 'For the connectivity test.', ...by })
  if (!made.ok) throw new Error(`the demo can't ask for ${kind.id}: ${made.refusal.is}`)
  const { number } = made.value
  const { digest } = await world.database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('change_request')
      .select('digest')
      .where('number', '=', rowOf(number))
      .executeTakeFirstOrThrow(),
  )
  const decided = await decideRequest(world, {
    ...{ number, checker, verdict: 'approve', digest: digest.toString('hex'), remark: 'Agreed.' },
    ...by,
  })
  if (!decided.ok) throw new Error(`the demo can't approve ${number}: ${decided.refusal.is}`)
  return number
}
