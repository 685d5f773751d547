import pg from 'pg'
import { Connection } from './connection.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import { columnTypes } from './parsers.ts'
import type { Database, Scope, Tx } from './transaction.ts'

export interface DatabaseSettings {
  /** `postgres://…` of a login that is a member of sallyport_app, such as the owner's. */
  readonly url: string
  /** Works as sallyport_app, whoever logs in: the program's way. False, for a reader's login, keeps its own rights. */
  readonly asApp?: boolean
  readonly poolSize: number
  /** Shown in pg_stat_activity. */
  readonly applicationName: string
}

/** Milliseconds. The client's own patience is longer than the server's, so that a live server answers first. */
const PATIENCE = { connect: 3_000, statement: 5_000, idleInTransaction: 10_000, answer: 8_000 }

/** Opens a pool; the first use connects. What sallyport_app may do is said in migrations 0005 and 0006. */
export function openDatabase({ url, asApp = true, poolSize, applicationName }: DatabaseSettings): Database {
  const pool = new pg.Pool({
    connectionString: withOptions(url, asApp),
    max: poolSize,
    application_name: applicationName,
    types: columnTypes,
    keepAlive: true,
    // Statements that wait for nothing of each other go out together and are answered in their order.
    pipeline: true,
    connectionTimeoutMillis: PATIENCE.connect,
    statement_timeout: PATIENCE.statement,
    idle_in_transaction_session_timeout: PATIENCE.idleInTransaction,
    query_timeout: PATIENCE.answer,
  })
  // A client that loses its server emits 'error', which unheard would end the process. Idle ones the pool replaces;
  // for one in use the next query fails and says so.
  pool.on('error', unheard)
  pool.on('connect', (client) => client.on('error', unheard))
  return {
    // `never` is Kysely's way to narrow a handle to reading; BEGIN READ ONLY holds it there.
    read: (scope, work) => transact(pool, beginReading(scope), (tx) => work(tx as never), inTurn, endReading),
    readAtOnce: (scope, work) =>
      transact(pool, beginReading(scope), (tx) => work(tx as never), atOnce, endReading),
    write: (scope, work) => transact(pool, beginWriting(scope), work, inTurn, commit),
    writeAtOnce: (scope, work) => transact(pool, beginWriting(scope), work, atOnce, commit),
    close: () => pool.end(),
  }
}

function unheard(): void {}

/** As options of the connection, role and formats hold from the first statement and survive RESET and DISCARD. */
function withOptions(url: string, asApp: boolean): string {
  const address = new URL(url)
  const options = `${asApp ? '-c role=sallyport_app ' : ''}-c datestyle=ISO -c timezone=UTC`
  address.searchParams.set('options', `${address.searchParams.get('options') ?? ''} ${options}`.trim())
  return address.href
}

const beginReading = (scope: Scope) => `begin read only${locally(scope)}`
const beginWriting = (scope: Scope) => `begin${locally(scope)}`

/** `SET LOCAL` is undone by COMMIT and ROLLBACK alike; sent with BEGIN as one message, it costs no round trip. */
function locally(scope: Scope): string {
  const seen = `; set local sallyport.scope = ${pg.escapeLiteral(scope.as)}`
  if (scope.as !== 'participant') return seen
  return `${seen}; set local sallyport.participant = ${pg.escapeLiteral(scope.participant)}`
}

type Finish = (connection: Connection, client: pg.ClientBase) => Promise<unknown>

/** When COMMIT is sent: once `work` is done, or right behind its statements. */
type Order = <T>(connection: Connection, work: () => Promise<T>, finish: () => Promise<unknown>) => Promise<T>

const inTurn: Order = async (connection, work, finish) => {
  const answer = await work()
  connection.end()
  await finish()
  return answer
}

const atOnce: Order = async (connection, work, finish) => {
  const working = work()
  connection.end()
  const [answer, finished] = await Promise.allSettled([working, finish()])
  // A statement that failed says why; that its COMMIT rolled back follows from it. But a line that was cut says nothing.
  if (finished.status === 'rejected' && finished.reason instanceof OutcomeUnknown) throw finished.reason
  if (answer.status === 'rejected') throw answer.reason
  if (finished.status === 'rejected') throw finished.reason
  return answer.value
}

async function transact<T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  order: Order,
  finish: Finish,
): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new DatabaseUnavailable(cause)
  })
  const connection = new Connection(client)
  try {
    // Not waited for: it travels with the first statement. Where it fails, so do they all.
    const begun = connection.send(begin)
    begun.catch(unheard)
    const answer = await order(
      connection,
      () => work(connection.handle()),
      () => finish(connection, client),
    )
    await begun
    client.release()
    return answer
  } catch (error) {
    connection.end()
    client.release(error instanceof OutcomeUnknown || !(await rolledBack(connection)))
    throw error
  }
}

/** Nobody waits for the end of a reading: whoever has the client next is answered after it. */
const endReading: Finish = async (connection) => {
  connection.send('commit').catch(unheard)
}

const commit: Finish = async (connection, client) => {
  const warnings: Notice[] = []
  const heed = (notice: Notice) => notice.code !== SUCCESS && warnings.push(notice)
  client.on('notice', heed)
  try {
    const { command } = await connection.send('commit')
    if (command === 'ROLLBACK') throw new Error('the work went on after a failed statement: rolled back')
  } catch (error) {
    // A server that still answers after refusing COMMIT (a deferred constraint) has rolled back. One that went away
    // with the error may have committed.
    if (await rolledBack(connection)) throw error
    throw new OutcomeUnknown(error)
  } finally {
    client.off('notice', heed)
  }
  if (warnings.length > 0) throw new OutcomeUnknown(warnings[0])
}

/** What the server says beside its answer. Its severity is translated, its SQLSTATE is not: a mere notice has 00000. */
type Notice = { readonly code: string | undefined }
const SUCCESS = '00000'

async function rolledBack(connection: Connection): Promise<boolean> {
  return (
    connection.answers &&
    connection.send('rollback').then(
      () => true,
      () => false,
    )
  )
}
