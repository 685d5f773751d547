import type { Instant } from '../kernel/instant.ts'
import type { Programme } from '../programme/programme.ts'
import type { Parts } from '../wire.ts'

export interface DemoSettings {
  readonly at: Instant
  /** `undecided` leaves out the go that two operators signed. */
  readonly launch: 'go' | 'undecided'
  readonly folder: string
  readonly migrations: string
  readonly programme: { readonly parsed: Programme; readonly source: string }
  readonly ports: { readonly primary: number; readonly primaryCard: number; readonly mailbox: number }
  readonly report: (fault: unknown) => void
  readonly hashing?: Parts['hashing']
}
