import { z } from 'zod'
import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber, UserId } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import type { Chain, RequestState } from '../kernel/vocabulary.ts'
import { concernsHim } from './concerns-him.ts'
import type { ChangeLine, FieldName, KindId } from './kind.ts'
import { readStanding, type Standing } from './read-standing.ts'
import { judgeDecision } from './rules/judge-decision.ts'
import { sayNumber } from './rules/request-number.ts'
import { RESUBMITTED, type Verdict, verdictsOn, WAITING } from './rules/request-state.ts'
import { mayMake } from './rules/who-may.ts'
import { findRequest, isResubmitted, type RequestRow } from './store.ts'
import type { RequestWorld } from './world.ts'

/** One request, as the person who looks at it sees it. */
export interface RequestView {
  readonly number: RequestNumber
  readonly kind: KindId
  readonly chain: Chain
  readonly state: RequestState
  readonly participant: { readonly id: ParticipantId; readonly code: string } | null
  readonly lines: readonly ChangeLine[]
  readonly more: number
  /** Hexadecimal: to be handed back with the decision. */
  readonly digest: string
  readonly dueAt: Instant
  readonly isOverdue: boolean
  readonly singleControl: boolean
  /** Since when an operator may decide on it, no checker of the firm being there. */
  readonly escalatedAt: Instant | null
  readonly endReason: string | null
  readonly resubmits: RequestNumber | null
  /** What was asked and decided, oldest first. */
  readonly history: readonly RequestEvent[]
  /** What he may do with it now. A step-up may be asked for besides. */
  readonly may: readonly (Verdict | 'withdraw' | 'resubmit')[]
}

export interface RequestEvent {
  readonly what: 'made' | 'checked' | 'escalated' | RequestState
  readonly at: Instant
  /** Null: it came by itself, or is a person whom the viewer does not see. */
  readonly by: { readonly userId: UserId; readonly name: string } | null
  readonly remark: string | null
}

export interface Looking {
  readonly number: RequestNumber
  /** The firm he acts in; null: as an operator. */
  readonly participant: ParticipantId | null
  readonly viewer: AccountId
  readonly at: Instant
}

const linesShape = z.array(
  z.object({
    about: z.string(),
    field: z.string().transform((field) => field as FieldName),
    before: z.string().nullable(),
    after: z.string().nullable(),
  }),
)

/** Undefined where there is none in that firm. */
export async function readRequest(
  world: Pick<RequestWorld, 'kinds'>,
  db: ReadDb,
  looking: Looking,
): Promise<RequestView | undefined> {
  const row = await findRequest(db, looking.number, looking.participant)
  if (row === undefined) return undefined
  const { state, kind, chain, more, digest, due_at: dueAt, single_control: singleControl } = row
  return {
    ...{ number: looking.number, kind: kind as KindId, chain, state, more, dueAt, singleControl },
    participant: await readFirm(db, row.participant_id),
    lines: linesShape.parse(JSON.parse(row.lines)),
    digest: digest.toString('hex'),
    isOverdue: row.ended_at === null && isAtOrBefore(dueAt, looking.at),
    escalatedAt: row.escalated_at,
    endReason: row.end_reason,
    resubmits: row.resubmits === null ? null : sayNumber(row.resubmits),
    history: await historyOf(db, row),
    may: await possible(world, db, row, looking),
  }
}

async function readFirm(db: ReadDb, id: ParticipantId | null): Promise<RequestView['participant']> {
  if (id === null) return null
  return db.selectFrom('participant').select(['id', 'code']).where('id', '=', id).executeTakeFirstOrThrow()
}

async function historyOf(db: ReadDb, row: RequestRow): Promise<readonly RequestEvent[]> {
  const accounts = [row.maker, row.checker, row.authoriser].filter((one) => one !== null)
  const people = await db
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .select(['account.id', 'account.user_id as userId', 'person.display_name as name'])
    .where('account.id', 'in', accounts)
    .execute()
  const by = (account: AccountId | null) => people.find(({ id }) => id === account) ?? null
  const { checked_at, authorised_at, escalated_at, ended_at, state } = row
  const decidedByCheck = row.authoriser === null && checked_at !== null && ended_at !== null
  const events: readonly (RequestEvent | null)[] = [
    { what: 'made', at: row.made_at, by: by(row.maker), remark: row.remark },
    escalated_at && { what: 'escalated', at: escalated_at, by: null, remark: null },
    checked_at && {
      what: decidedByCheck && ended_at.equals(checked_at) ? state : 'checked',
      ...{ at: checked_at, by: by(row.checker), remark: row.check_remark },
    },
    authorised_at && { what: state, at: authorised_at, by: by(row.authoriser), remark: row.authorise_remark },
    ended_at && isOfItself(state)
      ? { what: state, at: ended_at, by: state === 'withdrawn' ? by(row.maker) : null, remark: null }
      : null,
  ]
  return events.filter((event) => event !== null)
}

function isOfItself(state: RequestState): boolean {
  return state === 'withdrawn' || state === 'expired' || state === 'void'
}

async function possible(
  world: Pick<RequestWorld, 'kinds'>,
  db: ReadDb,
  row: RequestRow,
  { participant, viewer, at }: Looking,
): Promise<RequestView['may']> {
  const kind = world.kinds.get(row.kind as KindId)
  const asked = kind?.parse(JSON.parse(row.input))
  const him = await readStanding(db, { account: viewer, participant: row.participant_id, at })
  if (kind === undefined || !asked?.ok || him === undefined) return []
  const there = async (account: AccountId) =>
    (await readStanding(db, { account, participant: row.participant_id, at })) ?? him
  const facts = {
    asking: kind,
    ...{ state: row.state, dueAt: row.due_at, escalated: row.escalated_at !== null },
    maker: await there(row.maker),
    earlier: row.checker === null ? null : await there(row.checker),
    decider: him,
    atDesk: participant === null,
    concernsDecider: await concernsHim(db, asked.value, row.concerns ?? 'many', him),
    ...{ steppedUp: true, shownAsIs: true, at },
  }
  const verdicts = verdictsOn(row.state).filter(
    (verdict) => judgeDecision({ ...facts, verdict }).is === 'goes-on',
  )
  const own = isOwnWaiting(row, him) ? (['withdraw'] as const) : []
  const again = (await mayResubmit(db, row, at)) && mayMake(kind, him) ? (['resubmit'] as const) : []
  return [...verdicts, ...own, ...again]
}

function isOwnWaiting({ state, maker_person }: RequestRow, { person }: Standing): boolean {
  return WAITING.includes(state) && maker_person === person
}

async function mayResubmit(db: ReadDb, row: RequestRow, at: Instant): Promise<boolean> {
  const lapsed = WAITING.includes(row.state) && isAtOrBefore(row.due_at, at)
  return (lapsed || RESUBMITTED.includes(row.state)) && !(await isResubmitted(db, sayNumber(row.number)))
}
