import { sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { AccountId, CardId, CardPasswordId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { CardEnd } from '../kernel/vocabulary.ts'
import type { CardIdentity } from '../smartcards/read-card.ts'

/** How the register finds a card: all three, never a name in it. */
export type { CardIdentity }

export interface RegisteredCard {
  readonly id: CardId
  readonly accountId: AccountId
  readonly userId: UserId
  /** Null while it is in force. */
  readonly validTo: Instant | null
}

const cardByIdentity = prepared((db, { issuer, serial, key }: CardIdentity) =>
  db
    .selectFrom('smartcard as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .select(['c.id', 'c.account_id as accountId', 'a.user_id as userId', 'c.valid_to as validTo'])
    .where('c.issuer', '=', issuer)
    .where('c.serial', '=', serial)
    .where('c.key', '=', key),
)

/** Undefined where the register has no such card, ended ones included. */
export async function findCard(db: ReadDb, identity: CardIdentity): Promise<RegisteredCard | undefined> {
  return (await cardByIdentity(db, identity)).rows[0]
}

export interface CardPassword {
  readonly id: CardPasswordId
  readonly accountId: AccountId
  readonly sealed: Buffer
}

const passwordAsOf = prepared(
  (
    _,
    { account, asOf }: { readonly account: AccountId | null; readonly asOf: Instant | null },
  ) => sql<CardPassword>`
    select id, account_id as "accountId", sealed from card_password
    where account_id = ${account}::uuid and case when ${asOf}::timestamptz is null then valid_to is null
      else valid_from <= ${asOf}::timestamptz and (valid_to is null or valid_to > ${asOf}::timestamptz) end`,
)

/** The one in force, or the one that was at `asOf`. Asked for nobody (null) at the same cost. */
export async function readCardPassword(
  db: ReadDb,
  account: AccountId | null,
  asOf: Instant | null,
): Promise<CardPassword | undefined> {
  return (await passwordAsOf(db, { account, asOf })).rows[0]
}

interface Held {
  readonly card: CardId
  readonly password: CardPasswordId
}

const held = prepared(
  (_, { card, password }: Held) => sql<{ held: boolean }>`
    with card as (select from smartcard where id = ${card} and valid_to is null for share),
      password as (select from card_password where id = ${password} for share)
    select (select count(*) from card) = 1 and (select count(*) from password) = 1 as held`,
)

/** Locks both for share: a card that is revoked meanwhile waits, and then ends the session that was begun. */
export async function holdCard(tx: Tx, proven: Held): Promise<boolean> {
  return (await held(tx, proven)).rows[0]?.held ?? false
}

export interface NewCard extends CardIdentity {
  readonly id: CardId
  readonly accountId: AccountId
  readonly subject: string
  readonly notAfter: Instant
  readonly at: Instant
}

export async function insertCard(tx: Tx, { accountId, notAfter, at, ...card }: NewCard): Promise<void> {
  await tx
    .insertInto('smartcard')
    .values({
      ...card,
      ...{ account_id: accountId, not_after: notAfter, valid_from: at, valid_to: null, ended_because: null },
    })
    .execute()
}

/** False where it had ended already. */
export async function endCard(tx: Tx, id: CardId, because: CardEnd, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('smartcard')
    .set({ valid_to: at, ended_because: because })
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * A revocation is taken back: unless another card was put in its place meanwhile, or its owner has gone. The sessions it
 * opened stay ended.
 */
export async function restoreCard(tx: Tx, id: CardId): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('smartcard')
    .set({ valid_to: null, ended_because: null })
    .where('id', '=', id)
    .where('ended_because', '=', 'revoked')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('smartcard as other')
            .select('other.id')
            .whereRef('other.account_id', '=', 'smartcard.account_id')
            .where('other.valid_to', 'is', null),
        ),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('membership')
          .select('membership.id')
          .whereRef('membership.account_id', '=', 'smartcard.account_id')
          .where('membership.valid_to', 'is', null),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False where it had ended already. */
export async function closeCardPassword(tx: Tx, id: CardPasswordId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('card_password')
    .set({ valid_to: at })
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
