import { MONTHS, WEEKDAYS, WEEKDAYS_ZH } from '../kernel/calendar-words.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Language } from '../kernel/vocabulary.ts'

/** Tables of our own, not Intl: formatting a page's times costs microseconds, and no ICU release rewords a notice. */
export function dayText(language: Language, day: Temporal.PlainDate | Temporal.ZonedDateTime): string {
  return language === 'en'
    ? `${WEEKDAYS[day.dayOfWeek - 1]} ${day.day} ${MONTHS[day.month - 1]} ${day.year}`
    : `${day.year}年${day.month}月${day.day}日（星期${WEEKDAYS_ZH[day.dayOfWeek - 1]}）`
}

/**
 * A moment in a programme's time zone, to the minute: `18:05` on the day of `now`, else `18:05 on Saturday 10 June
 * 2023`; with the day always where `now` is null. Reads well after "at" and "until".
 */
export function momentText(language: Language, zone: string, moment: Instant, now: Instant | null): string {
  const local = moment.toZonedDateTimeISO(zone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const today = now?.toZonedDateTimeISO(zone).toPlainDate()
  if (today && local.toPlainDate().equals(today)) return time
  return language === 'en' ? `${time} on ${dayText(language, local)}` : `${dayText(language, local)}${time}`
}

/** From one moment of a day to another of it: `Saturday 10 June 2023, 18:00–20:00`. */
export function spanText(language: Language, zone: string, from: Instant, to: Instant): string {
  const time = (moment: Instant) =>
    moment.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
  if (!from.toZonedDateTimeISO(zone).toPlainDate().equals(to.toZonedDateTimeISO(zone).toPlainDate()))
    return [from, to].map((moment) => momentText(language, zone, moment, null)).join(' – ')
  const day = dayText(language, from.toZonedDateTimeISO(zone))
  return `${day}${language === 'en' ? ', ' : ''}${time(from)}–${time(to)}`
}

const zoneNames = new Map<string, string>()

/** `Hong Kong Time`, `香港時間`: how people call an IANA time zone. */
export function zoneName(language: Language, zone: string): string {
  const key = `${language} ${zone}`
  const known = zoneNames.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' })
  const name = format.formatToParts(0).find((part) => part.type === 'timeZoneName')?.value ?? zone
  zoneNames.set(key, name)
  return name
}
