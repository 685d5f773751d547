import type { SiteId } from '../kernel/ids.ts'

/** What a site says of itself as it asks. */
export interface Ask {
  readonly site: SiteId
  /** What its database says of the present: a reference, or `first`. */
  readonly spell: string
  readonly mode: 'paired' | 'standalone'
}

/**
 * `yes`: this site may go on alone, and the other may not. `given`: the other may. `alone`: the site that holds authority
 * goes on alone in this spell, so nobody takes over from it.
 */
export type Word = 'yes' | 'given' | 'alone'

/** As it stands, asked without taking anything: to whom the word of a spell was given. */
export type Given = SiteId | 'nobody'
