/**
 * Reads what hono/jsx writes: every attribute is in double quotes and every `<`, `>`, `"` of a value is escaped, so a
 * tag is what stands between `<` and the next `>`. Not a parser for anybody else's HTML.
 */
export interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Where the tag ends: its content begins here. */
  readonly end: number
}

export function tagsOf(html: string): readonly Tag[] {
  return [...html.matchAll(/<([a-z][a-z0-9-]*)([^>]*)>/gi)].map((match) => ({
    name: (match[1] ?? '').toLowerCase(),
    attributes: attributesOf(match[2] ?? ''),
    end: match.index + match[0].length,
  }))
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(/([^\s"'=/]+)(?:=(?:"([^"]*)"|([^\s"]*)))?/g)]
  return new Map(pairs.map((pair) => [(pair[1] ?? '').toLowerCase(), unescapeText(pair[2] ?? pair[3] ?? '')]))
}

/** The text a person sees, tags dropped. */
export function textOf(html: string): string {
  return unescapeText(html.replace(/<[^>]*>/g, '\n'))
    .replace(/\s+/g, ' ')
    .trim()
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

function unescapeText(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}
