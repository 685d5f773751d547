import type { Waiting } from '../attempts/take-try.ts'
import type { AuditWorld } from '../audit/record-event.ts'
import type { CardPasswordCheck } from '../cards/card-password.ts'
import type { Database } from '../db/transaction.ts'
import type { Clocks } from '../kernel/clock.ts'
import type { Epoch, SiteId } from '../kernel/ids.ts'
import type { Meter } from '../kernel/meter.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { ChannelKind } from '../kernel/vocabulary.ts'
import type { ReadInForce } from '../launch/read-in-force.ts'
import type { RecentInForce } from '../launch/recent-in-force.ts'
import type { OtpChannel } from '../one-time-codes/channel.ts'
import type { PasswordHasher } from '../passwords/hash-passwords.ts'
import type { PasswordProfile } from '../passwords/rules/password-profile.ts'
import type { Programme } from '../programme/programme.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { OpenedSession } from '../sessions/session-gate.ts'
import type { BegunLogons } from './begun-logons.ts'

/** What the journeys work with. Each deed asks only for the parts it names. */
export interface SignInWorld {
  readonly database: Database
  readonly clocks: Clocks
  readonly randomness: Randomness
  readonly sealer: Sealer
  readonly channels: Readonly<Record<ChannelKind, OtpChannel>>
  readonly hasher: PasswordHasher
  readonly passwordProfile: PasswordProfile
  readonly cardPasswords: CardPasswordCheck
  readonly waiting: Waiting
  readonly begunLogons: BegunLogons
  readonly programme: Programme
  readonly inForce: ReadInForce
  readonly recentInForce: RecentInForce
  readonly site: SiteId
  readonly epoch: Epoch
  readonly heard?: AuditWorld['heard']
  readonly meter: Meter
  /** Called after a commit that queued mail, so that a code leaves at once. */
  readonly mailQueued: () => void
  /** Called before a logon session is begun; what it returns, once that is committed: the next check then need not ask. */
  readonly expectSession: () => (opened: OpenedSession) => void
}
