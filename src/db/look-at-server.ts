import pg from 'pg'
import { reasonOf } from '../kernel/reason-of.ts'
import { type Authority, FIRST, type ServerView } from './authority.ts'
import { cancelWait } from './cancel-wait.ts'
import { connectionName, type LiveNode } from './live-nodes.ts'

/** A connection of its own to one server, beside the pools: it must see what they are lost for. */
export interface Eye {
  /** Never rejects: what can't be seen is lost. */
  look(): Promise<ServerView>
  /**
   * Whether a COMMIT is acknowledged now: by the standby, where one is waited for. Leaves nothing behind. `lost`: it was not the
   * standby that failed, as far as can be seen, but this server.
   */
  commits(): Promise<'acknowledged' | 'not' | 'lost'>
  close(): Promise<void>
}

/** Milliseconds. */
const PATIENCE = { connect: 1_000, look: 1_000, answer: 2_000, commit: 1_000 }

export function openEye(url: string, looker?: LiveNode): Eye {
  let open: Promise<pg.Client> | undefined
  const connected = () => {
    open ??= connect(url, looker)
    return open
  }
  const forget = async () => {
    const former = open
    open = undefined
    await former?.then((client) => client.end()).catch(() => undefined)
  }
  return {
    look: async () => {
      try {
        return await viewOf(await connected())
      } catch (fault) {
        await forget()
        return { state: 'lost', reason: reasonOf(fault) }
      }
    },
    commits: async () => {
      try {
        return await commitsNow(await connected())
      } catch {
        await forget()
        return 'lost'
      }
    },
    close: forget,
  }
}

async function connect(url: string, looker: LiveNode | undefined): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: looker === undefined ? 'sallyport authority' : connectionName(looker, 'authority'),
    connectionTimeoutMillis: PATIENCE.connect,
    query_timeout: PATIENCE.answer,
    keepAlive: true,
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

interface Recovering {
  readonly standby: boolean
  readonly position: number
}

const RECOVERING = `
  select standby, (case when standby then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end - '0/0'::pg_lsn)::float8
    as position from pg_is_in_recovery() as standby`

const AUTHORITY = `
  select term, site, mode, epoch, coalesce(reference, 'first') as spell, (select max(needs) from schema_migration) as needs
    from authority`

/** One that does not answer is lost soon: the others are not to wait for it. */
function asked(text: string): pg.QueryConfig {
  return { text, query_timeout: PATIENCE.look } as pg.QueryConfig
}

const UNDEFINED_TABLE = '42P01'

async function viewOf(client: pg.Client): Promise<ServerView> {
  const { rows } = await client.query<Recovering>(asked(RECOVERING))
  const { standby, position } = rows[0] ?? { standby: false, position: 0 }
  const state = standby ? 'standby' : 'writable'
  try {
    const { rows } = await client.query<Authority & { needs: number | null }>(asked(AUTHORITY))
    const [{ needs, ...authority } = { ...FIRST, needs: null }] = rows
    return { state, authority, position, ...(needs !== null && { needs }) }
  } catch (fault) {
    if (fault instanceof pg.DatabaseError && fault.code === UNDEFINED_TABLE)
      return { state, authority: FIRST, position }
    throw fault
  }
}

/**
 * Writes a message into the log that no table knows of: COMMIT then waits as for any row, and its acknowledgement says that the
 * standby has everything that came before.
 */
async function commitsNow(client: pg.Client): Promise<'acknowledged' | 'not'> {
  let acknowledged = true
  const heed = () => {
    acknowledged = false
  }
  await client.query(
    "begin; set local synchronous_commit = on; select pg_logical_emit_message(true, 'sallyport', '')",
  )
  const impatient = setTimeout(() => cancelWait(client), PATIENCE.commit)
  client.on('notice', heed)
  try {
    await client.query('commit')
    return acknowledged ? 'acknowledged' : 'not'
  } finally {
    clearTimeout(impatient)
    client.off('notice', heed)
  }
}
