import { withClient } from '../../db/with-client.ts'
import { segmentOf } from '../rules/segment-of.ts'

/**
 * Whether all log of the standby is the other server's too, so that it may go on from there: the file it ends in is compared byte
 * by byte up to its end. Timelines would not tell: of two that were promoted at the same place each calls its own the second,
 * and PostgreSQL would let one follow the other across what only it had.
 *
 * Log that the other keeps no more can't be followed either.
 */
export async function shareLog(superuserUrl: string, otherSuperuserUrl: string): Promise<boolean> {
  const own = await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ position: string; size: number }>(STANDING)
    const { name, bytes } = segmentOf(rows[0]?.position ?? '', rows[0]?.size ?? 0)
    const { rows: digests } = await client.query<{ digest: Buffer }>(`${DIGESTS} order by name desc`, [
      name,
      bytes,
    ])
    return { name, bytes, digest: digests[0]?.digest }
  })
  return withClient(otherSuperuserUrl, async (client) => {
    const { rows } = await client.query<{ digest: Buffer }>(DIGESTS, [own.name, own.bytes])
    return rows.some(({ digest }) => own.digest?.equals(digest))
  })
}

const STANDING = `
  select pg_last_wal_replay_lsn()::text as position, bytes_per_wal_segment as size from pg_control_init()`

/** Of each timeline that has the file: after a promotion the new one begins with what the one before had of it. */
const DIGESTS = `
  select sha256(pg_read_binary_file('pg_wal/' || name, 0, $2::bigint)) as digest
    from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' and substr(name, 9) = $1`
