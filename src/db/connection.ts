import {
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type QueryResult,
  Transaction,
} from 'kysely'
import pg from 'pg'
import { Batch } from './batch.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { ADAPTER, COMPILER, DIALECT, DRIVER } from './dialect.ts'
import { toParameter } from './parsers.ts'
import { passesByItself } from './passes-by-itself.ts'
import { Statement, type StatementAnswer, type StatementText } from './statement.ts'
import type { ReadDb, Tx } from './transaction.ts'
import type { Schema } from './types.ts'

/** One pooled client while it serves one transaction. Kysely builds the SQL; nothing else of its driver is used. */
export class Connection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  readonly #mode: 'reading' | 'writing'
  readonly #role: string
  #inTransaction = true
  #answers = true
  readonly #held: Statement[] = []
  /** Of several statements on their way, the first that failed says why; those behind it only that one before them did. */
  #cause: unknown

  /** `role`: a statement planned for one role would be planned anew for another, each time. */
  constructor(client: pg.ClientBase, mode: 'reading' | 'writing', role = '') {
    this.#client = client
    this.#mode = mode
    this.#role = role
  }

  /** False once a query failed without the server's saying so: what state the connection is in is anybody's guess. */
  get answers(): boolean {
    return this.#answers
  }

  /** A handle kept beyond its transaction would run under the next one's scope: from here on it throws. */
  end(): void {
    this.#inTransaction = false
  }

  async executeQuery<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
    if (!this.#inTransaction) throw new Error('a database handle was used after its transaction had ended')
    const answer = await this.send(query.sql, query.parameters, nameOf(query.sql, this.#role))
    const rows = answer.rows as R[]
    return COUNTED.has(answer.command) ? { rows, numAffectedRows: BigInt(answer.rowCount ?? 0) } : { rows }
  }

  /** A command that opens or closes a transaction, or says whose it is: prepared, too, it costs no parsing. */
  command(text: string, parameters: readonly unknown[] = []): Promise<StatementAnswer> {
    return this.send(text, parameters, nameOf(text, ''))
  }

  /**
   * Throws DatabaseUnavailable for what passes by itself, and PostgreSQL's own error for what is a bug.
   * `name`: prepared under it on this connection, once; planned anew only where PostgreSQL thinks it worth while.
   */
  async send(text: string, parameters: readonly unknown[] = [], name?: string): Promise<StatementAnswer> {
    try {
      return await this.#ask({ text, values: parameters.map(toParameter), name })
    } catch (error) {
      this.#answers &&= error instanceof pg.DatabaseError
      if (error instanceof pg.DatabaseError && error.code === FAILED_BEFORE) throw this.#cause ?? error
      this.#cause = passesByItself(error, this.#mode) ? new DatabaseUnavailable(error) : error
      throw this.#cause
    }
  }

  #ask(asked: StatementText): Promise<StatementAnswer> {
    return new Promise((resolve, reject) => {
      const statement = new Statement(asked, resolve, reject)
      if (asked.name === undefined && asked.values.length === 0) this.#sendPlainly(statement)
      else this.#hold(statement)
    })
  }

  /** What is sent in one go of the program leaves as one batch, once it waits for an answer. */
  #hold(statement: Statement): void {
    if (this.#held.push(statement) === 1) process.nextTick(() => this.#sendHeld())
  }

  #sendHeld(): void {
    if (this.#held.length > 0) this.#client.query(new Batch(this.#held.splice(0)) as never)
  }

  #sendPlainly(statement: Statement): void {
    this.#sendHeld()
    this.#client.query(new Batch([statement], true) as never)
  }

  streamQuery(): never {
    throw new Error('streaming is not used: a page is a LIMIT')
  }

  handle(): Tx {
    // Kysely's own provider would make each statement wait for the answer to the one before.
    const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(this) }
    const executor = new DefaultQueryExecutor(COMPILER, ADAPTER, provider)
    const tx: Tx = new Transaction<Schema>({
      config: { dialect: DIALECT },
      dialect: DIALECT,
      driver: DRIVER,
      executor,
    })
    lent.set(tx, this)
    return tx
  }
}

const lent = new WeakMap<ReadDb | Tx, Connection>()

/** Whose handle it is: for a statement that is built already, and has nothing to ask of Kysely. */
export function connectionOf(db: ReadDb | Tx): Connection {
  const connection = lent.get(db)
  if (connection === undefined) throw new Error('no transaction has lent this handle')
  return connection
}

/**
 * Names of statements, by role and text: the program has some hundred. Those with lists of changing length could be
 * without end: past the bound they go unprepared.
 */
const names = new Map<string, Map<string, string>>()
let named = 0
const MOST_NAMES = 500

function nameOf(text: string, role: string): string | undefined {
  const known = names.get(role) ?? new Map<string, string>()
  const name = known.get(text)
  if (name !== undefined || named === MOST_NAMES) return name
  named += 1
  names.set(role, known.set(text, `s${named}`))
  return `s${named}`
}

const COUNTED: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** SQLSTATE in_failed_sql_transaction. */
const FAILED_BEFORE = '25P02'
