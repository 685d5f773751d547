import type { Terminal } from '../../kernel/terminal.ts'
import type { Host, Saying } from '../host.ts'

export interface Asked extends Saying {
  readonly apply: boolean
  readonly json: boolean
  /** A position of the log that this site must have replayed. */
  readonly after?: string
  /** The settings file of the other site, where its folder lies on this host. */
  readonly other?: string
  /** Goes on where the witness says no, or is not heard. */
  readonly 'without-witness': boolean
}

/** Prints what it would do and why it may, or does it. The exit status. */
export type SiteDeed = (host: Host, asked: Asked, terminal: Terminal) => Promise<0 | 1>
