/**
 * For the last statements of a transaction, whose answers tell nothing: not waited for, they leave in one batch with COMMIT,
 * which PostgreSQL skips where one of them fails.
 */
export function goesWithCommit(sent: Promise<void>): void {
  sent.catch(() => undefined)
}
