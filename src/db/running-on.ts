import { CompiledQuery } from 'kysely'
import type { LongWork } from './open-long-work.ts'
import type { Tx } from './transaction.ts'

/** Lends a transaction to what runs statements of its own making: sets of events. */
export function runningOn(tx: Tx): Pick<LongWork, 'run'> {
  return {
    run: async <Row>(statement: string, parameters: readonly unknown[] = []) =>
      (await tx.executeQuery<Row>(CompiledQuery.raw(statement, [...parameters]))).rows,
  }
}
