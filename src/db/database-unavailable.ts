import { reasonOf } from '../kernel/reason-of.ts'

/**
 * No connection was to be had, or the transaction was cut before COMMIT: the server is away, going down, full, read-only,
 * or everybody waits for a row. It was rolled back, so nothing of it is there, and trying again is safe.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'

  constructor(cause: unknown) {
    super(reasonOf(cause), { cause })
  }
}
