import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { everyPage } from './every-page.ts'
import { openTerminal, PHONE, type Terminal, WIDE } from './terminal.ts'

/** Violations alone: listing everything that passes takes longer than finding out. */
const WCAG_2_2_AA: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
  // Of these rules none reads style sheets.
  preload: false,
}
/** A page is given it before it is looked at: of the text that people read, it takes three times as long. */
const AXE = readFileSync(join(packageRoot, 'node_modules/axe-core/axe.min.js'), 'utf8')
/** WCAG 2.2, 1.4.10: at this width nothing may have to be scrolled sideways. */
const NARROW = { width: 320, height: 640 }

type Look = readonly [scheme: 'light' | 'dark', viewport: { readonly width: number; readonly height: number }]

async function put(t: Terminal, [colorScheme, viewport]: Look): Promise<void> {
  // A colour on its way to another has a contrast of its own.
  await t.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await t.page.setViewportSize(viewport)
}

async function violations(t: Terminal): Promise<readonly string[]> {
  await t.page.evaluate(AXE)
  const run = `axe.run(document, ${JSON.stringify(WCAG_2_2_AA)}).then(({ violations }) => violations)`
  const found = await t.page.evaluate<readonly axe.Result[]>(run)
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

/** What is promised of each page and axe does not look at. */
function brokenPromises(t: Terminal, language: string): Promise<readonly string[]> {
  return t.page.locator('html').evaluate((html, lang) => {
    const found: string[] = []
    const count = (selector: string): number => html.querySelectorAll(selector).length
    if (html.lang !== lang) found.push(`lang is ${html.lang}`)
    if (count('main') !== 1) found.push('not one main')
    if (count('h1') !== 1) found.push('not one h1')
    if (count('main button[type=submit]:not(.govuk-button--secondary)') > 1)
      found.push('more than one primary submit')
    for (const input of html.querySelectorAll('input:not([type=hidden])')) {
      if (input.labels?.length !== 1) found.push(`${input.name} has no label of its own`)
      if (!input.autocomplete) found.push(`${input.name} has no autocomplete`)
    }
    if (html.scrollWidth > html.clientWidth)
      found.push(`${html.scrollWidth} pixels wide on ${html.clientWidth}`)
    return found
  }, language)
}

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
