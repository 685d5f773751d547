/**
 * For the last statement of a transaction, whose answer tells nothing: not waited for, it leaves in one batch with COMMIT,
 * which PostgreSQL skips where it fails.
 */
export function goesWithCommit(sent: Promise<void>): void {
  sent.catch(() => undefined)
}
