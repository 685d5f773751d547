import pg from 'pg'
import { Connection } from './connection.ts'
import type { Followed } from './find-authority.ts'
import { commit } from './open-database.ts'
import { holdingTerm, withOptions } from './open-pool.ts'
import { columnTypes } from './parsers.ts'
import { PATIENCE } from './patience.ts'
import { ROLE_OF } from './role-of-scope.ts'
import type { Tx } from './transaction.ts'

/**
 * One connection of the scope `operations` for work on the whole estate that takes minutes: import, export. Its statements have no
 * time limit; what it sets up beside a transaction, such as a temporary table, is gone with it.
 */
export interface LongWork {
  run<Row>(statement: string, parameters?: readonly unknown[]): Promise<readonly Row[]>
  /** One snapshot of the directory. `read only` is held by the database itself, but for temporary tables. */
  transaction<T>(may: 'read only' | 'read write', work: (tx: Tx) => Promise<T>): Promise<T>
  /** Rows of a select, by and by. Within a transaction only. */
  stream<Row>(select: string, parameters?: readonly unknown[]): AsyncIterable<Row>
  close(): Promise<void>
}

const CONNECT_MILLISECONDS = 5_000
const ROWS_AT_ONCE = 5_000

export async function openLongWork(
  { url, authority: { term, mode } }: Followed,
  applicationName: string,
): Promise<LongWork> {
  const held = ` ${holdingTerm(term)}${mode === 'standalone' ? ' -c synchronous_commit=local' : ''}`
  const client = new pg.Client({
    connectionString: withOptions(url, ROLE_OF.operations, held),
    application_name: applicationName,
    types: columnTypes,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
  })
  // A server that goes away fails the next query; unheard it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  const connection = new Connection(client, 'writing')
  const run: LongWork['run'] = async <Row>(statement: string, parameters?: readonly unknown[]) =>
    (await connection.send(statement, parameters)).rows as Row[]
  return {
    run,
    transaction: (may, work) => transact(connection, client, may, work),
    stream: (select, parameters) => fetchAll(run, select, parameters),
    close: () => client.end(),
  }
}

async function transact<T>(
  connection: Connection,
  client: pg.Client,
  may: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  await connection.send(`begin isolation level repeatable read ${may}`)
  try {
    const answer = await work(connection.handle())
    await commit(connection, client, PATIENCE.report.commit)
    return answer
  } catch (error) {
    await connection.send('rollback').catch(() => undefined)
    throw error
  }
}

async function* fetchAll<Row>(run: LongWork['run'], select: string, parameters?: readonly unknown[]) {
  await run(`declare by_and_by no scroll cursor for ${select}`, parameters)
  for (;;) {
    const rows = await run<Row>(`fetch ${ROWS_AT_ONCE} from by_and_by`)
    yield* rows
    if (rows.length < ROWS_AT_ONCE) break
  }
  await run('close by_and_by')
}
