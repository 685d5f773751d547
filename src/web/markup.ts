/** What was written as markup, so that nothing in it is escaped again. Only JSX makes it (jsx-runtime.ts). */
export class Markup {
  readonly #written: string

  constructor(written: string) {
    this.#written = written
  }

  toString(): string {
    return this.#written
  }
}

/** What may stand between two tags. Text is escaped; `false`, `null` and `undefined` are nothing. */
export type Child = Markup | string | number | boolean | null | undefined | readonly Child[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const SPECIAL = /[&<>"']/
const EVERY_SPECIAL = /[&<>"']/g

/** Safe between tags and in a quoted attribute. Most texts have nothing to escape: those are looked at, not copied. */
export function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, (special) => ENTITIES[special] ?? '') : text
}

export function written(child: Child): string {
  if (typeof child === 'string') return escaped(child)
  if (child instanceof Markup) return child.toString()
  if (typeof child === 'number') return String(child)
  if (typeof child !== 'object' || child === null) return ''
  let all = ''
  for (const one of child) all += written(one)
  return all
}
