import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type axe from 'axe-core'
import type { Language } from '../../src/kernel/vocabulary.ts'
import { packageRoot } from '../../src/package-root.ts'
import { type Asking, askPage } from './ask-page.ts'
import type { Size, Terminal } from './terminal.ts'

/** Violations alone: listing everything that passes takes longer than finding out. */
const WCAG_2_2_AA: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
  // Of these rules none reads style sheets.
  preload: false,
}
/** A page is given it before it is looked at: of the text that people read, it takes three times as long. */
const AXE = readFileSync(join(packageRoot, 'node_modules/axe-core/axe.min.js'), 'utf8')

/** Which elements each of a page's parts stands for: how they are styled and what they mean follow from what they are in. */
const PARTS = `(selector) => Map.groupBy(document.querySelectorAll(selector), (one) => {
  const nameOf = ({ tagName, attributes }) =>
    [tagName, ...[...attributes].map(({ name, value }) => (/^(class|role|type)$/.test(name) ? name + '=' + value : name))]
  return [...nameOf(one.parentElement), '>', ...nameOf(one)].join(' ')
})`

/** The parts that match, each in what it stands in. */
export function partsOf(t: Terminal, selector: string): Promise<readonly string[]> {
  return t.page.evaluate<readonly string[]>(`[...(${PARTS})(${JSON.stringify(selector)}).keys()]`)
}

/**
 * Of what these parts stand in, with all that is in it: a list may be wrong because of an item. Of the whole page where that
 * is its body; to look at all of each page takes three times as long.
 */
export async function violations(t: Terminal, parts: readonly string[]): Promise<readonly string[]> {
  if (parts.length === 0) return []
  await bringAxe(t)
  const found = await t.page.evaluate<readonly axe.Result[]>(`(async (parts, options) => {
    const all = (${PARTS})('body *')
    const around = parts.flatMap((part) => all.get(part) ?? []).map((one) => one.parentElement)
    const where = around.includes(document.body) ? document : { include: around }
    return (await axe.run(where, options)).violations
  })(${JSON.stringify(parts)}, ${JSON.stringify(WCAG_2_2_AA)})`)
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

/** By the browser's own protocol: Playwright would have it read as an argument first, and then as a program. */
async function bringAxe({ page }: Terminal): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: AXE })
  await session.detach()
}

/** What has been looked at: a part that was seen before, in the same place, breaks no rule anew. */
export class SeenParts {
  readonly #seen = new Set<string>()

  /** Those of them that had never been seen. From here on they have. */
  addNew(parts: readonly string[]): readonly string[] {
    const fresh = parts.filter((part) => !this.#seen.has(part))
    for (const part of fresh) this.#seen.add(part)
    return fresh
  }
}

/** Asks a page while it is of this size, and makes it what it was. */
export async function atSize<T>(t: Terminal, size: Size, ask: () => Promise<T>): Promise<T> {
  const before = t.page.viewportSize() ?? size
  if (before.width === size.width) return ask()
  await t.page.setViewportSize(size)
  const answer = await ask()
  await t.page.setViewportSize(before)
  return answer
}

/** What is promised of each page, at the narrowest too, and axe is not asked for on each. */
export async function brokenPromises(t: Terminal, language: Language): Promise<readonly string[]> {
  return [...(await askPage(t, brokenForms, language)), ...(await askPage(t, brokenNames))]
}

const brokenForms: Asking<Language> = (html, lang) => {
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
}

/** What depends on a page's words and ids, which its parts do not tell. */
const brokenNames: Asking<null> = (html) => {
  const all = (selector: string) => [...html.querySelectorAll(selector)]
  const wordless = all('a[href], button, summary, label, legend').filter(
    (one) => one.checkVisibility() && one.textContent.trim() === '' && !one.ariaLabel,
  )
  const ids = all('[id]').map(({ id }) => id)
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place)
  const led = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap((name) =>
    all(`[${name}]`).flatMap((one) => one.getAttribute(name).split(' ')),
  )
  return [
    ...wordless.map((one) => `no words in ${one.outerHTML}`),
    ...twice.map((id) => `two things are called #${id}`),
    ...led.filter((id) => !ids.includes(id)).map((id) => `nothing is called #${id}`),
  ]
}
