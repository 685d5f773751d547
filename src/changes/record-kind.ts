import type { EventKind } from '../audit/kinds.ts'

/**
 * A kind of record of the directory, as a registry's files state it: what it is here, and what is written when the files
 * say otherwise. The room that keeps the record says so, in sets; src/directory compares, decides and counts, for all
 * kinds alike. All values are text; a list is its members, sorted and joined.
 */
export interface RecordKind {
  readonly kind: string
  /** The files' column names, in the order of `fields` below. */
  readonly fields: readonly string[]
  /** A select of all that is in force: `key`, `participant` (its code, or ''), `fields` (text[]), `initiated`. */
  readonly here: string
  /** What brings the directory from `here` to `after`, in this order: each statement reads `planned(kind)`. */
  readonly apply: readonly string[]
  /** One event for each row the select gives: `name` (unique), `account_id`, `facts`, `particulars` (canonical JSON). */
  readonly events: readonly { readonly kind: EventKind; readonly rows: string }[]
}

/**
 * The records of one kind that differ: `key`, `participant`, and `here` and `after`, text[] or null. `at` is the instant
 * of the import; `id_from(seed, name)` draws a new id.
 */
export function planned(kind: string): string {
  return `(select key, participant, here, after, at, seed from planned, this_import
    where kind = '${kind}' and here is distinct from after) as planned`
}
