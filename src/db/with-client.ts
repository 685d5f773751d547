import pg from 'pg'

const CONNECT_MILLISECONDS = 5_000

/**
 * Lends one connection of the login's own rights, beside the pool: for the schema, for a look before start-up. Without a
 * listener a server that goes away between two queries would end the process; so the next query rejects.
 */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MILLISECONDS })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
