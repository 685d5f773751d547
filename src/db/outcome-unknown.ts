/**
 * COMMIT was sent and no sound answer came: the line was cut, the server went down, or a wait for the synchronous
 * standby was cancelled (PostgreSQL then answers COMMIT with a warning only, the row being on one site). The change is
 * there or it is not. Say neither "done" nor "failed"; whoever tries again must be idempotent.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'

  constructor(cause: unknown) {
    super('the database did not say whether the transaction was committed', { cause })
  }
}
