import { reasonOf } from '../kernel/reason-of.ts'

/** PostgreSQL, appendix A: a column, a table, a function, a role that is not there. */
const OF_ANOTHER_SCHEMA: ReadonlySet<unknown> = new Set(['42703', '42P01', '42883', '42704'])

/** For whoever typed a command: why the database did not do it, and what to do where it has not this program's schema. */
export function sayDatabaseFault(fault: unknown): string {
  const reason = reasonOf(fault)
  const isOfAnotherSchema = fault instanceof Error && 'code' in fault && OF_ANOTHER_SCHEMA.has(fault.code)
  return isOfAnotherSchema ? `${reason}. Its schema is not this program's: run sallyport migrate` : reason
}
