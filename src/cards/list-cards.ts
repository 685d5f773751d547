import { sql } from 'kysely'
import { type Database, type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, CardId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { CardEnd } from '../kernel/vocabulary.ts'

/** Somebody of a firm, and his latest card; `serial` and what follows it are null where he never had one. */
export interface ListedCard {
  readonly userId: UserId
  readonly displayName: string
  readonly serial: string | null
  readonly notAfter: Instant | null
  readonly endedBecause: CardEnd | null
  readonly lastUsed: Instant | null
}

export interface CardsWanted {
  /** Part of a User ID, a name or a serial. */
  readonly search: string
  /** Keyset: a page begins behind a User ID, or ends before it. */
  readonly from: { readonly after: string } | { readonly before: string }
}

/** In the order of User IDs; a page that ends before one begins where there is more than fits. */
export async function listCards(
  db: ReadDb,
  participant: ParticipantId,
  { search, from }: CardsWanted,
  atMost: number,
): Promise<readonly ListedCard[]> {
  const sought = search.replaceAll(' ', '').toLowerCase()
  const back = 'before' in from
  const rows = await selectRows(
    db,
    sql<ListedCard>`
    select a.user_id as "userId", p.display_name as "displayName", c.serial, c.not_after as "notAfter",
      c.ended_because as "endedBecause", used.at as "lastUsed"
    from account a join person p on p.id = a.person_id
    left join lateral (
      select * from smartcard c where c.account_id = a.id order by c.valid_to is null desc, c.valid_from desc limit 1)
      as c on true
    left join lateral (${lastUse(sql`c.id`)}) as used on true
    where exists (select from membership m
        where m.account_id = a.id and m.participant_id = ${participant} and m.valid_to is null)
      and a.user_id collate "C" ${back ? sql`< ${from.before}` : sql`> ${from.after}`}
      and (${sought} = '' or position(${sought} in lower(replace(p.display_name, ' ', ''))) > 0
        or position(${sought} in lower(a.user_id)) > 0 or position(${sought} in c.serial) > 0)
    order by a.user_id collate "C" ${back ? sql`desc` : sql``} limit ${atMost}`,
  )
  return back ? rows.toReversed() : rows
}

const AT_ONCE = 5000

/** All of them, some thousands at a time: who is slow to take the file keeps no connection. */
export async function* eachCard(database: Database, participant: ParticipantId): AsyncGenerator<ListedCard> {
  let after = ''
  for (;;) {
    const wanted = { search: '', from: { after } }
    const rows = await database.read({ as: 'participant', participant }, (db) =>
      listCards(db, participant, wanted, AT_ONCE),
    )
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.userId
  }
}

/** A card that somebody has or had. */
export interface CardOfUser {
  readonly id: CardId
  readonly serial: string
  readonly subject: string
  readonly notAfter: Instant
  readonly since: Instant
  readonly until: Instant | null
  readonly endedBecause: CardEnd | null
  readonly lastUsed: Instant | null
}

export interface CardsOfUser {
  /** The latest first. */
  readonly cards: readonly CardOfUser[]
  readonly passwordSince: Instant | null
}

export async function readCardsOf(db: ReadDb, account: AccountId): Promise<CardsOfUser> {
  const cards = await selectRows(
    db,
    sql<CardOfUser>`
    select c.id, c.serial, c.subject, c.not_after as "notAfter", c.valid_from as since, c.valid_to as until,
      c.ended_because as "endedBecause", used.at as "lastUsed"
    from smartcard c left join lateral (${lastUse(sql`c.id`)}) as used on true
    where c.account_id = ${account} order by c.valid_to is null desc, c.valid_from desc`,
  )
  const password = await db
    .selectFrom('card_password')
    .select('valid_from as since')
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return { cards, passwordSince: password?.since ?? null }
}

/** The last logon that a card completed. */
function lastUse(card: ReturnType<typeof sql>) {
  return sql`
    select v.at from audit_event v
    where v.account_id = c.account_id and v.kind = 'logon.completed' and v.facts ->> 'card' = ${card}::text
    order by v.at desc limit 1`
}
