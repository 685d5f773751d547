import { withClient } from '../../db/with-client.ts'

const PATIENCE_SECONDS = 60

/** Also of a server promoted before: the checkpoint may be what an earlier try did not come to. */
export async function promoteStandby(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ promoted: boolean }>(
      'select case when pg_is_in_recovery() then pg_promote(true, $1) else true end as promoted',
      [PATIENCE_SECONDS],
    )
    if (rows[0]?.promoted !== true) {
      throw new Error(`the standby was not writable within ${PATIENCE_SECONDS} seconds; its log says why`)
    }
    await client.query('checkpoint')
  })
}
