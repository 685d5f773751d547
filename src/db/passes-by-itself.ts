import pg from 'pg'

/**
 * Conditions that are not the statement's fault (PostgreSQL's appendix A): a connection lost (08), a serialization
 * failure or deadlock (40), no memory, disk or connection left (53), cancelled or timed out, shut down, crashed or
 * starting (57), a disk that fails (58), a lock not to be had, a transaction idle for too long (25P03, 25P04). And what the
 * database says itself of a connection of another term (SY, migration 0037): the next one holds the right one.
 */
const CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58', 'SY'])
const CODES: ReadonlySet<string> = new Set(['55P03', '25P03', '25P04'])
/** The server has become a standby. Where we said BEGIN READ ONLY ourselves it is a bug instead. */
const READ_ONLY = '25006'

/**
 * Would the same statement, tried again after a while, get another answer? What no server said is a lost line, but for
 * errors that the language throws (TypeError, RangeError): a value that can't cross is a bug.
 */
export function passesByItself(fault: unknown, mode: 'reading' | 'writing'): boolean {
  if (!(fault instanceof pg.DatabaseError)) return fault instanceof Error && fault.constructor === Error
  const code = fault.code ?? ''
  if (code === READ_ONLY) return mode === 'writing'
  return CODES.has(code) || CLASSES.has(code.slice(0, 2))
}
