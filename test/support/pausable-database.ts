import type { Database } from '../../src/db/transaction.ts'

export interface PausableDatabase {
  readonly database: Database
  /** Closes every connection, does `work`, and opens them again; whoever asks meanwhile waits. */
  whileClosed<T>(work: () => Promise<T>): Promise<T>
}

/** A database that can be copied file by file although nodes work on it. */
export function pausableDatabase(open: () => Database): PausableDatabase {
  let current: Promise<Database> = Promise.resolve(open())
  const database: Database = {
    read: async (scope, work) => (await current).read(scope, work),
    readAtOnce: async (scope, work) => (await current).readAtOnce(scope, work),
    write: async (scope, work) => (await current).write(scope, work),
    writeAtOnce: async (scope, work) => (await current).writeAtOnce(scope, work),
    writeAhead: async (scope, work) => (await current).writeAhead(scope, work),
    close: async () => (await current).close(),
  }
  return {
    database,
    whileClosed: async (work) => {
      const before = await current
      const { promise, resolve } = Promise.withResolvers<Database>()
      current = promise
      await before.close()
      try {
        return await work()
      } finally {
        resolve(open())
      }
    },
  }
}
