import { type Output, printAll } from './output.ts'

/** Anything that has a JSON of its own, or a list too long for memory: one item a line. */
export type JsonMember = readonly [name: string, value: unknown | AsyncIterable<unknown>]

/** One JSON object, member by member, as fast as it is taken. */
export function writeJson(members: readonly JsonMember[], output: Output): Promise<void> {
  return printAll(jsonLines(members), output)
}

async function* jsonLines(members: readonly JsonMember[]): AsyncGenerator<string> {
  yield '{'
  for (const [index, [name, value]] of members.entries()) {
    const comma = index === members.length - 1 ? '' : ','
    if (isStream(value)) yield* list(name, value, comma)
    else yield `  ${JSON.stringify(name)}: ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')}${comma}`
  }
  yield '}'
}

async function* list(name: string, items: AsyncIterable<unknown>, comma: string): AsyncGenerator<string> {
  yield `  ${JSON.stringify(name)}: [`
  let last: string | null = null
  for await (const item of items) {
    if (last !== null) yield `${last},`
    last = `    ${JSON.stringify(item)}`
  }
  if (last !== null) yield last
  yield `  ]${comma}`
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
