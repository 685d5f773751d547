import type { Epoch, SiteId } from '../kernel/ids.ts'
import type { SiteMode } from './authority-tables.ts'

/** What a database says of whose word counts (migration 0037). */
export interface Authority {
  /** How often authority has moved. */
  readonly term: number
  /** Where the database lies that holds it. */
  readonly site: SiteId
  readonly mode: SiteMode
  /** Written into each row of a logon; raised where a backup is restored (adr/0010). */
  readonly epoch: Epoch
  /** The time from one change of all this to the next, named by the event that began it (migration 0042). */
  readonly spell: string
}

/** One server, as it looked a moment ago. */
export type ServerView =
  | {
      readonly state: 'writable' | 'standby'
      readonly authority: Authority
      /** Bytes of log written (writable) or replayed (standby) since the first. */
      readonly position: number
      /** The last step that a program must at least know to serve by its schema; absent, where any may. */
      readonly needs?: number
    }
  | { readonly state: 'lost'; readonly reason: string }

/** Of a database whose schema is older, or not there yet. */
export const FIRST: Authority = {
  ...{ term: 0, site: 'primary', mode: 'paired' },
  ...{ epoch: 'primary/0' as Epoch, spell: 'first' },
}
