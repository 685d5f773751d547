/** Days and months as people read them. Tables of our own, not Intl: no ICU release may reword a notice. */
export const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
export const WEEKDAYS_ZH = '一二三四五六日'
export const MONTHS =
  'January February March April May June July August September October November December'.split(' ')
