import pg, { type QueryResult } from 'pg'

export interface LastingClient {
  ask(question: string, values?: readonly unknown[]): Promise<QueryResult>
  /** Whoever asks afterwards opens it anew. */
  close(): Promise<void>
}

/**
 * One connection, opened at the first question, or at the first after the server ended it: each that is opened reads the
 * catalogue anew, which takes longer than most questions. They are answered one after the other; who is to wait for
 * another, or to hold a lock, has a connection of his own.
 */
export function lastingClient(connectionString: string): LastingClient {
  let current: Promise<pg.Client> | undefined
  const open = () => {
    const client = new pg.Client({ connectionString })
    const opened = client.connect().then(() => client)
    const forget = () => {
      if (current === opened) current = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    current = opened
    return opened
  }
  return {
    ask: async (question, values = []) => (await (current ?? open())).query(question, [...values]),
    close: async () => {
      const last = current
      current = undefined
      await (await last)?.end()
    },
  }
}
