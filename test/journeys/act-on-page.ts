import type { Page } from 'playwright-core'
import type { Root } from './ask-page.ts'

/** One thing of a page: by its words, as a person finds it, or where it has none of its own, by what it is. */
export type Thing =
  | { readonly field: string }
  | { readonly button: string }
  | { readonly link: string }
  | { readonly heading: string }
  | { readonly css: string }

/** Done, and whether it leads to another page; or why it can't be done as yet. */
type Outcome = 'done' | 'leads away' | 'missing' | 'more than one' | 'disabled' | 'covered'

/** What is called so and can be seen. */
function thingsCalled(html: Root, thing: Readonly<Record<string, string>>): Root[] {
  const [[kind = '', name = ''] = []] = Object.entries(thing)
  const kinds = { field: 'input, select, textarea', button: 'button', link: 'a[href]', heading: 'h1' }
  const said = (one: Root) => one.textContent.replace(/\s+/g, ' ').trim()
  const names: Readonly<Record<string, (one: Root) => readonly string[]>> = {
    field: (one) => [...(one.labels ?? [])].map(said),
    css: () => [name],
  }
  const namesOf = names[kind] ?? ((one: Root) => [one.ariaLabel ?? said(one)])
  return [...html.ownerDocument.querySelectorAll({ ...kinds, css: name }[kind] ?? name)].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && namesOf(one).includes(name),
  )
}

/** Of a choice, by what it says or stands for. */
function fill(one: Root, text: string): Outcome {
  if (one.matches(':disabled') || one.readOnly) return 'disabled'
  const choice = [...(one.options ?? [])].find(({ label, value }) => label === text || value === text)
  if (one.options && choice === undefined) return 'missing'
  one.focus()
  one.value = choice?.value ?? text
  const { Event } = one.ownerDocument.defaultView
  for (const kind of ['input', 'change']) one.dispatchEvent(new Event(kind, { bubbles: true }))
  return 'done'
}

/** Where a hand would come down. A link within its page leads nowhere else, nor does a form that a script holds back. */
function press(one: Root): Outcome {
  const page = one.ownerDocument
  if (one.matches(':disabled')) return 'disabled'
  one.scrollIntoView({ block: 'center', behavior: 'instant' })
  const [{ x, y, width, height }] = one.getClientRects()
  const top = page.elementFromPoint(x + width / 2, y + height / 2)
  if (!one.contains(top) && ![...(one.labels ?? [])].some((label) => label.contains(top))) return 'covered'
  let heldBack = false
  const look = (event: { readonly defaultPrevented: boolean }) => {
    heldBack = event.defaultPrevented
  }
  page.defaultView.addEventListener('submit', look)
  one.click()
  page.defaultView.removeEventListener('submit', look)
  const submits = one.form && one.type === 'submit' && !heldBack
  const follows = one.href && one.href.split('#')[0] !== page.URL.split('#')[0]
  return submits || follows ? 'leads away' : 'done'
}

const DEEDS = { see: (): Outcome => 'done', fill, press }
export type Deed = keyof typeof DEEDS

/** To the only one that is called so. */
function toTheOnly(
  things: readonly Root[],
  deed: (one: Root, text: string) => Outcome,
  text: string,
): Outcome {
  if (things.length !== 1) return things.length === 0 ? 'missing' : 'more than one'
  return deed(things[0], text)
}

const all = (thing: Thing) => `(${thingsCalled})(document.documentElement, ${JSON.stringify(thing)})`

/**
 * A whole deed in one question. A locator gives each new page all of Playwright's own script first, asks some ten times and
 * waits for two frames to be drawn. What a person could not use is not used here either: hidden, disabled, or covered.
 */
export function actOn(page: Page, deed: Deed, thing: Thing, text = ''): Promise<Outcome> {
  return page.evaluate<Outcome>(`(${toTheOnly})(${all(thing)}, ${DEEDS[deed]}, ${JSON.stringify(text)})`)
}

/** How many there are. */
export function countOn(page: Page, thing: Thing): Promise<number> {
  return page.evaluate<number>(`${all(thing)}.length`)
}

/** Whether the focus is on one that is called so. */
export function isFocusOn(page: Page, thing: Thing): Promise<boolean> {
  return page.evaluate<boolean>(`${all(thing)}.includes(document.activeElement)`)
}
