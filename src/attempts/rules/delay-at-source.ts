import { AT_SOURCE } from './figures.ts'

/** How long a caller waits for the failures that its source network has left behind, in milliseconds. */
export function delayAtSource(failures: number): number {
  const over = Math.max(0, failures - AT_SOURCE.free)
  return Math.min(AT_SOURCE.mostMilliseconds, Math.round(over * AT_SOURCE.millisecondsEach))
}
