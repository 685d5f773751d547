import type { Reference } from '../kernel/ids.ts'

/** Why the shell, or a handler, shows no page of its own. */
export type Fault =
  | { readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415 | 421 }
  | { readonly status: 500; readonly reference: Reference }
  /** `outcome: 'unknown'` where what was asked for may have been done: the page then says so, and not "nothing was changed". */
  | { readonly status: 503; readonly retryAfterSeconds: number; readonly outcome?: 'unknown' }
  /** `not-opened`: a test session runs here whose copy of the data is not there yet, or not any more. */
  | { readonly status: 503; readonly retryAfterSeconds: number; readonly session: 'not-opened' }
  /** Where the bytes of reports lie can't be reached. */
  | { readonly status: 503; readonly retryAfterSeconds: number; readonly away: 'reports' }
