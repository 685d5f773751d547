import { reasonOf } from '../kernel/reason-of.ts'

/** No connection was to be had: the server is away, or everybody is busy. Nothing was begun, so trying again is safe. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'

  constructor(cause: unknown) {
    super(reasonOf(cause), { cause })
  }
}
