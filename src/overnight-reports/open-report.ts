import type { Readable } from 'node:stream'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Database } from '../db/transaction.ts'
import type { AccountId, ParticipantId, ReportId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ByteRange, ReportStore } from './report-store.ts'
import { type RangeAsked, readRange } from './rules/read-range.ts'
import { type Report, readReport } from './store.ts'

export interface Asking {
  readonly participant: ParticipantId
  readonly id: ReportId
  readonly by: AccountId
  readonly session: SessionId
  readonly at: Instant
  /** The headers `Range` and `If-Range`, as they came. */
  readonly range: string | undefined
  readonly ifRange: string | undefined
  /** HEAD: nothing leaves. */
  readonly headOnly: boolean
}

export interface OpenedReport {
  readonly report: Report
  readonly etag: string
  readonly asked: Exclude<RangeAsked, { readonly is: 'unsatisfiable' }>
  readonly range: ByteRange
  /** Null where only the head was asked for. */
  readonly bytes: AsyncIterable<Uint8Array> | null
}

export type Opening =
  | { readonly is: 'open'; readonly opened: OpenedReport }
  | { readonly is: 'absent' }
  | { readonly is: 'unsatisfiable'; readonly size: number }

interface ReportWorld extends AuditWorld {
  readonly database: Database
  readonly reports: ReportStore
  /** The instant at which a download ended. */
  readonly now: () => Instant
}

/** Recorded before the first byte leaves: a file half taken is a file taken. And again when it ends. */
export async function openReport(world: ReportWorld, asking: Asking): Promise<Opening> {
  const { database, reports } = world
  const { participant } = asking
  const scope = { as: 'participant', participant } as const
  const report = await database.read(scope, (db) => readReport(db, asking))
  if (report === undefined) return { is: 'absent' }
  const { size } = report
  const etag = `"${report.sha256.toString('hex')}"`
  const asked = readRange(asking.range, asking.ifRange, { size, etag })
  if (asked.is === 'unsatisfiable') return { is: 'unsatisfiable', size }
  const range = asked.is === 'part' ? asked.range : { from: 0, to: size - 1 }
  if (asking.headOnly) return { is: 'open', opened: { report, etag, asked, range, bytes: null } }
  const content = await reports.open(report.id, range)
  if (content === undefined) return { is: 'absent' }
  const began = { ...eventOf(asking, report, range), kind: 'report.downloaded' as const, at: asking.at }
  await database
    .write(scope, (tx) => recordEvent(tx, world, began))
    .catch((fault) => {
      content.destroy()
      throw fault
    })
  const ended = (sent: number) =>
    database.write(scope, (tx) => recordEvent(tx, world, endOf(world, asking, report, range, sent)))
  const bytes = counted(content, ended)
  await bytes.next()
  return { is: 'open', opened: { report, etag, asked, range, bytes } }
}

const NOTHING = new Uint8Array()

/**
 * Tells how many bytes were taken, whether all were or the reader went away. Its first piece is empty and taken at once: a
 * generator that was never begun ends without its `finally`, and the reader may be gone before the first byte.
 */
async function* counted(
  content: Readable,
  ended: (sent: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let sent = 0
  try {
    yield NOTHING
    for await (const chunk of content) {
      yield chunk
      sent += chunk.length
    }
  } finally {
    content.destroy()
    await ended(sent)
  }
}

function eventOf({ by, participant, session }: Asking, { id, name }: Report, { from, to }: ByteRange) {
  return {
    accountId: by,
    reference: null,
    facts: { participant, report: id, name, from, to, session },
    particulars: {},
  }
}

function endOf(world: ReportWorld, asking: Asking, report: Report, range: ByteRange, sent: number) {
  const event = eventOf(asking, report, range)
  const whole = sent === range.to - range.from + 1
  return {
    ...event,
    kind: 'report.download-ended' as const,
    at: world.now(),
    facts: { ...event.facts, sent, whole },
  }
}
