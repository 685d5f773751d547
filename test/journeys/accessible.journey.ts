import { describe, expect, it } from 'vitest'
import { everyPage } from './every-page.ts'
import { brokenPromises, put, violations } from './look-at-page.ts'
import { openTerminal, PHONE, WIDE } from './terminal.ts'

/** WCAG 2.2, 1.4.10: at this width nothing may have to be scrolled sideways. */
const NARROW = { width: 320, height: 640 }

/** Some sixty pages, each looked at twice. */
const EVERY_PAGE_MILLISECONDS = 300_000

describe('every page', () => {
  it.each([
    ['en', 'NPFUSR02', 'light and wide', ['light', WIDE]],
    ['zh-Hant', 'OVGUSR01', 'dark and on a phone', ['dark', PHONE]],
  ] as const)(
    'in %s, of %s, %s, breaks no rule of WCAG 2.2 AA and no promise',
    async (language, newcomer, _, look) => {
      const t = await openTerminal({ language })
      const found: string[] = []
      let pages = 0
      for await (const page of everyPage(t, newcomer)) {
        pages++
        await put(t, look)
        const broken = await violations(t)
        await put(t, ['light', NARROW])
        found.push(...[...broken, ...(await brokenPromises(t, language))].map((what) => `${page}: ${what}`))
        await put(t, ['light', WIDE])
      }
      expect(found).toEqual([])
      expect(pages).toBeGreaterThanOrEqual(30)
    },
    EVERY_PAGE_MILLISECONDS,
  )
})
