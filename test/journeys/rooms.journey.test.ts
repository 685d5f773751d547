import { describe, expect, it } from 'vitest'
import { FUNCTIONS_OF } from '../../src/demo/seed-directory.ts'
import { everyRoom, WALKS } from './every-room.ts'
import { inOneDemo } from './in-one-demo.ts'
import { passAround, STOPS } from './keyboard-round.ts'
import { brokenPromises, type Look, put, violations } from './look-at-page.ts'
import { PHONE, type Terminal, WIDE } from './terminal.ts'

inOneDemo()

/** WCAG 2.2, 1.4.10 asks for 320; the narrowest phone in use is 360. Nothing may have to be scrolled sideways there. */
const NARROW = { width: 320, height: 640 }

/** Milliseconds, on a machine with other work; a quiet one takes a tenth. */
const PATIENCE = 300_000

/** What a page of a room promises on a phone beside what every page does. */
function brokenOrder(t: Terminal): Promise<readonly string[]> {
  return t.page.locator('html').evaluate((html) => {
    const found: string[] = []
    let above = 0
    // What is wrong stands above everything else.
    for (const heading of html.querySelectorAll(':is(h1, h2, h3, h4):not([role=alert] *)')) {
      const level = Number(heading.tagName.slice(1))
      if (level > above + 1) found.push(`h${level} after h${above}: ${heading.textContent}`)
      above = level
    }
    for (const cell of html.querySelectorAll('td[data-label]'))
      if (cell.checkVisibility() && cell.textContent === '')
        found.push(`nothing at “${cell.dataset['label']}”`)
    const title = html.ownerDocument.title
    const heading = html.querySelector('h1')?.textContent ?? ''
    if (!title.includes(heading)) found.push(`“${title}” is not what “${heading}” heads`)
    return found
  })
}

/** The parts that a page is made of: one with the same parts as another breaks the same rules. */
function partsOf(t: Terminal, selector = 'body *'): Promise<string> {
  return t.page.locator('html').evaluate((html, wanted) => {
    const all = [...html.querySelectorAll(wanted)].map(
      (one) => `${one.tagName}.${one.className} ${[...one.attributes].map(({ name }) => name).join(' ')}`,
    )
    return [...new Set(all)].sort().join('\n')
  }, selector)
}

/** The demo's user groups are named so, by the firms. */
const NAMES = new Set(Object.keys(FUNCTIONS_OF))

/** English words on a Chinese page that are no name, no code and nothing that somebody typed. */
async function english(t: Terminal): Promise<readonly string[]> {
  const words: readonly string[] = await t.page.locator('body').evaluate((body) => {
    const copy = body.ownerDocument.importNode(body, true)
    for (const own of copy.querySelectorAll('[lang=en], .sp-key, .sp-code, blockquote, script')) own.remove()
    const text = (copy.textContent ?? '').replace(/https?:\S+|\S+@\S+|\S+\.csv/g, ' ')
    return text.match(/(?<![A-Za-z-])[a-z]{2,}(?![A-Za-z-])/g) ?? []
  })
  return words.filter((word) => !NAMES.has(word)).map((word) => `“${word}” is English`)
}

describe.each([
  ['en', 'light and wide', ['light', WIDE]],
  ['zh-Hant', 'dark, on a phone and without scripts', ['dark', PHONE]],
] as const)('every page of the rooms in %s, %s', (language, _, look: Look) => {
  it('breaks no rule of WCAG 2.2 AA and no promise', { timeout: PATIENCE }, async () => {
    const found: string[] = []
    const titles = new Map<string, string>()
    const made = new Set<string>()
    let pages = 0
    for await (const { t, page } of everyRoom(WALKS[language])) {
      pages++
      const say = (faults: readonly string[]) => found.push(...faults.map((what) => `${page}: ${what}`))
      await put(t, look)
      if (isNew(made, await partsOf(t))) say(await violations(t))
      // The keyboard is the same in both languages.
      if (language === 'en' && isNew(made, await partsOf(t, STOPS))) say(await passAround(t))
      if (language === 'zh-Hant') say(await english(t))
      await put(t, ['light', NARROW])
      say([...(await brokenPromises(t, language)), ...(await brokenOrder(t)), ...(await alike(t, titles))])
      await put(t, ['light', WIDE])
    }
    expect(found).toEqual([])
    expect(pages).toBeGreaterThanOrEqual(85)
  })
})

/** Whether it is there for the first time. */
function isNew(known: Set<string>, one: string): boolean {
  return known.size < known.add(one).size
}

/** A title is one page's, whichever firm's: tabs and histories are told apart by it. */
async function alike(t: Terminal, titles: Map<string, string>): Promise<readonly string[]> {
  const [title, path] = [await t.page.title(), t.path().replace(/C\d{5}/, 'C')]
  const other = titles.get(title) ?? path
  titles.set(title, path)
  return other === path ? [] : [`is called “${title}” like ${other}`]
}
