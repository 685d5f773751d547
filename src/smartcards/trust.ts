import type { Instant } from '../kernel/instant.ts'
import type { Certificate } from './reading/certificate.ts'

/** Everything that makes a card's certificate worth something; read from one file: `read-trust.ts`. */
export interface Trust {
  /** Self-signed, configured. Several while one authority rolls over to the next. */
  readonly anchors: readonly Anchor[]
  /** Configured too: what a browser sends along is never part of a path. */
  readonly intermediates: readonly Certificate[]
  readonly demands: Demands
}

export interface Anchor {
  readonly certificate: Certificate
  /** The end of its overlap, where one is planned; its own certificate's end otherwise. */
  readonly until: Instant | undefined
}

/** What is asked of a card beyond a sound path. */
export interface Demands {
  /** One of these extended key usages must stand in the card; empty: the extension may be absent. */
  readonly purposes: readonly string[]
  /** One of these policies must stand in every certificate below the anchor; empty: none is asked. */
  readonly policies: readonly string[]
}

/** Programme time decides rules, real time what happens on the wire; a certificate must hold at both: adr/0033. */
export interface Moments {
  readonly programme: Instant
  readonly wire: Instant
}
