/** `2023-06-19` and `00:00` in a programme's zone as an instant; empty where they are none. */
export function readMoment(zone: string, day: string, time: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return ''
  try {
    return Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: 'reject' })
      .toZonedDateTime(zone)
      .toInstant()
      .toString()
  } catch {
    return ''
  }
}

/** The same the other way: what stands in the two fields of a moment. */
export function sayLocal(
  at: Temporal.Instant,
  zone: string,
): { readonly day: string; readonly time: string } {
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime()
  return {
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}
