import pino, { type DestinationStream, type Logger } from 'pino'
import type { Clock } from '../kernel/clock.ts'
import type { LogLevel } from './rules/log-level.ts'
import { sayableFault } from './rules/sayable-fault.ts'

export interface LogSettings {
  readonly level: LogLevel
  /** On each line: which node wrote it. */
  readonly node: string
  readonly clock: Clock
  /** stdout, unless a test reads it. */
  readonly to?: DestinationStream
}

/** One JSON object a line. What is logged is named field by field where it is logged: nothing is ever passed through. */
export function writeLog({ level, node, clock, to }: LogSettings): Logger {
  const options = {
    level,
    base: { node },
    timestamp: () => `,"time":"${clock.now().toString({ smallestUnit: 'millisecond' })}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (fault: unknown) => sayableFault(fault) },
  }
  return to === undefined ? pino(options) : pino(options, to)
}
