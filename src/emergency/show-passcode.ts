import { recordEvent } from '../audit/record-event.ts'
import { scopeOf } from '../changes/make-request.ts'
import { hasSteppedUp, readStanding } from '../changes/read-standing.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import { mayMake } from '../changes/rules/who-may.ts'
import type { RequestWorld } from '../changes/world.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type {
  AccountId,
  EmergencyPasscodeId,
  ParticipantId,
  RequestNumber,
  SessionId,
} from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { drawCode } from '../one-time-codes/rules/draw-code.ts'
import type { Passcode } from '../one-time-codes/rules/normalise-passcode.ts'
import { digestPasscode } from './rules/digest-passcode.ts'
import { EMERGENCY_PASSCODE } from './rules/figures.ts'
import { judgeShowing, type ShowingRefusal } from './rules/judge-showing.ts'
import { standingOf } from './rules/standing.ts'

export interface ShowingAsked {
  readonly number: RequestNumber
  /** The firm he acts in; null: at the desk. */
  readonly participant: ParticipantId | null
  readonly viewer: AccountId
  /** His logon session. */
  readonly session: SessionId
  /** How often one was drawn, by the page that he pressed the button on. */
  readonly seen: number
  readonly at: Instant
}

/** The only time it is seen in clear. */
export interface Shown {
  readonly passcode: Passcode
  readonly expiresAt: Instant
}

/** Draws an emergency passcode and hands it over, to be told. One that was drawn before is dead from then on. */
export function showPasscode(
  world: RequestWorld,
  asked: ShowingAsked,
): Promise<Result<Shown, ShowingRefusal>> {
  return world.database.write(scopeOf(asked.participant), async (tx) => {
    const found = await find(tx, asked)
    if (found === undefined) return refused('not-found')
    const refusal = judgeShowing({ ...found, seen: asked.seen })
    return refusal === null ? draw(tx, world, found, asked) : refused(refusal)
  })
}

async function find(tx: Tx, { number, participant, viewer, session, at }: ShowingAsked) {
  const db = reading(tx)
  const row = await db
    .selectFrom('emergency_passcode as p')
    .innerJoin('change_request as r', 'r.number', 'p.request')
    .select(['p.id', 'p.account_id as accountId', 'p.expires_at as expiresAt'])
    .select(['p.drawn', 'p.spent_at as spentAt', 'p.ended', 'r.maker', 'r.chain', 'r.restricts'])
    .where('p.request', '=', rowOf(number))
    .$if(participant !== null, (query) => query.where('p.participant_id', '=', participant))
    .executeTakeFirst()
  const him = await readStanding(db, { account: viewer, participant, at })
  if (row === undefined || him === undefined) return undefined
  return {
    ...row,
    standing: standingOf(row, at),
    isMaker: row.maker === viewer,
    mayMake: mayMake({ chain: row.chain, restricts: row.restricts, right: null }, him),
    steppedUp: await hasSteppedUp(tx, { account: viewer, session, at }),
  }
}

interface Found {
  readonly id: EmergencyPasscodeId
  readonly accountId: AccountId
  readonly expiresAt: Instant
}

async function draw(
  tx: Tx,
  world: RequestWorld,
  { id, accountId, expiresAt }: Found,
  { number, viewer, seen, at }: ShowingAsked,
): Promise<Result<Shown, ShowingRefusal>> {
  const passcode = drawCode(world.randomness, EMERGENCY_PASSCODE.digits)
  const { numUpdatedRows } = await tx
    .updateTable('emergency_passcode')
    .set({ drawn: seen + 1, drawn_at: at, digest: digestPasscode(world.sealer, id, passcode) })
    .where('id', '=', id)
    .where('drawn', '=', seen)
    .where('spent_at', 'is', null)
    .where('ended', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return refused('shown-meanwhile')
  const facts = { request: number, passcode: id, by: viewer, times: seen + 1 }
  const event = { kind: 'emergency-passcode.shown', at, accountId, reference: null } as const
  await recordEvent(tx, world, { ...event, facts, particulars: {} })
  return done({ passcode, expiresAt })
}
