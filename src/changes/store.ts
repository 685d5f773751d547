import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { ChangeRequestTable } from '../db/request-tables.ts'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { ParticipantId, RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { rowOf, sayNumber } from './rules/request-number.ts'
import { WAITING } from './rules/request-state.ts'

export type RequestRow = Selectable<ChangeRequestTable>

export async function insertRequest(tx: Tx, row: Insertable<ChangeRequestTable>): Promise<RequestNumber> {
  const { number } = await tx
    .insertInto('change_request')
    .values(row)
    .returning('number')
    .executeTakeFirstOrThrow()
  return sayNumber(number)
}

/** `participant` null: by an operator, whosever it is. Another firm's is not found. */
export function findRequest(
  db: ReadDb,
  number: RequestNumber,
  participant: ParticipantId | null,
): Promise<RequestRow | undefined> {
  return db
    .selectFrom('change_request')
    .selectAll()
    .where('number', '=', rowOf(number))
    .$if(participant !== null, (query) => query.where('participant_id', '=', participant))
    .executeTakeFirst()
}

/**
 * What its maker asked for in the same words, in this very logon session, and what still waits: the button was pressed twice,
 * or in two tabs. What is too long to be shown whole is never the same.
 */
export async function findSame(
  db: ReadDb,
  { at, lines, ...said }: Said & { readonly at: Instant },
): Promise<RequestNumber | undefined> {
  if (said.more > 0) return undefined
  const found = await db
    .selectFrom('change_request')
    .select('number')
    .where((is) => is.and(said))
    .where(sql`lines::text`, '=', lines)
    .where('state', 'in', [...WAITING])
    .where('due_at', '>', at)
    .executeTakeFirst()
  return found && sayNumber(found.number)
}

type Said = Pick<
  Insertable<ChangeRequestTable>,
  'kind' | 'participant_id' | 'maker' | 'made_in' | 'remark' | 'lines' | 'more'
>

/** One conditional statement: false where somebody else was first. */
export async function moveRequest(
  tx: Tx,
  seen: Pick<RequestRow, 'number' | 'state'>,
  to: Updateable<ChangeRequestTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('change_request')
    .set(to)
    .where('number', '=', seen.number)
    .where('state', '=', seen.state)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function isResubmitted(db: ReadDb, number: RequestNumber): Promise<boolean> {
  const found = await db
    .selectFrom('change_request')
    .select('number')
    .where('resubmits', '=', rowOf(number))
    .executeTakeFirst()
  return found !== undefined
}
