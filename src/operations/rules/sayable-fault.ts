/** What a log line says of an exception. */
export interface SayableFault {
  readonly type: string
  readonly message?: string
  /** SQLSTATE, or Node's own code. */
  readonly code?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  /** Frames only. */
  readonly stack?: readonly string[]
  readonly cause?: SayableFault
  readonly of?: readonly SayableFault[]
}

/** Conditions of the server, in words that hold no value of ours. Any other of its errors may quote a row or a parameter. */
const SERVER_CONDITION = /^(08|25|40|53|55|57|58)/
const DEEPEST = 4

/**
 * PostgreSQL quotes what it refuses: in `detail` a whole row, in `message` a value. So of its errors the code and the
 * names of table, column and constraint are said, and the words only where they speak of the server itself.
 */
export function sayableFault(fault: unknown, depth = 0): SayableFault {
  if (!(fault instanceof Error)) return { type: typeof fault }
  const { code, severity, table, column, constraint } = fault as Error & Partial<Record<string, unknown>>
  const quotes = typeof severity === 'string' && !SERVER_CONDITION.test(String(code))
  const deeper = depth < DEEPEST
  return {
    type: fault.name,
    ...(quotes ? {} : { message: fault.message }),
    ...named({ code, table, column, constraint }),
    stack: framesOf(fault),
    ...(fault.cause === undefined || !deeper ? {} : { cause: sayableFault(fault.cause, depth + 1) }),
    ...(fault instanceof AggregateError && deeper
      ? { of: fault.errors.map((each: unknown) => sayableFault(each, depth + 1)) }
      : {}),
  }
}

function named(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function framesOf({ stack = '' }: Error): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
}
