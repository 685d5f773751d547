import type { ReadDb } from '../db/transaction.ts'
import type { UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { Concern, Reading } from './people.ts'
import {
  type FactsRow,
  isAnybodyLocked,
  type MemberRow,
  selectCardHolders,
  selectFacts,
  selectLocks,
} from './store.ts'

export type KnownFacts = Omit<Facts, 'lockedUntil'> & { readonly firstFirm: string | null }

/** Whose facts are asked for. */
type Shown = Pick<MemberRow, 'id' | 'user_id'>

export async function factsOfPage(
  db: ReadDb,
  rows: readonly Shown[],
  { roles, cardsAt }: Pick<Concern, 'roles' | 'cardsAt'>,
): Promise<(row: Shown) => KnownFacts> {
  const ids = rows.map(({ id }) => id)
  const found = await selectFacts(db, ids, roles)
  const holders = await selectCardHolders(db, ids, cardsAt)
  const byAccount = new Map(found.map((facts) => [facts.id, facts]))
  return (row) => {
    const facts = byAccount.get(row.id)
    if (facts === undefined) throw new Error(`account ${row.id} is gone from its own picture`)
    return known(row.user_id, facts, holders.has(row.id))
  }
}

function known(userId: UserId, row: FactsRow, holdsCard: boolean): KnownFacts {
  const channels = row.credentials.filter((kind) => kind !== 'password')
  return {
    userId,
    participants: row.participants,
    roles: row.roles,
    status: row.status,
    emailRegistered: row.email,
    initiated: channels.length < row.credentials.length && channels.length > 0,
    channels,
    holdsCard,
    functions: row.functions,
    registeredFor: row.registered_for,
    enteredAt: null,
    firstFirm: row.first_firm,
  }
}

/** Budgets are keyed by HMAC, which costs more than a page of facts: they are looked up only where somebody is locked. */
export async function liveLocks(
  db: ReadDb,
  { budgetKeyOf }: Reading,
  at: Instant | null,
): Promise<(rows: readonly MemberRow[]) => Promise<(userId: UserId) => Instant | null>> {
  if (at === null || !(await isAnybodyLocked(db, at))) return async () => () => null
  return async (rows) => {
    const keys = rows.map(({ user_id }) => budgetKeyOf(user_id))
    const locks = new Map(
      (await selectLocks(db, keys, at)).map((lock) => [lock.key, lock.locked_until] as const),
    )
    return (userId) => locks.get(budgetKeyOf(userId)) ?? null
  }
}
