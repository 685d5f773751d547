import { type SqlBool, sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber, UserId } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import type { RequestState } from '../kernel/vocabulary.ts'
import type { KindsOfChange } from './catalogued.ts'
import type { KindId } from './kind.ts'
import { readStanding, type Standing } from './read-standing.ts'
import { rowOf, sayNumber } from './rules/request-number.ts'
import { mayAuthorise, mayCheck, mayMake } from './rules/who-may.ts'

export interface ListedRequest {
  readonly number: RequestNumber
  readonly kind: KindId
  readonly state: RequestState
  /** The firm's code; null: of the estate. */
  readonly participant: string | null
  /** What it is about, by its first line; `subjects` says of how many there are lines in all. */
  readonly about: string | null
  readonly subjects: number
  /** Null: a person whom the viewer does not see. */
  readonly maker: { readonly userId: UserId; readonly name: string } | null
  readonly isMine: boolean
  readonly madeAt: Instant
  readonly dueAt: Instant
  readonly isOverdue: boolean
  readonly isEscalated: boolean
  readonly singleControl: boolean
}

export interface Listing {
  /** The firm in which he looks; null: at the desk. */
  readonly participant: ParticipantId | null
  readonly viewer: AccountId
  readonly which: 'mine' | 'to-decide' | 'open' | 'alone' | 'all'
  /** At the desk: only those of this firm. */
  readonly of?: ParticipantId
  /** Only those of these kinds. */
  readonly kinds?: readonly KindId[]
  /** Only those about this account. */
  readonly concerning?: AccountId
  /** Those older than this one: the next page. */
  readonly before?: RequestNumber
  readonly atMost: number
  readonly at: Instant
}

/** Newest first, at most so many: whoever wants to know of a next page asks for one more. */
export async function listRequests(
  world: { readonly kinds: KindsOfChange },
  db: ReadDb,
  listing: Listing,
): Promise<readonly ListedRequest[]> {
  const { participant, viewer: account, before, concerning, atMost, at } = listing
  const firm = participant ?? listing.of ?? null
  const viewer = await readStanding(db, { account, participant, at })
  if (viewer === undefined) return []
  // Each condition is there or not: a plan is made once for every value, and must find its index.
  const asked = [among(world.kinds, listing, viewer)]
  if (firm !== null) asked.push(sql`r.participant_id = ${firm}`)
  if (listing.kinds !== undefined) asked.push(sql`r.kind = any(${[...listing.kinds]})`)
  if (before !== undefined) asked.push(sql`r.number < ${rowOf(before)}`)
  if (concerning !== undefined) asked.push(sql`r.concerns @> array[${concerning}::uuid]`)
  const rows = await selectRows<Row>(
    db,
    sql`
      select r.number, r.kind, r.state, p.code as participant, r.lines -> 0 ->> 'about' as about,
        (select count(distinct line ->> 'about')::int from json_array_elements(r.lines) line) + r.more as subjects, a.user_id, person.display_name, r.maker_person, r.made_at, r.due_at,
        r.ended_at, r.escalated_at, r.single_control
      from change_request r left join participant p on p.id = r.participant_id
        left join account a on a.id = r.maker left join person on person.id = a.person_id
      where ${sql.join(asked, sql` and `)}
      order by r.number desc limit ${atMost}`,
  )
  return rows.map((row) => listed(row, viewer, at))
}

interface Row {
  number: number
  kind: KindId
  state: RequestState
  participant: string | null
  about: string | null
  subjects: number
  user_id: UserId | null
  display_name: string | null
  maker_person: string
  made_at: Instant
  due_at: Instant
  ended_at: Instant | null
  escalated_at: Instant | null
  single_control: boolean
}

function listed(row: Row, viewer: Standing, at: Instant): ListedRequest {
  const { kind, state, participant, about, subjects, user_id: userId, display_name: name } = row
  return {
    ...{ number: sayNumber(row.number), kind, state, participant, about, subjects },
    maker: userId === null || name === null ? null : { userId, name },
    isMine: row.maker_person === viewer.person,
    ...{ madeAt: row.made_at, dueAt: row.due_at, singleControl: row.single_control },
    isOverdue: row.ended_at === null && isAtOrBefore(row.due_at, at),
    isEscalated: row.escalated_at !== null,
  }
}

function among(kinds: KindsOfChange, { which, participant, at }: Listing, viewer: Standing) {
  switch (which) {
    case 'all':
      return sql<SqlBool>`true`
    case 'alone':
      return sql<SqlBool>`r.single_control`
    case 'open':
      return sql<SqlBool>`r.ended_at is null`
    case 'mine':
      return sql<SqlBool>`r.maker_person = ${viewer.person}`
    case 'to-decide':
      return sql<SqlBool>`r.ended_at is null and (r.due_at > ${at} or r.restricts)
        and r.maker_person <> ${viewer.person} and r.checker_person is distinct from ${viewer.person}
        and not coalesce(r.concerns && ${[...viewer.ofPerson]}::uuid[], false)
        and ${turnOf(kinds, participant, viewer)}`
  }
}

/** Whose turn it may be, by kind: as rules/who-may.ts has it. What only the two people together show is left to the page. */
function turnOf(kinds: KindsOfChange, participant: ParticipantId | null, viewer: Standing) {
  const atDesk = participant === null
  const his = [...kinds.values()]
    .filter((kind) => (kind.chain === 'operators') === atDesk)
    .filter((kind) => mayCheck(kind, viewer, viewer) || (kind.restricts && mayMake(kind, viewer)))
    .map(({ id }) => id as string)
  if (!atDesk) return sql<SqlBool>`r.state <> 'checked' and r.kind = any(${his})`
  const standsIn = mayAuthorise(viewer)
  return sql<SqlBool>`(r.kind = any(${his}) or (${standsIn} and (r.state = 'checked' or r.escalated_at is not null)))`
}
