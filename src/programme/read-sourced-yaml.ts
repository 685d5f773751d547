import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import type { Place } from './block.ts'

/** Something wrong with a file, where it stands. */
export interface Fault extends Place {
  readonly file: string
  readonly reason: string
}

/**
 * A YAML file as plain values. Keys are in camelCase (`last_entry` → `lastEntry`), every mapping holds the `source`
 * that governs it: its own, else that of the nearest mapping around it.
 */
export interface SourcedYaml {
  readonly value: unknown
  /** Where a value starts; for a mapping or a list, where its name stands. By path, see `programme.ts`. */
  readonly values: ReadonlyMap<string, Place>
  readonly keys: ReadonlyMap<string, Place>
  readonly faults: readonly Fault[]
}

const KEY = /^([a-z0-9]+([._-][a-z0-9]+)*|zh-Hant)$/

/** Reads YAML 1.2. Never throws: what can't be read is a fault. */
export function readSourcedYaml(text: string, file: string): SourcedYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const reading = new Reading(file, lines)
  for (const { message, pos } of [...document.errors, ...document.warnings]) reading.fault(pos[0], message)
  const value = document.errors.length > 0 ? undefined : reading.value(document.contents, '', 0, undefined)
  return { value, values: reading.values, keys: reading.keys, faults: reading.faults }
}

class Reading {
  readonly values = new Map<string, Place>()
  readonly keys = new Map<string, Place>()
  readonly faults: Fault[] = []
  readonly #file: string
  readonly #lines: LineCounter

  constructor(file: string, lines: LineCounter) {
    this.#file = file
    this.#lines = lines
  }

  fault(offset: number, reason: string): void {
    this.faults.push({ file: this.#file, ...this.#place(offset), reason })
  }

  /** `offset` is where the value's name stands, for values that are absent or span lines. */
  value(node: Node | null, path: string, offset: number, source: string | undefined): unknown {
    const start = node?.range?.[0] ?? offset
    this.values.set(path, this.#place(isScalar(node) && node.value !== null ? start : offset))
    if (isMap(node)) return this.#mapping(node, path, source)
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const at = (item as Node | null)?.range?.[0] ?? start
        return this.value(item as Node | null, within(path, index), at, source)
      })
    }
    if (isAlias(node)) this.fault(start, 'aliases are not read: write the value out')
    if (source === undefined)
      this.fault(start, 'no source governs this value: say `source: circular` or `source: assumed` around it')
    return isScalar(node) ? node.value : undefined
  }

  #mapping(node: YAMLMap, path: string, around: string | undefined): Readonly<Record<string, unknown>> {
    const own = node.get('source')
    const source = typeof own === 'string' ? own : around
    const entries = node.items.map((pair): readonly [string, unknown] => {
      const key = pair.key as Node
      const written = isScalar(key) ? String(key.value) : ''
      const name = camelCase(written)
      const offset = key.range?.[0] ?? 0
      const at = within(path, name)
      this.keys.set(at, this.#place(offset))
      if (!KEY.test(written)) this.fault(offset, 'a key is lower-case words joined by _ (an id: by . or -)')
      return [name, this.value(pair.value as Node | null, at, offset, name === 'source' ? 'itself' : source)]
    })
    // A mapping without any source is reported at its values; one fault is enough.
    return Object.fromEntries([['source', source ?? 'assumed'], ...entries])
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset)
    return { line, column: col }
  }
}

export function within(path: string, step: string | number): string {
  return path === '' ? `${step}` : `${path}/${step}`
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
