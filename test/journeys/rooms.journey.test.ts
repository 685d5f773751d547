import { describe, expect, it } from 'vitest'
import { FUNCTIONS_OF } from '../../src/demo/seed-directory.ts'
import { askPage } from './ask-page.ts'
import { everyRoom, WALKS } from './every-room.ts'
import { inOneDemo } from './in-one-demo.ts'
import { passAround, STOPS } from './keyboard-round.ts'
import { atSize, brokenPromises, partsOf, SeenParts, violations } from './look-at-page.ts'
import { NARROW, type Terminal, WIDE } from './terminal.ts'

inOneDemo()

/** Milliseconds, on a machine with much other work; a quiet one takes a twentieth. */
const PATIENCE = 1_200_000

/** What a page of a room promises on a phone beside what every page does. */
function brokenOrder(t: Terminal): Promise<readonly string[]> {
  return askPage(t, (html) => {
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

/** The demo's user groups are named so, by the firms. */
const NAMES = new Set(Object.keys(FUNCTIONS_OF))

/** English words on a Chinese page that are no name, no code and nothing that somebody typed. */
async function english(t: Terminal): Promise<readonly string[]> {
  const words = await askPage(t, (html): readonly string[] => {
    const copy = html.ownerDocument.importNode(html.querySelector('body'), true)
    for (const own of copy.querySelectorAll('[lang=en], .sp-key, .sp-code, blockquote, q, script'))
      own.remove()
    const text = (copy.textContent ?? '').replace(/https?:\S+|\S+@\S+|\S+\.csv|\.(cer|crt|pem)\b/g, ' ')
    return text.match(/(?<![A-Za-z-])[a-z]{2,}(?![A-Za-z-])/g) ?? []
  })
  return words.filter((word) => !NAMES.has(word)).map((word) => `“${word}” is English`)
}

describe.each([
  ['en', 'light and wide', WIDE],
  ['zh-Hant', 'dark, on a phone and without scripts', NARROW],
] as const)('every page of the rooms in %s, %s', (language, _, size) => {
  it('breaks no rule of WCAG 2.2 AA and no promise', { timeout: PATIENCE }, async () => {
    const found: string[] = []
    const titles = new Map<string, string>()
    const [seen, stops] = [new SeenParts(), new SeenParts()]
    let pages = 0
    for await (const { t, page } of everyRoom(WALKS[language])) {
      pages++
      const say = (faults: readonly string[]) => found.push(...faults.map((what) => `${page}: ${what}`))
      const fresh = seen.addNew(await partsOf(t, 'body *'))
      if (fresh.length > 0) say(await atSize(t, size, () => violations(t, fresh)))
      // The keyboard is the same in both languages.
      if (language === 'en' && stops.addNew(await partsOf(t, STOPS)).length > 0)
        say(await atSize(t, size, () => passAround(t)))
      if (language === 'zh-Hant') say(await english(t))
      say(await alike(t, titles))
      say([...(await brokenPromises(t, language)), ...(await brokenOrder(t))])
    }
    expect(found).toEqual([])
    expect(pages).toBeGreaterThanOrEqual(115)
  })
})

/** A title is one page's, whichever firm's: tabs and histories are told apart by it. */
async function alike(t: Terminal, titles: Map<string, string>): Promise<readonly string[]> {
  const [title, path] = [await t.page.title(), t.path().replace(/C\d{5}/, 'C')]
  const other = titles.get(title) ?? path
  titles.set(title, path)
  return other === path ? [] : [`is called “${title}” like ${other}`]
}
