import type { Reference } from '../kernel/ids.ts'

/** Why the shell, or a handler, shows no page of its own. */
export type Fault =
  | { readonly status: 400 | 403 | 404 | 405 | 413 | 415 | 421 }
  | { readonly status: 500; readonly reference: Reference }
  | { readonly status: 503; readonly retryAfterSeconds: number }
