import { sql } from 'kysely'
import { firmOf } from '../accounts/firm-of.ts'
import { lookUser, type UserSeen } from '../accounts/look-user.ts'
import type { Known } from '../changes/kind.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, CardId, CardPasswordId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { CardIdentity } from './store.ts'

/** A user of the firm with the card and the card password that are in force: what a change of them rests on. */
export interface CardsSeen {
  readonly user: UserSeen | null
  readonly card: CardInForce | null
  readonly password: CardPasswordId | null
}

export interface CardInForce extends Pick<CardIdentity, 'serial'> {
  readonly id: CardId
  readonly subject: string
  readonly notAfter: Instant
}

export async function lookCards(db: ReadDb, account: AccountId, { participant }: Known): Promise<CardsSeen> {
  const user = await lookUser(db, firmOf(participant), { account })
  return user === null ? { user, card: null, password: null } : { user, ...(await lookHeld(db, account)) }
}

/** What an account has in force, whosever it is: the scope says whose may be seen. */
export async function lookHeld(db: ReadDb, account: AccountId): Promise<Omit<CardsSeen, 'user'>> {
  const card = await db
    .selectFrom('smartcard')
    .select(['id', 'serial', 'subject', 'not_after as notAfter'])
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  const password = await db
    .selectFrom('card_password')
    .select('id')
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return { card: card ?? null, password: password?.id ?? null }
}

/** Whose a card is, or was: a User ID that the firm may know, or `somebody` of another firm; null: nobody's. */
export type Taken = UserId | 'somebody' | null

/**
 * Who asks for the same card at the same time waits here until the other has it, or not, and then sees so: two approvals end
 * in one card and one refusal, not in a unique key. By its number first, then by its key, so that nobody waits in a circle.
 */
async function holdIdentity(db: ReadDb, { issuer, serial, key }: CardIdentity): Promise<void> {
  for (const name of [`card/${issuer}/${serial}`, `card-key/${key}`])
    await selectRows(db, sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

export async function whoseIs(db: ReadDb, identity: CardIdentity): Promise<Taken> {
  await holdIdentity(db, identity)
  const { issuer, serial, key } = identity
  const [row] = await selectRows(
    db,
    sql<{ taken: boolean; userId: UserId | null }>`
    select card_is_taken(${issuer}, ${serial}, ${key}) as taken,
      (select a.user_id from smartcard c join account a on a.id = c.account_id
        where c.issuer = ${issuer} and c.serial = ${serial} or c.key = ${key} limit 1) as "userId"`,
  )
  return row?.userId ?? (row?.taken ? 'somebody' : null)
}
