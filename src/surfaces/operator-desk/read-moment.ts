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
