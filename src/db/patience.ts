/**
 * Milliseconds. The client's own patience is longer than the server's, so that a live server answers first. `commit`: for the
 * standby, whose loss nobody notices at once; then the answer is that nobody knows.
 */
export const PATIENCE = {
  page: { connect: 3_000, statement: 5_000, idleInTransaction: 10_000, answer: 8_000, commit: 2_000 },
  report: { connect: 3_000, statement: 300_000, idleInTransaction: 60_000, answer: 303_000, commit: 30_000 },
}
