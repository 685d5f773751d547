import { availableParallelism } from 'node:os'
import type { Hono } from 'hono'
import { makeLine } from './attempts/make-line.ts'
import type { Waiting } from './attempts/take-try.ts'
import { DatabaseUnavailable } from './db/database-unavailable.ts'
import type { Database } from './db/transaction.ts'
import { keepHouse } from './housekeeping.ts'
import type { Clock, Clocks } from './kernel/clock.ts'
import type { Epoch, Reference, SiteId } from './kernel/ids.ts'
import type { Randomness } from './kernel/randomness.ts'
import type { MailTransport } from './mail/transport.ts'
import { appChannel } from './one-time-codes/app-channel.ts'
import { emailChannel } from './one-time-codes/email-channel.ts'
import { deliverDueMail } from './outbox/deliver-due-mail.ts'
import { runOutbox } from './outbox/run-outbox.ts'
import { type HasherSettings, makePasswordHasher } from './passwords/hash-passwords.ts'
import { LEAST_PARAMETERS } from './passwords/rules/hash-parameters.ts'
import { type ProfileName, passwordProfile } from './passwords/rules/password-profile.ts'
import { wellKnownPasswords } from './passwords/well-known-passwords.ts'
import type { Programme } from './programme/programme.ts'
import { type SealingKey, sealingKeys } from './sealing/keys.ts'
import { makeSealer, type Sealer } from './sealing/seal.ts'
import { mountSurfaces } from './surfaces/mount.ts'
import { standingOf } from './surfaces/standing-of.ts'
import type { SurfaceWorld } from './surfaces/world.ts'
import { loadAssets } from './web/assets.ts'
import type { WebEnv } from './web/env.ts'
import { webShell } from './web/shell.ts'

/** What differs between production, the demo and a test: everything that touches the outside, handed in. */
export interface Parts {
  readonly site: SiteId
  readonly epoch: Epoch
  readonly origins: readonly string[]
  readonly clocks: Clocks
  readonly randomness: Randomness
  readonly sealingKeys: readonly [SealingKey, ...SealingKey[]]
  readonly programme: Programme
  readonly database: Database
  readonly transport: MailTransport
  readonly mailFrom: string
  readonly demoClock: SurfaceWorld['demoClock']
  /** `nist-800-63b-4` where it is left out. */
  readonly passwordProfileName?: ProfileName
  /** Cheap hashing for tests; production leaves it out. */
  readonly hashing?: Pick<HasherSettings, 'parameters' | 'forTestsOnly'>
  /** Told of exceptions, which are bugs, and of faults of a worker. */
  readonly report: (fault: unknown, reference: Reference | null) => void
}

export interface Node {
  readonly app: Hono<WebEnv>
  readonly world: SurfaceWorld
  /** Stops the workers of this node, letting what is under way finish. */
  stop(): Promise<void>
}

/** Passwords that may wait for their turn: beyond this a caller is told to come back (503), not kept hanging. */
const HASHES_WAITING = 1000

/** The composition root: the one place where stores, system and web meet. */
export function wire(parts: Parts): Node {
  const { database, clocks, epoch, transport, mailFrom: from } = parts
  const sealer = makeSealer(sealingKeys(parts.sealingKeys), parts.randomness)
  const onFault = (fault: unknown) => parts.report(fault, null)
  const outbox = runOutbox(
    (atMost) => deliverDueMail({ database, sealer, transport, clocks, epoch, from }, atMost),
    onFault,
  )
  const world = worldOf(parts, sealer, () => outbox.nudge())
  const app = shellOf(parts, sealer, world)
  mountSurfaces(app, world)
  const housekeeping = keepHouse(world, onFault)
  const stop = () => {
    housekeeping.stop()
    return outbox.stop()
  }
  return { app, world, stop }
}

function worldOf(parts: Parts, sealer: Sealer, mailQueued: () => void): SurfaceWorld {
  const { database, clocks, randomness, programme, site, epoch, demoClock } = parts
  return {
    database,
    clocks,
    randomness,
    sealer,
    programme,
    site,
    epoch,
    hasher: makePasswordHasher({
      parameters: LEAST_PARAMETERS,
      cores: availableParallelism(),
      waiting: HASHES_WAITING,
      randomness,
      ...parts.hashing,
    }),
    channels: { email: emailChannel({ sealer, randomness }), app: appChannel(sealer) },
    passwordProfile: passwordProfile(parts.passwordProfileName ?? 'nist-800-63b-4', wellKnownPasswords()),
    waiting: waitingBy(clocks.wire),
    mailQueued,
    demoClock,
  }
}

function shellOf({ site, origins, randomness, clocks, report }: Parts, sealer: Sealer, world: SurfaceWorld) {
  return webShell({
    site,
    origins,
    formKey: sealer.macKey('form-token'),
    randomness,
    assets: loadAssets(),
    standing: ({ here, language }) =>
      standingOf(world, here.startsWith('/dms') ? 'dms' : 'ccms', language, clocks.programme.now()),
    passes: (error) => error instanceof DatabaseUnavailable,
    report,
  })
}

function waitingBy(clock: Clock): Waiting {
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
  return { clock, pause, inLine: makeLine() }
}
