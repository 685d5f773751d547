/** What every block of a programme file has: where its values come from, in which languages, and where they stand. */

/** Whether a value was stated by the circular or is our assumption. A notice never prints an assumed one as fact. */
export type Source = 'circular' | 'assumed'

/** Where a reason comes from: the circular, our assumption, the directory's record of this person, a recorded decision. */
export type ReasonSource = Source | 'directory' | 'decision'

export interface Bilingual {
  readonly en: string
  readonly 'zh-Hant': string
}

/** Every block of a file keeps its source: its own, or that of the nearest block around it. */
export interface Block {
  readonly source: Source
}

export interface Text extends Bilingual, Block {}

/** Line and column, both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** By path: keys (in camelCase), ids and indexes joined by `/`. */
export type Places = ReadonlyMap<string, Place>
