import type { Context } from 'hono'
import type { SiteId } from '../kernel/ids.ts'
import type { Language } from '../kernel/vocabulary.ts'
import { languageCookie, readCookie, setCookie } from './cookies.ts'
import { isSitePath } from './link.tsx'

const LANGUAGES: readonly Language[] = ['en', 'zh-Hant']
const REMEMBERED_DAYS = 365

/** `?lang=` wins and is remembered; then what was remembered; then what the browser asks for; then English. */
export function chooseLanguage(c: Context, site: SiteId): Language {
  const asked = parseLanguage(c.req.query('lang'))
  if (asked) {
    setCookie(c, languageCookie(site), asked, REMEMBERED_DAYS)
    return asked
  }
  return (
    parseLanguage(readCookie(c, languageCookie(site))) ?? acceptedLanguage(c.req.header('accept-language'))
  )
}

function parseLanguage(text: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === text)
}

/** RFC 9110 section 12.5.4. Every kind of Chinese gets Traditional Chinese, the only Chinese here. */
export function acceptedLanguage(header: string | undefined): Language {
  const ranges = (header ?? '').slice(0, 256).split(',').map(parseRange)
  const best = ranges
    .filter((range) => range.language !== undefined && range.quality > 0)
    .sort((a, b) => b.quality - a.quality)[0]
  return best?.language ?? 'en'
}

function parseRange(text: string): { readonly language: Language | undefined; readonly quality: number } {
  const [tag = '', ...parameters] = text
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
  const primary = tag.split('-')[0]
  const language = primary === 'zh' ? 'zh-Hant' : primary === 'en' ? 'en' : undefined
  return { language, quality: Number(quality) || 0 }
}

/** A query value that may stand in a link again: short and without anything to be read as markup or an address. */
const HARMLESS = /^[A-Za-z0-9.:_-]{0,64}$/

/** The page's path and harmless query, without `lang`: where the language links lead. */
export function hereOf(page: URL): string {
  const kept = [...page.searchParams].filter(
    ([name, value]) => name !== 'lang' && HARMLESS.test(name) && HARMLESS.test(value),
  )
  const query = new URLSearchParams(kept).toString()
  const path = isSitePath(page.pathname) ? page.pathname : '/'
  return query === '' ? path : `${path}?${query}`
}

/** The page itself; on a POST the page of this origin that held the form, for only a GET can be asked for again. */
export function pageOf(c: Context): URL {
  const asked = new URL(c.req.url)
  if (c.req.method !== 'POST') return asked
  const referer = URL.parse(c.req.header('referer') ?? '')
  return referer?.host === asked.host ? referer : new URL('/', asked)
}

export function inLanguage(here: string, language: Language): string {
  return `${here}${here.includes('?') ? '&' : '?'}lang=${language}`
}
