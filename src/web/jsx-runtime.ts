import { type Child, escaped, Markup, written } from './markup.ts'

/**
 * JSX as strings (adr/0058): an element is written the moment it is made, its children before it, and no tree is
 * kept. So there is no context, no state and nothing asynchronous: a page is a function of its props.
 */
type Attribute = string | number | boolean | null | undefined

interface Attributes {
  readonly children?: Child
  readonly [name: string]: Attribute | Child
}

// biome-ignore lint/style/noNamespace: TypeScript looks for a page's types under this name
export declare namespace JSX {
  type Element = Markup
  type ElementType = string | ((props: never) => Child)
  interface ElementChildrenAttribute {
    readonly children: unknown
  }
  interface IntrinsicElements {
    readonly [tag: string]: Attributes
  }
}

type Component = (props: Attributes) => Child

export function jsx(tag: string | Component, props: Attributes): Markup {
  if (typeof tag === 'string') return new Markup(element(tag, props))
  const shown = tag(props)
  return shown instanceof Markup ? shown : new Markup(written(shown))
}

/**
 * With several children, which is no difference here.
 * @alias
 */
export const jsxs = jsx

export function Fragment({ children }: { readonly children?: Child }): Markup {
  return new Markup(written(children))
}

/** They have no content and no end tag. */
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'link', 'meta'])

/** There or not there; of any other attribute `true` and `false` are words. */
const PRESENCE: ReadonlySet<string> = new Set([
  'autofocus',
  'checked',
  'disabled',
  'hidden',
  'multiple',
  'novalidate',
  'open',
  'readonly',
  'required',
  'selected',
])

function element(tag: string, props: Attributes): string {
  let start = `<${nameOf(tag)}`
  for (const name in props) if (name !== 'children') start += attribute(name, props[name])
  if (VOID.has(tag)) return `${start}/>`
  return `${start}>${written(props.children)}</${tag}>`
}

function attribute(name: string, value: Attribute | Child): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return ` ${nameOf(name)}="${escaped(value)}"`
  if (typeof value === 'boolean' && PRESENCE.has(name)) return value ? ` ${nameOf(name)}=""` : ''
  if (typeof value === 'object') throw new Error(`${name}: markup in an attribute`)
  return ` ${nameOf(name)}="${value}"`
}

const NAME = /^[a-z][a-z0-9-]*$/i
/** Names that are none can't get out of their place. Each is looked at once: pages have some fifty. */
const names = new Set<string>()

function nameOf(name: string): string {
  if (names.has(name)) return name
  if (!NAME.test(name)) throw new Error(`${name}: no name in markup`)
  names.add(name)
  return name
}
