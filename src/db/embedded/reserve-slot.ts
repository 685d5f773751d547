import { withClient } from '../with-client.ts'

/**
 * From now on the server keeps the log for this standby, up to max_slot_wal_keep_size. A slot that has lost its place is
 * of no more use: it is made anew, and what follows by it must be copied.
 */
export async function reserveSlot(replicationUrl: string, slot: string): Promise<void> {
  await withClient(replicationUrl, async (client) => {
    await client.query(
      "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and wal_status = 'lost'",
      [slot],
    )
    await client.query(
      `select pg_create_physical_replication_slot($1, true)
        where not exists (select from pg_replication_slots where slot_name = $1)`,
      [slot],
    )
  })
}
