/**
 * Of the answers of S3, what we ask of them. They are flat and written by machines: elements without attributes, text
 * without markup. What is not so is not found.
 */
export function elementsOf(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, inside = '']) => inside)
}

export function textIn(xml: string, name: string): string | undefined {
  const [inside] = elementsOf(xml, name)
  return inside?.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** The word by which an answer says what it refuses; empty where it is no refusal. Its other parts hold what was signed. */
export function codeOf(xml: string): string {
  return /<Error>.*?<Code>([A-Za-z0-9]{1,60})<\/Code>/s.exec(xml)?.[1] ?? ''
}
