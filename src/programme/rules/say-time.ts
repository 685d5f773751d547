import { MONTHS, WEEKDAYS, WEEKDAYS_ZH } from '../../kernel/calendar-words.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Bilingual } from '../block.ts'
import type { ProgrammeClock } from '../programme.ts'

/** `Saturday, 10 June 2023` / `2023年6月10日（星期六）`. */
export function sayDay(day: Temporal.PlainDate | Temporal.ZonedDateTime): Bilingual {
  return {
    en: `${WEEKDAYS[day.dayOfWeek - 1]}, ${day.day} ${MONTHS[day.month - 1]} ${day.year}`,
    'zh-Hant': `${day.year}年${day.month}月${day.day}日（星期${WEEKDAYS_ZH[day.dayOfWeek - 1]}）`,
  }
}

/** `Saturday, 10 June 2023, 18:00` / `2023年6月10日（星期六）18:00` on the programme clock; seconds only where there are. */
export function sayTime(clock: ProgrammeClock, at: Instant): Bilingual {
  const local = at.toZonedDateTimeISO(clock.zone)
  const smallestUnit = local.second === 0 ? 'minute' : 'second'
  const time = local.toPlainTime().toString({ smallestUnit })
  const day = sayDay(local)
  return { en: `${day.en}, ${time}`, 'zh-Hant': `${day['zh-Hant']}${time}` }
}

/** The same with the zone: `… 18:00 (Hong Kong time)` / `… 18:00（香港時間）`. */
export function sayTimeInZone(clock: ProgrammeClock, at: Instant): Bilingual {
  const time = sayTime(clock, at)
  return { en: `${time.en} (${clock.name.en})`, 'zh-Hant': `${time['zh-Hant']}（${clock.name['zh-Hant']}）` }
}
