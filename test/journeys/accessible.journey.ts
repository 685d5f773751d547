import { describe, expect, it } from 'vitest'
import { everyPage } from './every-page.ts'
import { atSize, brokenPromises, partsOf, SeenParts, violations } from './look-at-page.ts'
import { NARROW, openTerminal, WIDE } from './terminal.ts'

/** Some sixty pages, each looked at twice. */
const EVERY_PAGE_MILLISECONDS = 1_200_000

describe('every page', () => {
  it.each([
    ['en', 'NPFUSR02', 'light and wide', 'light', WIDE],
    ['zh-Hant', 'OVGUSR01', 'dark and on a phone', 'dark', NARROW],
  ] as const)(
    'in %s, of %s, %s, breaks no rule of WCAG 2.2 AA and no promise',
    async (language, newcomer, _, scheme, size) => {
      // Most pages hold nothing new: they are only ever narrow.
      const t = await openTerminal({ language, scheme, viewport: NARROW })
      const seen = new SeenParts()
      const found: string[] = []
      let pages = 0
      for await (const page of everyPage(t, newcomer)) {
        pages++
        const fresh = seen.addNew(await partsOf(t, 'body *'))
        const broken = fresh.length > 0 ? await atSize(t, size, () => violations(t, fresh)) : []
        const promises = await brokenPromises(t, language)
        found.push(...[...broken, ...promises].map((what) => `${page}: ${what}`))
      }
      expect(found).toEqual([])
      expect(pages).toBeGreaterThanOrEqual(30)
    },
    EVERY_PAGE_MILLISECONDS,
  )
})
