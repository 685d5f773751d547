/** What is timed. A closed list: no name comes from outside. */
export type Timed = 'hash' | 'hash-wait' | 'connection-wait' | 'decision'

/** Port: where a room says how long something took. Who adds it up, and in which format, is wired. */
export interface Meter {
  /** Begins a measurement; what it returns ends it. */
  time(what: Timed): () => void
}

/** For programs that are over before anybody could look: commands, tests. */
export const unmetered: Meter = { time: () => () => undefined }
