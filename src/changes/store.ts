import type { Insertable, Selectable, Updateable } from 'kysely'
import type { ChangeRequestTable } from '../db/request-tables.ts'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { ParticipantId, RequestNumber } from '../kernel/ids.ts'
import { rowOf, sayNumber } from './rules/request-number.ts'

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
