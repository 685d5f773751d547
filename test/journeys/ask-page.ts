import type { ElementHandle, Locator } from 'playwright-core'
import type { Terminal } from './terminal.ts'

/** `<html>`, as Playwright's types have an element. */
export type Root =
  NonNullable<Awaited<ReturnType<Locator['elementHandle']>>> extends ElementHandle<infer Element>
    ? Element
    : never

export type Asking<Given, Answer = string[]> = (html: Root, given: Given) => Answer

/**
 * Asks the page that is there, as a whole. A locator would give each new page all of Playwright's own script first, which
 * takes longer than most of what is asked. `ask` knows nothing but its arguments: it goes there as text.
 */
export function askPage<Answer, Given = null>(
  t: Terminal,
  ask: Asking<Given, Answer>,
  given: Given | null = null,
): Promise<Answer> {
  return t.page.evaluate<Answer>(`(${ask})(document.documentElement, ${JSON.stringify(given)})`)
}
