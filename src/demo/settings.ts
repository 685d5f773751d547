import type { Instant } from '../kernel/instant.ts'
import type { Programme } from '../programme/programme.ts'
import type { Parts } from '../wire.ts'

export interface DemoPorts {
  readonly primary: number
  readonly primaryCard: number
  readonly secondary: number
  readonly secondaryCard: number
  readonly mailbox: number
}

export interface DemoSettings {
  readonly at: Instant
  /** `undecided` leaves out the go that two operators signed. */
  readonly launch: 'go' | 'undecided'
  /** `played`: the demo opens and discards branches by the clock, as an operator would; by hand it is left to the commands. */
  readonly sites: 'played' | 'by-hand'
  readonly folder: string
  readonly migrations: string
  readonly programme: { readonly parsed: Programme; readonly source: string }
  readonly ports: DemoPorts
  readonly report: (fault: unknown) => void
  readonly hashing?: Parts['hashing']
}
