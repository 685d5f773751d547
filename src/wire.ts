import type { Hono } from 'hono'
import { holdCallers } from './attempts/hold-callers.ts'
import { makeLine } from './attempts/make-line.ts'
import { AT_SOURCE } from './attempts/rules/figures.ts'
import type { Waiting } from './attempts/take-try.ts'
import { ownCardPasswords } from './cards/own-passwords.ts'
import { catalogue } from './catalogue.ts'
import { DatabaseUnavailable } from './db/database-unavailable.ts'
import { OutcomeUnknown } from './db/outcome-unknown.ts'
import type { Database } from './db/transaction.ts'
import { promptMail, unhurriedWork } from './duties.ts'
import { sessionCheck } from './gateway/session-check.ts'
import type { Clock, Clocks } from './kernel/clock.ts'
import type { Epoch, Reference, SiteId } from './kernel/ids.ts'
import { unmetered } from './kernel/meter.ts'
import type { Randomness } from './kernel/randomness.ts'
import { rememberInForce } from './launch/read-in-force.ts'
import { recentInForce } from './launch/recent-in-force.ts'
import type { MailTransport } from './mail/transport.ts'
import { appChannel } from './one-time-codes/app-channel.ts'
import { emailChannel } from './one-time-codes/email-channel.ts'
import type { Watch } from './operations/watch.ts'
import type { Outbox } from './outbox/deliver-due-mail.ts'
import type { ReportStore } from './overnight-reports/report-store.ts'
import { StoreUnavailable } from './overnight-reports/store-unavailable.ts'
import { hashOnAllCores } from './passwords/hash-on-all-cores.ts'
import type { HasherSettings } from './passwords/hash-passwords.ts'
import { type ProfileName, passwordProfile } from './passwords/rules/password-profile.ts'
import { wellKnownPasswords } from './passwords/well-known-passwords.ts'
import type { Programme } from './programme/programme.ts'
import { type SealingKey, sealingKeys } from './sealing/keys.ts'
import { makeSealer, type Sealer } from './sealing/seal.ts'
import { noteSeen } from './sessions/note-seen.ts'
import { makeSessionGate, type SessionGate } from './sessions/session-gate.ts'
import { type SharedFeed, sharedFeed } from './sessions/shared-feed.ts'
import { rememberBegunLogons } from './sign-in/begun-logons.ts'
import { decideAgain } from './sign-in/decide-again.ts'
import type { CardWorld } from './surfaces/card/world.ts'
import { mountCardListeners, mountSurfaces } from './surfaces/mount.ts'
import { standingOf } from './surfaces/standing-of.ts'
import { surfaceAt } from './surfaces/surfaces.ts'
import type { SurfaceWorld } from './surfaces/world.ts'
import type { Front } from './web/answer-request.ts'
import { loadAssets } from './web/assets.ts'
import type { WebEnv } from './web/env.ts'
import { type Bar, webShell } from './web/shell.ts'

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
  /** A connection of its own for the revocation feed, so that no crowd makes it wait. */
  readonly feedDatabase: Database
  readonly transport: MailTransport
  readonly mailFrom: string
  /** How fast, and where it comes back to: as `Outbox` says where it is left out. */
  readonly mailLeaving?: Pick<Outbox, 'pace' | 'bouncesTo'>
  /** Where the bytes of overnight reports lie. */
  readonly reports: ReportStore
  /** Left out where no listener asks for smartcards. */
  readonly cards?: CardWorld | null
  /** How long one is kept; a year where it is left out. */
  readonly keepReportsDays?: number
  readonly demoClock: SurfaceWorld['demoClock']
  /** `nist-800-63b-4` where it is left out. */
  readonly passwordProfileName?: ProfileName
  /** The least there is where it is left out; cheaper for tests alone. */
  readonly hashing?: Pick<HasherSettings, 'parameters' | 'former' | 'forTestsOnly'>
  /** `own-mail`: delivers the letters its own requests write, and does nothing by itself. Everything where it is left out. */
  readonly duties?: 'own-mail'
  /** What keeps a request from every page; left out: nothing does. */
  readonly bar?: Bar
  /** How the two sites stand to each other, as last seen; left out where there is one. */
  readonly pairing?: SurfaceWorld['pairing']
  /** Told of what the node does, for its log and its metrics; left out where nobody looks. */
  readonly watch?: Watch
  /** Told of exceptions, which are bugs, and of faults of a worker. */
  readonly report: (fault: unknown, reference: Reference | null) => void
}

export interface Node {
  /** The pages. */
  readonly app: Hono<WebEnv>
  /** The pages of the listener that asks for smartcards; null where there is none. */
  readonly cardApp: Hono<WebEnv> | null
  /** What stands in front of them. */
  readonly front: Front
  readonly gate: SessionGate
  readonly world: SurfaceWorld
  /** Stops the workers of this node, letting what is under way finish. */
  stop(): Promise<void>
}

/** The composition root: the one place where stores, system and web meet. */
export function wire(parts: Parts): Node {
  const { database, clocks, epoch, transport, mailFrom: from, watch } = parts
  const sealer = makeSealer(sealingKeys(parts.sealingKeys), parts.randomness)
  const onFault = (fault: unknown) => parts.report(fault, null)
  const tried = watch?.tried
  const due = {
    database,
    sealer,
    transport,
    clocks,
    epoch,
    from,
    ...parts.mailLeaving,
    ...(tried && { tried }),
  }
  const outbox = promptMail(due, watch?.turned, onFault)
  // Deeds begin before the gate is there, which they tell of what they did.
  const late: Late = {
    mailQueued: () => outbox.nudge(),
    expectSession: () => gate.expect(),
    uploadReceived: () => unhurried?.uploadReceived(),
  }
  const feed = sharedFeed(parts.feedDatabase, clocks.wire)
  const world = worldOf(parts, sealer, feed, late)
  const app = shellOf(parts, sealer, world, parts.origins)
  mountSurfaces(app, world)
  const cardApp = cardAppOf(parts, sealer, world)
  const unhurried = parts.duties === 'own-mail' ? null : unhurriedWork(world, due, { ...parts, onFault })
  const gate: SessionGate = gateOf(parts, world, feed, onFault)
  const { site } = parts
  const doors = parts.programme.doors.map(({ id }) => id)
  const front = sessionCheck({ site, doors, clock: clocks.programme, gate, report: onFault })
  const stop = async () => {
    await gate.stop()
    await unhurried?.stop()
    await outbox.stop()
  }
  return { app, cardApp, front, gate, world, stop }
}

type Late = Pick<SurfaceWorld, 'mailQueued' | 'expectSession' | 'uploadReceived'>

function gateOf(
  { database }: Parts,
  world: SurfaceWorld,
  feed: SharedFeed,
  onFault: (fault: unknown) => void,
): SessionGate {
  return makeSessionGate({
    database,
    world,
    feed: feed.follow,
    seen: noteSeen(database, onFault),
    decide: async (session, at) => {
      const { outcome, nextChange } = await database.readAtOnce({ as: 'sign-in' }, (db) =>
        decideAgain(world, db, session, at),
      )
      return { functionOpen: outcome === 'signed-in', nextChange }
    },
  })
}

function worldOf(parts: Parts, sealer: Sealer, feed: SharedFeed, late: Late): SurfaceWorld {
  const { database, clocks, randomness, programme, site, epoch, demoClock, watch } = parts
  const { meter } = watch ?? { meter: unmetered }
  const hasher = hashOnAllCores({ randomness, meter, ...parts.hashing })
  const inForce = rememberInForce(programme)
  const recent = recentInForce(() => database.readAtOnce({ as: 'sign-in' }, inForce.read), feed.isHeard)
  feed.onEverybody(recent.outdate)
  return {
    database,
    clocks,
    randomness,
    sealer,
    programme,
    kinds: catalogue,
    inForce: inForce.read,
    lastInForce: inForce.last,
    pairing: parts.pairing ?? (() => null),
    recentInForce: recent,
    site,
    epoch,
    hasher,
    cardPasswords: ownCardPasswords(sealer, hasher),
    channels: { email: emailChannel({ sealer, randomness }), app: appChannel(sealer) },
    passwordProfile: passwordProfile(parts.passwordProfileName ?? 'nist-800-63b-4', wellKnownPasswords()),
    waiting: waitingBy(clocks.wire),
    begunLogons: rememberBegunLogons(),
    ...late,
    heard: watch?.heard,
    meter,
    reports: parts.reports,
    cards: parts.cards ?? null,
    demoClock,
  }
}

function cardAppOf(parts: Parts, sealer: Sealer, world: SurfaceWorld): Hono<WebEnv> | null {
  if (world.cards === null) return null
  const app = shellOf(parts, sealer, world, [world.cards.listener])
  mountCardListeners(app, world, world.cards)
  return app
}

function shellOf(parts: Parts, sealer: Sealer, world: SurfaceWorld, origins: readonly string[]) {
  const { site, randomness, clocks, report, watch } = parts
  return webShell({
    site,
    origins,
    formMac: {
      make: (...parts) => sealer.mac('form-token', ...parts),
      holds: (made, ...parts) => sealer.isMac(made, 'form-token', ...parts),
    },
    randomness,
    assets: loadAssets(),
    standing: ({ here, language }) =>
      standingOf(world, surfaceAt(here).system, language, clocks.programme.now()),
    passing: (error) => {
      if (error instanceof OutcomeUnknown) return 'outcome-unknown'
      if (error instanceof StoreUnavailable) return 'reports-away'
      return error instanceof DatabaseUnavailable ? 'nothing-changed' : undefined
    },
    report,
    watch: watch?.requests,
    bar: parts.bar,
  })
}

function waitingBy(clock: Clock): Waiting {
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
  return { clock, pause, inLine: makeLine(), hold: holdCallers(pause, AT_SOURCE.mostHeld) }
}
