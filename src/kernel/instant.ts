/** A moment on the programme clock or the wire clock. Which of the two is said by whoever hands it over. */
export type Instant = Temporal.Instant

export function isBefore(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}

export function isAtOrBefore(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) <= 0
}

export function earlierOf(a: Instant, b: Instant): Instant {
  return isBefore(a, b) ? a : b
}

/** Parses an ISO 8601 time that names its offset or zone, `2023-06-10T18:05+08:00`; undefined for anything else. */
export function parseInstant(text: string): Instant | undefined {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}
