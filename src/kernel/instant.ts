/** A moment on the programme clock or the wire clock. Which of the two is said by whoever hands it over. */
export type Instant = Temporal.Instant

/** By nanoseconds: `Temporal.Instant.compare` costs several times as much, and a decision compares hundreds of times. */
export function isBefore(a: Instant, b: Instant): boolean {
  return a.epochNanoseconds < b.epochNanoseconds
}

export function isAtOrBefore(a: Instant, b: Instant): boolean {
  return a.epochNanoseconds <= b.epochNanoseconds
}

export function earlierOf(a: Instant, b: Instant): Instant {
  return isBefore(a, b) ? a : b
}

export function laterOf(a: Instant, b: Instant): Instant {
  return isBefore(a, b) ? b : a
}

/** Parses a day as people and files write it, `2023-06-09`; undefined for anything else, and for a day there is not. */
export function parseDay(text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

/** Parses an ISO 8601 time that names its offset or zone, `2023-06-10T18:05+08:00`; undefined for anything else. */
export function parseInstant(text: string): Instant | undefined {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}
