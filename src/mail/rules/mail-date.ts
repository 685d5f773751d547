import type { Instant } from '../../kernel/instant.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 5322 section 3.3, in UTC: `Sat, 10 Jun 2023 10:05:00 +0000`. */
export function mailDate(instant: Instant): string {
  const at = instant.toZonedDateTimeISO('UTC')
  const time = at.toPlainTime().toString({ smallestUnit: 'second' })
  return `${DAYS[at.dayOfWeek - 1]}, ${at.day} ${MONTHS[at.month - 1]} ${at.year} ${time} +0000`
}
