import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler } from 'kysely'
import type { Schema } from './types.ts'

/** Kysely builds SQL for us and nothing else: it asks its driver for connections and transactions, and has them already. */
export const COMPILER = new PostgresQueryCompiler()
export const ADAPTER = new PostgresAdapter()
export const DRIVER = new DummyDriver()
export const DIALECT = {
  createAdapter: () => ADAPTER,
  createDriver: () => DRIVER,
  createQueryCompiler: () => COMPILER,
  createIntrospector: () => {
    throw new Error('the schema is known: db/types.ts')
  },
}

/** Builds statements and runs none. */
export const BUILDER = new Kysely<Schema>({ dialect: DIALECT })
