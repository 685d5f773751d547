import type { Instant } from './instant.ts'

export interface Clock {
  now(): Instant
}

/**
 * `programme` decides rules: in production the system clock corrected by the measured offset to the database's, in
 * the demo the demo clock. `wire` is real time: TLS, mail Date, log lines. The instant of a decision is read once a
 * request and handed on as an argument.
 */
export interface Clocks {
  readonly programme: Clock
  readonly wire: Clock
}
