import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type axe from 'axe-core'
import type { Language } from '../../src/kernel/vocabulary.ts'
import { packageRoot } from '../../src/package-root.ts'
import type { Terminal } from './terminal.ts'

/** Violations alone: listing everything that passes takes longer than finding out. */
const WCAG_2_2_AA: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
  // Of these rules none reads style sheets.
  preload: false,
}
/** A page is given it before it is looked at: of the text that people read, it takes three times as long. */
const AXE = readFileSync(join(packageRoot, 'node_modules/axe-core/axe.min.js'), 'utf8')

export type Look = readonly [
  scheme: 'light' | 'dark',
  viewport: { readonly width: number; readonly height: number },
]

export async function put(t: Terminal, [colorScheme, viewport]: Look): Promise<void> {
  // A colour on its way to another has a contrast of its own.
  await t.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await t.page.setViewportSize(viewport)
}

export async function violations(t: Terminal): Promise<readonly string[]> {
  await t.page.evaluate(AXE)
  const run = `axe.run(document, ${JSON.stringify(WCAG_2_2_AA)}).then(({ violations }) => violations)`
  const found = await t.page.evaluate<readonly axe.Result[]>(run)
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

/** What is promised of each page and axe does not look at. */
export function brokenPromises(t: Terminal, language: Language): Promise<readonly string[]> {
  return t.page.locator('html').evaluate((html, lang) => {
    const found: string[] = []
    const count = (selector: string): number => html.querySelectorAll(selector).length
    if (html.lang !== lang) found.push(`lang is ${html.lang}`)
    if (count('main') !== 1) found.push('not one main')
    if (count('h1') !== 1) found.push('not one h1')
    if (count('main button[type=submit]:not(.govuk-button--secondary, [hidden])') > 1)
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
