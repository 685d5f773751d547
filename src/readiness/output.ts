import type { Instant } from '../kernel/instant.ts'

/** Where a report goes: line by line, no faster than it is taken. */
export interface Output {
  print(line: string): void
  /** Settles when what was printed has been taken. */
  drained(): Promise<void>
}

/** Where a person sees that the work goes on. */
export interface ProgressLine {
  /** A terminal, where a line can be written over. */
  readonly redraws: boolean
  show(line: string): void
  /** Takes the line away. */
  clear(): void
}

export interface ReportWorld extends Output {
  readonly progress: ProgressLine
  /** The machine's clock, for the rate alone. */
  now(): Instant
}

const BATCH = 500

/** Prints a long list, `BATCH` lines at a time. */
export async function printAll(lines: AsyncIterable<string>, { print, drained }: Output): Promise<void> {
  let batch: string[] = []
  for await (const line of lines) {
    batch.push(line)
    if (batch.length < BATCH) continue
    print(batch.join('\n'))
    batch = []
    await drained()
  }
  if (batch.length > 0) print(batch.join('\n'))
  await drained()
}
