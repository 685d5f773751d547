import type { Instant } from '../kernel/instant.ts'
import type { Programme } from '../programme/programme.ts'

/** As JSON has it: with the offset of the programme's zone. */
export function inZone({ clock }: Programme, at: Instant): string {
  return at.toZonedDateTimeISO(clock.zone).toString({ timeZoneName: 'never' })
}
