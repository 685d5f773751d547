import type { Logger } from 'pino'
import type { AuditEvent } from '../audit/record-event.ts'
import type { ClockOffset } from '../db/measure-clock-offset.ts'
import type { Reference } from '../kernel/ids.ts'
import type { Meter } from '../kernel/meter.ts'
import type { MailTried } from '../outbox/deliver-due-mail.ts'
import type { WatchRequests } from '../web/watch-request.ts'
import type { Count } from './count.ts'
import { replyOf } from './rules/answer-class.ts'
import { factsToSay, logOfEvent } from './rules/log-of-event.ts'

/** What rooms are handed to report by; all of it ends in the log, in the counts, or in both. */
export interface Watch {
  readonly meter: Meter
  readonly heard: (event: AuditEvent) => void
  readonly tried: (tried: MailTried) => void
  readonly requests: WatchRequests
  readonly fault: (fault: unknown, reference: Reference | null) => void
  readonly measured: (clock: ClockOffset) => void
  /** The outbox's worker has come round, whatever it found. */
  readonly turned: () => void
  /** Milliseconds since then. */
  readonly sinceTurn: () => number
}

/** Beyond this the clocks of node and database are told to be apart: a person's passcode lives 30 seconds. */
const DRIFT_MILLISECONDS = 1_000

export function makeWatch(log: Logger, count: Count, ticks: () => number): Watch {
  let turnedAt = ticks()
  return {
    meter: count.meter,
    heard: (event) => {
      count.event(event)
      const line = logOfEvent(event)
      if (line === undefined) return
      const { kind, accountId, reference } = event
      log[line.level]({ event: kind, account: accountId, reference, ...factsToSay(event) }, line.says)
    },
    tried: (tried) => {
      count.mail(tried)
      logMail(log, tried)
    },
    requests: () => {
      const began = ticks()
      return (answered) => {
        const milliseconds = ticks() - began
        count.answered(answered, milliseconds)
        log.info({ ...answered, ms: Math.round(milliseconds * 10) / 10 }, 'request')
      }
    },
    fault: (fault, reference) => log.error({ err: fault, reference }, 'fault'),
    measured: driftAlarm(log),
    turned: () => {
      turnedAt = ticks()
    },
    sinceTurn: () => ticks() - turnedAt,
  }
}

function logMail(log: Logger, { id, tries, outcome, state, answer }: MailTried): void {
  if (outcome === 'sent') return
  const line = { mail: id, tries, outcome, state, answer: replyOf(answer) }
  if (state === 'queued') log.warn(line, 'mail not handed over; it will be tried again')
  else log.error(line, 'mail given up')
}

/** Once as the clocks part, once as they meet again. */
function driftAlarm(log: Logger): (clock: ClockOffset) => void {
  let apart = false
  return ({ offset, uncertainty }) => {
    const now = Math.abs(offset) - uncertainty > DRIFT_MILLISECONDS
    if (now === apart) return
    apart = now
    const line = { offsetSeconds: offset / 1000, uncertaintySeconds: uncertainty / 1000 }
    if (now)
      log.warn(line, "clock drift: this machine's clock and the database's are apart; check NTP on both")
    else log.info(line, 'clock drift is over')
  }
}
