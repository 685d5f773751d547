import type { QueryExecutorProvider, RawBuilder, Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { ParticipantId } from '../kernel/ids.ts'
import type { Schema } from './types.ts'

/** A handle that can only read: writing through it does not compile. */
export type ReadDb = ReadonlyKysely<Schema>

/** A handle inside one read-write transaction. Who holds it may change what its scope shows. */
export type Tx = Transaction<Schema>

/**
 * Whose eyes a transaction has. `sign-in` and `operations` see the estate; `participant` sees one firm, also by row
 * security, so that a forgotten WHERE shows nothing rather than a neighbour.
 */
export type Scope =
  | { readonly as: 'sign-in' }
  | { readonly as: 'operations' }
  | { readonly as: 'participant'; readonly participant: ParticipantId }

export interface Database {
  /** BEGIN READ ONLY with the scope set locally; nothing of it outlives the call. */
  read<T>(scope: Scope, work: (db: ReadDb) => Promise<T>): Promise<T>
  /**
   * The same for statements that `work` sends all at once, waiting for none: BEGIN and COMMIT travel with them, one
   * round trip in all. A statement sent later throws.
   */
  readAtOnce<T>(scope: Scope, work: (db: ReadDb) => Promise<T>): Promise<T>
  /** One transaction: commits when `work` returns, also when it returns a refusal; rolls back when it throws. */
  write<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** As `readAtOnce`. It commits unless a statement fails; nothing that `work` finds out afterwards rolls it back. */
  writeAtOnce<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * As `writeAtOnce`, for what another transaction must follow before anybody is told of it: everybody sees it, but its COMMIT
   * waits for no disk and no standby. That of the other does, and lies behind it in the same log (adr/0052).
   */
  writeAhead<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Lends a transaction to a function that only reads. */
export function reading(tx: Tx): ReadDb {
  return tx as unknown as ReadDb
}

/** Rows of a hand-written SELECT. Inside `read` the database itself refuses anything that writes. */
export async function selectRows<Row>(db: ReadDb, select: RawBuilder<Row>): Promise<readonly Row[]> {
  const { rows } = await select.execute(db as unknown as QueryExecutorProvider)
  return rows
}
