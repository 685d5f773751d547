import { done, type Result, refused } from '../kernel/result.ts'
import { withClient } from './with-client.ts'

interface Server {
  readonly version: number
  readonly fsync: string
  readonly fullPageWrites: string
  readonly synchronousCommit: string
}

/**
 * Start-up's question to any PostgreSQL: would it keep what it acknowledges? Asked before the first row is written.
 * The value is the major version; a refusal is one sentence for each fault. A server that can't be reached throws.
 */
export async function refuseUnsafeServer(url: string): Promise<Result<number, readonly string[]>> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Server>(`
      select current_setting('server_version_num')::int as version,
             current_setting('fsync') as fsync,
             current_setting('full_page_writes') as "fullPageWrites",
             current_setting('synchronous_commit') as "synchronousCommit"`)
    const faults = rows.flatMap(faultsOf)
    return faults.length > 0 ? refused(faults) : done(majorOf(rows[0]?.version ?? 0))
  })
}

function faultsOf(server: Server): readonly string[] {
  const major = majorOf(server.version)
  return [
    ...(major < 15 || major > 18 ? [`PostgreSQL ${major} is not supported: use 15, 16, 17 or 18`] : []),
    ...(server.fsync === 'off' ? ['fsync is off: a power cut would lose acknowledged changes'] : []),
    ...(server.fullPageWrites === 'off' ? ['full_page_writes is off: a power cut would tear pages'] : []),
    ...(server.synchronousCommit === 'off'
      ? ['synchronous_commit is off: a crash would lose acknowledged changes']
      : []),
  ]
}

/** 150020 is version 15.20. */
function majorOf(versionNumber: number): number {
  return Math.floor(versionNumber / 10_000)
}
