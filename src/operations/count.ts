import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { AuditEvent } from '../audit/record-event.ts'
import type { Standing } from '../db/follow-authority.ts'
import type { ClockOffset } from '../db/measure-clock-offset.ts'
import type { PoolUse } from '../db/open-database.ts'
import type { Meter, Timed } from '../kernel/meter.ts'
import type { MailTried } from '../outbox/deliver-due-mail.ts'
import type { Answered } from '../web/watch-request.ts'
import type { SiteFigures } from './read-site-figures.ts'
import { answerClass } from './rules/answer-class.ts'

/** What is asked anew at each scrape. */
export interface Readings {
  readonly ready: () => boolean
  readonly pool: () => PoolUse
  readonly hashes: () => { readonly running: number; readonly waiting: number }
  readonly clock: () => ClockOffset | null
  readonly authority: () => Standing
  /** Rejects while the database is away: then its figures are left out. */
  readonly site: () => Promise<SiteFigures>
}

export interface Count {
  readonly meter: Meter
  event(event: AuditEvent): void
  answered(answered: Answered, milliseconds: number): void
  mail(tried: MailTried): void
  /** The text of one scrape. */
  scrape(readings: Readings): Promise<string>
  readonly contentType: string
}

/** Seconds: a page takes tens of milliseconds, one behind a full queue ten seconds. */
const PAGE = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const SHORT = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10]

const TIMED: Readonly<Record<Timed, readonly [name: string, help: string]>> = {
  hash: ['sallyport_hash_seconds', 'Computing one password check.'],
  'hash-wait': ['sallyport_hash_wait_seconds', 'Waiting for a turn to hash.'],
  'connection-wait': ['sallyport_connection_wait_seconds', 'Waiting for a database connection.'],
  decision: ['sallyport_decision_seconds', 'Deciding what the programme has for one person.'],
}

/**
 * Counts for Prometheus. A label's values are a closed list each, known before anybody comes: kinds and reasons of events,
 * doors of the programme, routes, statuses. `ticks`: milliseconds of a clock that is never set.
 */
export function makeCount(ticks: () => number): Count {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const pushed = pushedInto(registry)
  const pulled = pulledInto(registry)
  return {
    meter: {
      time: (what) => {
        const began = ticks()
        return () => pushed.timed[what].observe((ticks() - began) / 1000)
      },
    },
    event: ({ kind, facts }) =>
      pushed.events.inc({ kind, door: String(facts['door'] ?? ''), reason: String(facts['reason'] ?? '') }),
    answered: ({ method, route, status }, milliseconds) =>
      pushed.requests.observe({ method, route, status }, milliseconds / 1000),
    mail: ({ outcome, answer }) => pushed.mails.inc({ outcome, answer: answerClass(answer) }),
    scrape: async (readings) => {
      await pulled(readings)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

function pushedInto(registry: Registry) {
  const registers = [registry]
  const timer = (what: Timed) => {
    const [name, help] = TIMED[what]
    return new Histogram({ name, help, buckets: [...SHORT], registers })
  }
  return {
    timed: {
      hash: timer('hash'),
      'hash-wait': timer('hash-wait'),
      'connection-wait': timer('connection-wait'),
      decision: timer('decision'),
    } satisfies Record<Timed, Histogram>,
    events: new Counter({
      name: 'sallyport_events_total',
      help: 'Audit events that this node has committed: logons, refusals, initiations by kind, door and reason.',
      labelNames: ['kind', 'door', 'reason'],
      registers,
    }),
    requests: new Histogram({
      name: 'sallyport_request_seconds',
      help: 'Answered requests, by the pattern they were routed by.',
      labelNames: ['method', 'route', 'status'],
      buckets: PAGE,
      registers,
    }),
    mails: new Counter({
      name: 'sallyport_mail_tries_total',
      help: 'Tries to hand a mail over, by what came of it and the class of the answer.',
      labelNames: ['outcome', 'answer'],
      registers,
    }),
  }
}

function pulledInto(registry: Registry): (readings: Readings) => Promise<void> {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `sallyport_${name}`, help, labelNames, registers: [registry] })
  const ready = gauge('ready', '1 where the node is ready for people.')
  const up = gauge('database_up', '1 where the database answered this scrape.')
  const pool = gauge('connections', 'Database connections of this node.', 'state')
  const poolWaiting = gauge('connections_waiting', 'Transactions that wait for a connection.')
  const hashes = gauge('hashes', 'Password checks of this node.', 'state')
  const offset = gauge('clock_offset_seconds', "The database's clock less this machine's.")
  const uncertainty = gauge('clock_uncertainty_seconds', 'The offset is true to within this.')
  const authority = authorityGauges(gauge)
  const site = siteGauges(gauge)
  return async (readings) => {
    ready.set(Number(readings.ready()))
    const { busy, idle, waiting } = readings.pool()
    pool.set({ state: 'busy' }, busy)
    pool.set({ state: 'idle' }, idle)
    poolWaiting.set(waiting)
    const load = readings.hashes()
    hashes.set({ state: 'running' }, load.running)
    hashes.set({ state: 'waiting' }, load.waiting)
    const clock = readings.clock()
    if (clock !== null) {
      offset.set(clock.offset / 1000)
      uncertainty.set(clock.uncertainty / 1000)
    }
    authority(readings.authority())
    const figures = await readings.site().catch(() => undefined)
    up.set(Number(figures !== undefined))
    site(figures)
  }
}

function authorityGauges(gauge: MakeGauge): (standing: Standing) => void {
  const term = gauge('authority_term', 'How often authority has moved between the sites.')
  const standalone = gauge('standalone', '1 where what is acknowledged is on one site alone, as was decided.')
  const acknowledged = gauge(
    'commits_acknowledged',
    '0 while the standby acknowledges nothing, so that nobody can log on.',
  )
  const seen = gauge('standby_seen', "1 where this node sees the other site's server as a standby.")
  const bytes = gauge(
    'standby_behind_bytes',
    'Log that the standby has not replayed, by what was last seen of it.',
  )
  const seconds = gauge('standby_behind_seconds', 'For how long, at least, the standby has lacked something.')
  return (standing) => {
    term.set(standing.term)
    standalone.set(Number(standing.standalone))
    acknowledged.set(Number(standing.acknowledged))
    seen.set(Number(standing.standby?.seen ?? false))
    bytes.set(standing.standby?.bytes ?? 0)
    seconds.set(standing.standby?.seconds ?? 0)
  }
}

type MakeGauge = (name: string, help: string, ...labels: string[]) => Gauge

function siteGauges(gauge: MakeGauge): (figures: SiteFigures | undefined) => void {
  const sessions = gauge('sessions_live', 'Logon sessions of the site that have not ended.')
  const locked = gauge('budgets_locked', 'User IDs, unknown ones included, that are locked now.')
  const mails = gauge('outbox_mails', 'Mails that have not gone out yet.', 'state')
  const oldest = gauge('outbox_oldest_seconds', 'Age of the oldest of them.')
  return (figures) => {
    for (const each of [sessions, locked, mails, oldest]) each.reset()
    if (figures === undefined) {
      for (const each of [sessions, locked, oldest]) each.remove()
      return
    }
    sessions.set(figures.sessionsLive)
    locked.set(figures.budgetsLocked)
    for (const state of ['claimed', 'due', 'later'] as const) mails.set({ state }, figures.mails[state])
    oldest.set(figures.oldestMailSeconds)
  }
}
