import type pg from 'pg'
import { type Meter, unmetered } from '../kernel/meter.ts'
import { tellCommitted } from './after-commit.ts'
import type { SiteMode } from './authority-tables.ts'
import { cancelWait } from './cancel-wait.ts'
import { Connection } from './connection.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { openPool } from './open-pool.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'
import { PATIENCE } from './patience.ts'
import { ROLE_OF } from './role-of-scope.ts'
import type { Database, Scope, Tx } from './transaction.ts'

export interface DatabaseSettings {
  /** `postgres://…` of a login that is a member of sallyport_app, such as the owner's. */
  readonly url: string
  /** Works as sallyport_app, whoever logs in: the program's way. False, for a reader's login, keeps its own rights. */
  readonly asApp?: boolean
  readonly poolSize: number
  /** Shown in pg_stat_activity. */
  readonly applicationName: string
  /** `report`: one person waits for it, and nobody waits behind it. */
  readonly patience?: keyof typeof PATIENCE
  /** Told how long each transaction waited for its connection. */
  readonly meter?: Meter
  /** The term it holds: of another the database takes no evidence (migration 0037). */
  readonly term?: number
  /** Whether a COMMIT waits for the standby; asked as each transaction begins. Paired where it is left out. */
  readonly mode?: () => SiteMode
}

/** Connections in use and idle, and transactions that wait for one. */
export interface PoolUse {
  readonly busy: number
  readonly idle: number
  readonly waiting: number
}

export interface PooledDatabase extends Database {
  poolUse(): PoolUse
  /** Cuts every connection, for a server that is given up: whoever waits for it waits no longer. */
  cut(): void
}

/** Opens a pool; the first use connects. What sallyport_app may do is said in migrations 0005 and 0006. */
export function openDatabase(settings: DatabaseSettings): PooledDatabase {
  const { pool, cut } = openPool(settings)
  const { meter = unmetered, asApp = true, mode } = settings
  const connect = async () => {
    const connected = meter.time('connection-wait')
    const client = await pool.connect().catch((cause: unknown) => {
      throw new DatabaseUnavailable(cause)
    })
    connected()
    return client
  }
  const kindOf = asApp ? scoped : unscoped
  const patience = PATIENCE[settings.patience ?? 'page'].commit
  const writing = () => writingWithin(patience, mode?.() ?? 'paired')
  return {
    // `never` is Kysely's way to narrow a handle to reading; BEGIN READ ONLY holds it there.
    read: (scope, work) => transact(connect, kindOf(READING, scope), (tx) => work(tx as never), inTurn),
    readAtOnce: (scope, work) => transact(connect, kindOf(READING, scope), (tx) => work(tx as never), atOnce),
    write: (scope, work) => transact(connect, kindOf(writing(), scope), work, inTurn),
    writeAtOnce: (scope, work) => transact(connect, kindOf(writing(), scope), work, atOnce),
    writeAhead: (scope, work) =>
      transact(connect, kindOf(writingWithin(patience, 'ahead'), scope), work, atOnce),
    close: () => pool.end(),
    cut,
    poolUse: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  }
}

function unheard(): void {}

type Command = readonly [text: string, ...parameters: readonly string[]]

/** Undone by COMMIT and ROLLBACK alike; sent with BEGIN and the first statements it costs no round trip. */
function locally(scope: Scope): readonly Command[] {
  const role: Command = [`set local role ${ROLE_OF[scope.as]}`]
  if (scope.as !== 'participant') return [role]
  return [role, ["select set_config('sallyport.participant', $1, true)", scope.participant]]
}

interface Kind {
  readonly mode: 'reading' | 'writing'
  readonly begin: readonly Command[]
  /** Whose plans its statements have: row security makes them differ. */
  readonly role?: string
  readonly finish: (connection: Connection, client: pg.ClientBase) => Promise<unknown>
}

const READING: Kind = {
  mode: 'reading',
  begin: [['begin read only']],
  // Nobody waits for the end of a reading: whoever has the client next is answered after it.
  finish: async (connection) => {
    connection.command('commit').catch(unheard)
  },
}
/**
 * On whose disk COMMIT finds what was written before it answers: both sites'; while alone, on this one's (it may wait all the same, where
 * the database has heard that they are paired); ahead, in the log, and on no disk until a commit behind it is.
 */
const SETTLED: Readonly<Record<SiteMode | 'ahead', readonly Command[]>> = {
  paired: [],
  standalone: [['set local synchronous_commit = local']],
  ahead: [['set local synchronous_commit = off']],
}
const writingWithin = (milliseconds: number, settled: SiteMode | 'ahead'): Kind => ({
  mode: 'writing',
  begin: [['begin'], ...SETTLED[settled]],
  finish: (connection, client) => commit(connection, client, milliseconds),
})

const scoped = (kind: Kind, scope: Scope): Kind => ({
  ...kind,
  begin: [...kind.begin, ...locally(scope)],
  role: ROLE_OF[scope.as],
})
/** With a login's own rights there is no role to take: it sees what it sees. */
const unscoped = (kind: Kind): Kind => kind

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
  connect: () => Promise<pg.PoolClient>,
  { mode, begin, role, finish }: Kind,
  work: (tx: Tx) => Promise<T>,
  order: Order,
): Promise<T> {
  const client = await connect()
  const connection = new Connection(client, mode, role)
  try {
    // Not waited for: it travels with the first statement. Where it fails, so do they all.
    const begun = Promise.all(begin.map(([text, ...parameters]) => connection.command(text, parameters)))
    begun.catch(unheard)
    const tx = connection.handle()
    const answer = await order(
      connection,
      () => work(tx),
      () => finish(connection, client),
    )
    await begun
    client.release()
    tellCommitted(tx)
    return answer
  } catch (error) {
    connection.end()
    client.release(error instanceof OutcomeUnknown || !(await rolledBack(connection)))
    throw error
  }
}

/** `patience`: how long it may wait for the standby. */
export async function commit(connection: Connection, client: pg.ClientBase, patience: number): Promise<void> {
  const warnings: Notice[] = []
  const impatient = setTimeout(() => cancelWait(client), patience)
  const heed = (notice: Notice) => notice.code !== SUCCESS && warnings.push(notice)
  client.on('notice', heed)
  try {
    const { command } = await connection.command('commit')
    if (command === 'ROLLBACK') throw new Error('the work went on after a failed statement: rolled back')
  } catch (error) {
    // A server that still answers after refusing COMMIT (a deferred constraint) has rolled back. One that went away
    // with the error may have committed.
    if (await rolledBack(connection)) throw error
    throw new OutcomeUnknown(error)
  } finally {
    clearTimeout(impatient)
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
    connection.command('rollback').then(
      () => true,
      () => false,
    )
  )
}
