import pg from 'pg'
import type { DatabaseSettings } from './database-settings.ts'
import { columnTypes } from './parsers.ts'
import { PATIENCE } from './patience.ts'

export interface Pool {
  readonly pool: pg.Pool
  /** Cuts every connection, whatever it waits for. */
  cut(): void
}

export function openPool(settings: DatabaseSettings): Pool {
  const { url, asApp = true, poolSize, applicationName, term } = settings
  const patience = PATIENCE[settings.patience ?? 'page']
  const planned = settings.patience === 'report' ? '' : BY_KEY
  const held = term === undefined ? '' : ` ${holdingTerm(term)}`
  const pool = new pg.Pool({
    connectionString: withOptions(url, asApp ? APP : undefined, planned + held),
    max: poolSize,
    application_name: applicationName,
    types: columnTypes,
    keepAlive: true,
    // Statements that wait for nothing of each other go out together and are answered in their order.
    pipeline: true,
    connectionTimeoutMillis: patience.connect,
    // Once open it stays: whoever comes back after a pause finds its plans, and no login to wait for.
    idleTimeoutMillis: 0,
    statement_timeout: patience.statement,
    idle_in_transaction_session_timeout: patience.idleInTransaction,
    query_timeout: patience.answer,
  })
  const open = new Set<pg.PoolClient>()
  // A client that loses its server emits 'error', which unheard would end the process. Idle ones the pool replaces;
  // for one in use the next query fails and says so.
  pool.on('error', unheard)
  pool.on('connect', (client) => {
    client.on('error', unheard)
    open.add(client)
  })
  pool.on('remove', (client) => open.delete(client))
  return { pool, cut: () => open.forEach(cutLine) }
}

function unheard(): void {}

function cutLine(client: pg.PoolClient): void {
  const { connection } = client as unknown as { readonly connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}

/**
 * A page's statements go by keys: one plan is as good for every value, and looking for a better one costs more than it.
 * A plan outlives the sizes it was made by: what a connection planned while a table was empty, before the morning's crowd,
 * would read it from end to end until it is analysed. So an index is used wherever there is one; to PostgreSQL before 18
 * that looks so dear where there is none that it would compile the statement, were `jit` on.
 */
const BY_KEY = ' -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off'

/** What the connection says it holds, to whoever writes evidence through it (migration 0037). */
export const holdingTerm = (term: number) => `-c sallyport.term=${term}`

/** May do nothing but take the role of a scope. */
const APP = 'sallyport_app'

/** As options of the connection, role and formats hold from the first statement and survive RESET and DISCARD. */
export function withOptions(url: string, role: string | undefined, more = ''): string {
  const address = new URL(url)
  const options = `${role === undefined ? '' : `-c role=${role} `}-c datestyle=ISO -c timezone=UTC${more}`
  address.searchParams.set('options', `${address.searchParams.get('options') ?? ''} ${options}`.trim())
  return address.href
}
